"""Scanned pages: their text, and the number and date of a first page, each with its place and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.protocol import PageReader, ReadLine, ReadPage, ReadWord, UnreadableError
from indexer.extract.ocr.readers import available, best

if TYPE_CHECKING:
    from PIL import Image

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
    "read_page",
]


def read_page(image: Image.Image, dpi: float = PAGE_DPI) -> ReadPage:
    """Read the printed text of a page with the best reader there is.

    Args:
        image: The whole page, drawn with its form and signature fields.

    Raises:
        UnreadableError: No reader is installed, or it failed; the message is for the user.
    """
    return best().read(image, dpi)
