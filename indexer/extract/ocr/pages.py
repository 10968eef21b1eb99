"""Pages of a PDF that are pictures, read from the way PDFium draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from indexer.extract.assemble import PageRows
from indexer.extract.layout import Glyphs, Row
from indexer.extract.ocr import comparing, formulas
from indexer.extract.ocr.protocol import PageReader, ReadLine, ReadPage
from indexer.extract.ocr.strips import Strip, cut, read_strips
from indexer.records import Box

if TYPE_CHECKING:
    from PIL import Image

PAGE_DPI = 250  # reads as well as 300 and sooner


def read_scanned(page: Any, reader: PageReader) -> PageRows:
    """Read the text of a page.

    Args:
        page: A PDFium page whose form and signature fields are drawn with it.

    Raises:
        UnreadableError: The reader failed on this page.
    """
    return read_image(page.render(scale=PAGE_DPI / 72, grayscale=True).to_pil(), reader, PAGE_DPI)


def cut_lines(page: Any, index: int, boxes: Sequence[Box]) -> list[Strip]:
    """The lines of a page in these boxes, to be read with those of other pages."""
    return cut(page.render(scale=PAGE_DPI / 72, grayscale=True).to_pil(), boxes, PAGE_DPI, index)


def read_lines(strips: Sequence[Strip], reader: PageReader) -> Mapping[int, Sequence[Row]]:
    """The lines that were cut out, by the index of their page.

    Raises:
        UnreadableError: The reader failed.
    """
    read = read_strips(strips, reader, PAGE_DPI)
    return {index: [_row(line) for line in lines] for index, lines in read.items()}


def read_image(image: Image.Image, reader: PageReader, dpi: float) -> PageRows:
    """Read a whole page, and what is doubtful of it a second time.

    Raises:
        UnreadableError: The reader failed on this page.
    """
    return _page_of(formulas.mended(comparing.compared(image, reader.read(image, dpi), dpi)))


def _page_of(read: ReadPage) -> PageRows:
    return PageRows(read.width, read.height, rows_of(read), "ocr", read.confidence)


def rows_of(read: ReadPage) -> list[Row]:
    """The lines of a read page as the layout knows them."""
    return [_row(line) for line in read.lines]


def _row(line: ReadLine) -> Row:
    size = median(word.box[3] - word.box[1] for word in line.words)
    return Row([Glyphs(word.text, word.box, size) for word in line.words])
