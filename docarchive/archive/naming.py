"""Names of downloaded files: of the office's form, safe on every system, and the header that carries them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from docarchive.archive.models import Document, DocumentVersion
from indexer.fold import fold

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
LONGEST = 120


def safe(name: str) -> str:
    """A file name without what breaks paths or hides an ending; never empty."""
    cleaned = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" ._")
    if not cleaned or _RESERVED.fullmatch(cleaned):
        cleaned = f"tep_{cleaned}" if cleaned else "tep"
    stem, dot, ending = cleaned.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem[:LONGEST]}.{ending}"
    return cleaned[:LONGEST]


def document_name(document: Document) -> str:
    """``15_2023_NQ-HĐND`` with the beginning of the subject."""
    words = " ".join((document.subject or "").split()[:8])
    return "_".join(part for part in (document.number or "", words) if part) or document.id


def original_name(document: Document, version: DocumentVersion) -> str:
    """The name a file was handed in under, or one made from the document."""
    if version.file_name:
        return safe(PurePosixPath(version.file_name).name)
    return safe(f"{document_name(document)}.{version.format}")


def text_name(document: Document) -> str:
    """The name of the plain text."""
    return safe(f"{document_name(document)}.txt")


def disposition(name: str) -> str:
    """The header that has a browser save a file under a Vietnamese name.

    Source:
        RFC 6266 with the encoding of RFC 8187; the plain name is for programs that read neither.
    """
    plain = "".join(letter if letter.isascii() and letter not in '"\\' else "_" for letter in fold(name))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
