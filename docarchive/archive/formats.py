"""What kind of file some bytes are, for downloads and for the line under a result; decided by content."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "rtf": "application/rtf",
    "html": "text/html; charset=utf-8",
    "eml": "message/rfc822",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tiff": "image/tiff",
    "txt": "text/plain; charset=utf-8",
}
FORMAT_WORDS: Mapping[str, str] = {
    "pdf": "PDF", "docx": "Word", "doc": "Word", "odt": "ODT", "rtf": "RTF", "xlsx": "Excel", "xls": "Excel",
    "html": "HTML", "eml": "Thư điện tử", "txt": "Văn bản thuần", "png": "Ảnh", "jpg": "Ảnh", "tiff": "Ảnh",
    "record": "Chỉ có thông tin trong sổ",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = ((b"{\\rtf", "rtf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"))


def format_of(content: bytes) -> str:
    """Short name of a file's format; ``txt`` where nothing tells otherwise."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for start, name in _STARTS:
        if content.startswith(start):
            return name
    if content.startswith(_OLE):
        return "xls" if "Workbook".encode("utf-16-le") in content else "doc"
    if content.startswith(b"PK"):
        return _office_format(content)
    head = content[:2048].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "html"
    return (
        "eml" if head.startswith((b"from:", b"received:", b"return-path:", b"mime-version:", b"message-id:")) else "txt"
    )


def _office_format(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "odt" if "content.xml" in names else "docx"
