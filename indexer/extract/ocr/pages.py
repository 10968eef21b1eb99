"""Pages of a PDF that are pictures, read from the way PDFium draws them."""

from __future__ import annotations

from statistics import median
from typing import Any

from indexer.extract.assemble import PageRows
from indexer.extract.layout import Glyphs, Row
from indexer.extract.ocr.protocol import PageReader, ReadLine, ReadPage

PAGE_DPI = 300


def read_scanned(page: Any, reader: PageReader) -> PageRows:
    """Read the text of a page.

    Args:
        page: A PDFium page whose form and signature fields are drawn with it.

    Raises:
        UnreadableError: The reader failed on this page.
    """
    image = page.render(scale=PAGE_DPI / 72, grayscale=True).to_pil()
    read = reader.read(image, PAGE_DPI)
    return PageRows(read.width, read.height, rows_of(read), "ocr", read.confidence)


def rows_of(read: ReadPage) -> list[Row]:
    """The lines of a read page as the layout knows them."""
    return [_row(line) for line in read.lines]


def _row(line: ReadLine) -> Row:
    size = median(word.box[3] - word.box[1] for word in line.words)
    return Row([Glyphs(word.text, word.box, size) for word in line.words])
