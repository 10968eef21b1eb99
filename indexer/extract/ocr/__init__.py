"""Scanned pages: their text, and the number and date of a first page, each with its place and how sure it is."""

from __future__ import annotations

from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.protocol import PageReader, ReadLine, ReadPage, ReadWord, UnreadableError
from indexer.extract.ocr.readers import available, best

PAGE_DPI = 250
HEADING_DPI = 400

__all__ = [
    "HEADING_DPI",
    "PAGE_DPI",
    "PageReader",
    "ReadLine",
    "ReadPage",
    "ReadWord",
    "UnreadableError",
    "available",
    "best",
    "in_reading_order",
]
