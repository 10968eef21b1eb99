"""Picks the reader of a file by its content; every failure becomes a recorded outcome."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from indexer.extract.errors import UnreadableError
from indexer.extract.kind import Kind, kind_of
from indexer.records import ExtractedText, Failed, RawDocument

# Readers are loaded when their first file comes: a jailed process reads one file and starts anew.
_READERS: Final[dict[Kind, tuple[str, str]]] = {
    "pdf": ("pdf", "read"),
    "doc": ("word97", "read"),
    "docx": ("docx", "read"),
    "odt": ("odt", "read"),
    "rtf": ("plain", "read_rtf"),
    "html": ("plain", "read_html"),
    "text": ("plain", "read_text"),
    "sheet": ("sheet", "read"),
    "image": ("image", "read"),
}
_BUNDLES: Final[dict[Kind, str]] = {"zip": "read_zip", "eml": "read_mail"}


def extract(document: RawDocument) -> ExtractedText | Failed:
    """Read a file of any kind the indexer knows; its kind is decided by content."""
    try:
        kind = kind_of(document.content)
        if kind in _BUNDLES:
            bundle = import_module("indexer.extract.bundle")
            return _checked(getattr(bundle, _BUNDLES[kind])(document, _inside))
        return _read(kind, document)
    except UnreadableError as error:
        return error.failed()


def _inside(document: RawDocument) -> ExtractedText | Failed:
    kind = kind_of(document.content)
    if kind in _BUNDLES:
        return Failed("unsupported", "Không đọc tệp nén hoặc thư điện tử nằm trong tệp khác; hãy nạp riêng tệp đó.")
    return _read(kind, document)


def _read(kind: Kind, document: RawDocument) -> ExtractedText | Failed:
    module, name = _READERS[kind]
    reader: Callable[[RawDocument], object] = getattr(import_module(f"indexer.extract.{module}"), name)
    return _checked(reader(document))


def _checked(found: object) -> ExtractedText | Failed:
    if isinstance(found, ExtractedText | Failed):
        return found
    raise TypeError(type(found))
