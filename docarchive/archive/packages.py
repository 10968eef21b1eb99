"""Files that hold files: ZIP packages and e-mails, whose members become items of their own."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from indexer.extract.zipped import Container

_NOT_PACKAGES = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
_LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_ADDRESS_LINES = (
    b"from:",
    b"received:",
    b"return-path:",
    b"delivered-to:",
    b"mime-version:",
    b"message-id:",
    b"date:",
    b"to:",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a package."""

    name: str
    content: bytes


def is_package(content: bytes) -> bool:
    """Tell by its bytes whether a file is a ZIP of files (no Word or spreadsheet file) or a mail with attachments."""
    if content[:4] == b"PK\x03\x04":
        try:
            return _NOT_PACKAGES.isdisjoint(Container(content).names)
        except Exception:
            return False
    return _looks_like_mail(content) and any(True for _ in _attachments(content))


def members(content: bytes) -> Iterator[Member]:
    """Give the files of a package, bounded in number and size.

    Raises:
        UnreadableError: The package is encrypted, damaged, or unfolds into too much.
    """
    if content[:4] != b"PK\x03\x04":
        yield from _attachments(content)
        return
    container = Container(content)
    for name in container.names:
        if not name.startswith(_LEFT_OUT[0]) and PurePosixPath(name).name not in _LEFT_OUT:
            yield Member(name, container.read(name))


def _looks_like_mail(content: bytes) -> bool:
    lines = content[:4096].splitlines()[:3]
    return any(line.lower().startswith(_ADDRESS_LINES) for line in lines)


def _attachments(content: bytes) -> Iterator[Member]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for number, part in enumerate(message.iter_attachments(), start=1):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield Member(part.get_filename() or f"tep-{number}", payload)
