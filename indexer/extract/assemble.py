"""Pages of words and lines become one text with offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from indexer.extract.layout import Row
from indexer.records import Line, Page, Word


class PageRows(NamedTuple):
    """A page's lines in reading order, before they have offsets."""

    width: float
    height: float
    rows: Sequence[Row]
    source: Literal["text", "ocr"] = "text"
    confidence: float = 1.0


def assemble(pages: Iterable[PageRows]) -> tuple[str, tuple[Page, ...]]:
    r"""Text of all pages, parted by ``\n``, and the pages with the place of every word and line in it."""
    texts: list[str] = []
    made: list[Page] = []
    offset = 0
    for number, page in enumerate(pages, start=1):
        text, built = _page(number, page, offset)
        texts.append(text)
        made.append(built)
        offset += len(text) + 1
    return "\n".join(texts), tuple(made)


def _page(number: int, page: PageRows, offset: int) -> tuple[str, Page]:
    lines: list[Line] = []
    words: list[Word] = []
    printed: list[str] = []
    start = place = offset
    for row in page.rows:
        for word in row.words:
            words.append(Word(place, place + len(word.text), word.box))
            place += len(word.text) + 1
        text = " ".join(word.text for word in row.words)
        printed.append(text)
        lines.append(_line(row, start, start + len(text)))
        start = place
    text = "\n".join(printed)
    size = (page.width, page.height)
    made = Page(number, offset, offset + len(text), *size, tuple(words), tuple(lines), page.source, page.confidence)
    return text, made


def _line(row: Row, start: int, end: int) -> Line:
    sizes = sorted([word.size for word in row.words])
    half = sum([len(word.text) for word in row.words]) / 2
    bold = sum([len(word.text) for word in row.words if word.bold]) > half
    italic = sum([len(word.text) for word in row.words if word.italic]) > half
    return Line(start, end, row.box, sizes[len(sizes) // 2], bold, italic)
