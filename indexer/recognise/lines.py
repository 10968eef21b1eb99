"""The printed lines of a document, the same for formats with pages and boxes and for formats with text only."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.fold import fold_lower
from indexer.records import Box, Evidence, ExtractedText, Line, Page, Word

_LETTER = re.compile(r"[^\W\d_]")
_CELL = re.compile(r"[^\t\n]+")


@dataclass(frozen=True)
class TextLine:
    """One printed line, or one table cell's line where the format has no pages.

    Attributes:
        folded: Without marks, lower case, blanks at the ends removed; as long as ``text`` is for NFC text.
        after_blank: An empty line stands before it (formats without pages only).
    """

    text: str
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    after_blank: bool = False

    @cached_property
    def folded(self) -> str:
        return fold_lower(self.text).strip()

    @cached_property
    def is_caps(self) -> bool:
        """Nearly all of its letters are capitals, and there are some."""
        letters = _LETTER.findall(self.text)
        return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)

    @property
    def middle(self) -> float:
        """Where its middle lies from the page's left; 0 without a box."""
        return (self.box[0] + self.box[2]) / 2 if self.box else 0.0

    @property
    def top(self) -> float:
        return self.box[1] if self.box else 0.0

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1] if self.box else 0.0


@dataclass(frozen=True)
class Sheet:
    """A document as lines, with the way back to places on its pages."""

    text: str
    lines: tuple[TextLine, ...]
    pages: tuple[Page, ...]
    scanned: bool

    def page(self, number: int | None) -> Page | None:
        """The page of this number."""
        return self.pages[number - 1] if number and number <= len(self.pages) else None

    def evidence(self, start: int, end: int, confidence: float) -> Evidence:
        """Where ``text[start:end]`` stands; the box holds its words on the page it begins on."""
        page = self._page_at(start)
        if page is None:
            return Evidence(confidence, start, end)
        if page.source == "ocr":
            confidence *= max(0.5, page.confidence)
        return Evidence(confidence, start, end, page.number, _box(page, start, end))

    def _page_at(self, start: int) -> Page | None:
        at = bisect_left(self.pages, start + 1, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None


def read_sheet(extracted: ExtractedText) -> Sheet:
    """The document as lines, empty ones left out."""
    lines = _paged(extracted) if extracted.pages else _plain(extracted.text)
    scanned = bool(extracted.pages) and extracted.pages[0].source == "ocr"
    return Sheet(extracted.text, tuple(lines), extracted.pages, scanned)


def _paged(extracted: ExtractedText) -> Iterator[TextLine]:
    for page in extracted.pages:
        for line in page.lines:
            printed = extracted.text[line.start : line.end]
            text = printed.strip()
            if text:
                start = line.start + printed.index(text[0])
                yield TextLine(text, start, start + len(text), page.number, line.box, line.size, line.bold, line.italic)


def _plain(text: str) -> Iterator[TextLine]:
    place = 0
    after_blank = False
    for line in text.split("\n"):
        for cell in _CELL.finditer(line):
            shown = cell.group().strip()
            if shown:
                start = place + cell.start() + cell.group().index(shown[0])
                yield TextLine(shown, start, start + len(shown), after_blank=after_blank)
                after_blank = False
        after_blank = after_blank or not line.strip()
        place += len(line) + 1


def _box(page: Page, start: int, end: int) -> Box | None:
    boxes = list(_boxes(page.words, start, end)) or list(_boxes(page.lines, start, end))
    if not boxes:
        return None
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _boxes(printed: Sequence[Word] | Sequence[Line], start: int, end: int) -> Iterator[Box]:
    """Boxes of what stands in ``text[start:end]``, of pieces in the order of the text."""
    for at in range(bisect_left(printed, start + 1, key=lambda piece: piece.end), len(printed)):
        if printed[at].start >= end:
            return
        yield printed[at].box
