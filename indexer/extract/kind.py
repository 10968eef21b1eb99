"""Tells a file's kind by its content; names and declared types are never asked."""

from __future__ import annotations

import re
from typing import Final, Literal

from indexer.extract import ole
from indexer.extract.errors import UnreadableError
from indexer.extract.zipped import Container

Kind = Literal["pdf", "docx", "odt", "doc", "rtf", "sheet", "html", "eml", "zip", "image", "text"]

_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HTML: Final = re.compile(rb"<!doctype html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_MAIL: Final = re.compile(rb"\A(?:From |(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,})", re.MULTILINE)
_MAIL_FIELDS: Final = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received):", re.IGNORECASE | re.MULTILINE
)
_FEWEST_MAIL_FIELDS: Final = 3
_WORD_95: Final = (b"\xdb\xa5", b"\x31\xbe")


def kind_of(content: bytes) -> Kind:
    """The kind of reader a file needs.

    Raises:
        UnreadableError: It is empty, encrypted, or of no kind that is read.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableError.empty()
    head = content[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if content.startswith(ole.SIGNATURE):
        return _in_compound_file(content)
    if content.startswith(b"PK"):
        return _in_zip(content)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if content.startswith(_IMAGES):
        return "image"
    return _of_text(content, head)


def _in_compound_file(content: bytes) -> Kind:
    names = ole.CompoundFile(content).names
    if "WordDocument" in names:
        return "doc"
    if "Workbook" in names or "Book" in names:
        return "sheet"
    if "EncryptedPackage" in names:
        raise UnreadableError.encrypted()
    raise UnreadableError.unsupported("OLE")


def _in_zip(content: bytes) -> Kind:
    container = Container(content)
    names = container.names
    if any(name.startswith("word/document") for name in names):
        return "docx"
    if any(name.startswith("xl/workbook") for name in names):
        return "sheet"
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableError.unsupported("PowerPoint")
    if "mimetype" in names:
        kind = container.read("mimetype")
        if b"opendocument.text" in kind:
            return "odt"
        if b"opendocument.spreadsheet" in kind:
            return "sheet"
        raise UnreadableError.unsupported(kind[:60].decode("ascii", "replace"))
    return "zip"


def _of_text(content: bytes, head: bytes) -> Kind:
    if _HTML.search(head):
        return "html"
    if _MAIL.match(content[:65536]) and len(_MAIL_FIELDS.findall(head)) >= _FEWEST_MAIL_FIELDS:
        return "eml"
    if content.startswith(_WORD_95):
        raise UnreadableError.unsupported("Word 95 trở về trước")
    if _is_binary(content):
        raise UnreadableError.unsupported()
    return "text"


def _is_binary(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    sample = content[:65536]
    zeros = sample.count(0)
    # UTF-16 without a mark has a zero beside most letters.
    if zeros > len(sample) // 5:
        wide = sample.decode("utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be", "replace")
        return sum(letter.isprintable() or letter.isspace() for letter in wide) < 0.95 * len(wide)
    control = sum(sample.count(byte) for byte in range(9)) + sum(sample.count(byte) for byte in range(14, 27))
    # VISCII and VPS write letters as control characters, though few.
    return zeros > 0 or control > 0.1 * len(sample)
