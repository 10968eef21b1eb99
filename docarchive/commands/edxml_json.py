"""A packet as JSON and files: its fields under the names of ``edxml``, its files beside the JSON, and back again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from docarchive.kernel.errors import InvalidInputError
from edxml import Attachment, DocumentPacket, Packet, StatusPacket

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_KINDS: Final[Mapping[str, type[Packet]]] = {"document": DocumentPacket, "status": StatusPacket}
_BYTES: Final = ("content", "carried")
_OF_FILES: Final = ("file", "size", "sha256", "is_damaged")  # what stands in the JSON instead of the bytes
_NO_NAME: Final = re.compile(r"[^\w. -]+")
_LONGEST_NAME: Final = 120
_SEE: Final = "Xem tên và mẫu các trường bằng docarchive edxml read."


def kind_of(packet: Packet) -> str:
    """``document`` or ``status``."""
    return "document" if isinstance(packet, DocumentPacket) else "status"


def described(packet: Packet) -> dict[str, Any]:
    """The fields of a packet; instead of its files their names, sizes and hashes."""
    without_bytes = {"attachments": {"__all__": set(_BYTES)}} if isinstance(packet, DocumentPacket) else None
    fields: dict[str, Any] = _adapter(kind_of(packet)).dump_python(packet, mode="json", exclude=without_bytes)
    if isinstance(packet, DocumentPacket):
        names = file_names(packet.attachments)
        for line, attachment, name in zip(fields["attachments"], packet.attachments, names, strict=True):
            held = held_by(attachment)
            line |= {
                "file": name, "size": None if held is None else len(held), "sha256": attachment.sha256 or None,
                "is_damaged": attachment.content is None,
            }  # fmt: skip
    return fields


def file_names(attachments: Sequence[Attachment]) -> list[str | None]:
    """Names to write the files under, each once, none a path; None where there are no bytes at all."""
    return [
        None if held_by(each) is None else f"{serial:02}-{_plain(each.name)}"
        for serial, each in enumerate(attachments, 1)
    ]


def held_by(attachment: Attachment) -> bytes | None:
    """The file; of one that could not be taken out, what travelled instead."""
    return attachment.carried if attachment.content is None else attachment.content


def packet_from(kind: object, fields: object, folder: Path) -> Packet:
    """The packet that JSON describes.

    Args:
        folder: Where its files lie.

    Raises:
        InvalidInputError: A field is wrong or unknown, or a file cannot be read; the sentence names it.
    """
    if not isinstance(kind, str) or kind not in _KINDS or not isinstance(fields, Mapping):
        raise InvalidInputError('Tệp JSON phải có "kind" (document hoặc status) và "packet" (các trường của gói).')
    fields = dict(fields)
    contents = _contents(fields, folder) if kind == "document" else ()
    try:
        packet: Packet = _adapter(kind).validate_python(fields)
    except ValidationError as problem:
        raise InvalidInputError(_wrong(problem.errors()[0])) from problem
    for place in _unknown(fields, _adapter(kind).dump_python(packet, mode="json")):
        raise InvalidInputError(
            f"Trường {place} không có trong gói tin; xem tên các trường bằng docarchive edxml read."
        )
    if isinstance(packet, DocumentPacket):
        held = zip(packet.attachments, contents, strict=True)
        whole = tuple(replace(one, content=content, carried=carried) for one, (content, carried) in held)
        packet = replace(packet, attachments=whole)
    return packet


def _contents(fields: dict[str, Any], folder: Path) -> list[tuple[bytes | None, bytes | None]]:
    """``content`` and ``carried`` of each file; takes out of the fields what only describes them."""
    found: list[tuple[bytes | None, bytes | None]] = []
    lines = fields.get("attachments") or []
    if not isinstance(lines, list) or not all(isinstance(line, Mapping) for line in lines):
        raise InvalidInputError("Trường attachments phải là danh sách tệp.")
    for line in lines:
        name = line.get("file")
        try:
            held = (folder / str(name)).read_bytes() if name else None
        except OSError as problem:
            raise InvalidInputError(f"Không đọc được tệp đính kèm {folder / str(name)}.") from problem
        found.append((None, held) if line.get("is_damaged") else (held, None))
    fields["attachments"] = [{key: value for key, value in line.items() if key not in _OF_FILES} for line in lines]
    return found


def _unknown(given: object, known: object, place: str = "") -> Iterator[str]:
    if isinstance(given, Mapping) and isinstance(known, Mapping):
        for name, value in given.items():
            inside = f"{place}.{name}" if place else str(name)
            if name not in known:
                yield inside
            else:
                yield from _unknown(value, known[name], inside)
    elif isinstance(given, Sequence) and isinstance(known, Sequence) and not isinstance(given, str):
        for serial, (one, other) in enumerate(zip(given, known, strict=False), 1):
            yield from _unknown(one, other, f"{place}[{serial}]")


def _wrong(problem: ErrorDetails) -> str:
    place = ".".join(map(str, problem["loc"]))
    return f"Trường {place} sai: {problem['input']!r} không dùng được ở đây. {_SEE}"


def _plain(name: str) -> str:
    bare = _NO_NAME.sub("_", unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name)).strip(". ")
    ending = PurePosixPath(bare).suffix
    return (bare if len(bare) <= _LONGEST_NAME else bare[: _LONGEST_NAME - len(ending)] + ending) or "tep"


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])
