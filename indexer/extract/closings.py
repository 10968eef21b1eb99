"""The end of a scanned document, recipients and signature, read closer than the rest of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from indexer.extract import allowance
from indexer.extract.assemble import PageRows
from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.pages import rows_of
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord
from indexer.extract.rows import Row
from indexer.fold import fold_lower
from indexer.records import Suggestion

if TYPE_CHECKING:
    from indexer.extract.ocr.closing import ClosingLine

_SURE_NAME: Final = 0.6
_RECIPIENTS = re.compile(r"[\W_]*n\w{1,2}\s?nh[a-z]n\b")
_TITLE = re.compile(
    r"[\W_]*(?:(?:tm|kt|tl|tuq)\b[.,:\s]|q\.|(?:pho |quyen )*(?:giam doc|chu tich|chanh|truong|bo truong|thu truong"
    r"|thu tuong|cuc truong|vu truong|bi thu|chu nhiem|vien truong|hieu truong|tong))\b"
)
_ABOVE, _BELOW = 12.0, 320.0  # points of the page around the line with the recipients' label
_ABOVE_TITLE: Final = 45.0  # there may be lines of the title that nobody could read
_RIGHT: Final = 0.45  # of the page's width: titles have their middle behind it


class _Place(NamedTuple):
    page: int
    top: float
    above: float = _ABOVE


def read(opened: Any, pages: Sequence[PageRows]) -> tuple[list[PageRows], Mapping[str, tuple[Suggestion, ...]]]:
    """The pages with their closing as it was read closer, and the names in its column of signatures, best first.

    Nothing changes where the machine has no reader of lines.
    """
    from indexer.extract.ocr import models

    place = _place(pages) if models.are_available() else None
    if place is None:
        return list(pages), {}
    from indexer.extract.ocr.closing import BLOCK_DPI, lines_in

    allowance.picture_page()
    page = opened[place.page]
    width, height = page.get_size()
    top, bottom = max(0.0, place.top - place.above), min(height, place.top + _BELOW)
    block = page.render(scale=BLOCK_DPI / 72, crop=(0, height - bottom, 0, top)).to_pil()
    page.close()
    known = [(_text(row), row.box) for row in pages[place.page].rows if row.words]
    lines = lines_in(block, 0.0, top, known)
    improved = list(pages)
    improved[place.page] = _with_closing(pages[place.page], lines, top, bottom)
    names = [line for line in lines if line.is_name and (line.box[0] + line.box[2]) / 2 > _RIGHT * width]
    names.sort(key=lambda line: -line.confidence)
    offers = tuple(Suggestion(one.text, round(one.confidence, 3), place.page + 1, one.box) for one in names)
    return improved, {"signer": offers} if offers else {}


def _place(pages: Sequence[PageRows]) -> _Place | None:
    """Where the closing begins: at the label of the recipients, else at the last title."""
    labels = (found for found, row in _rows(pages) if _RECIPIENTS.match(fold_lower(_text(row))))
    titles = [found for found, row in _rows(pages) if _is_title(row, pages[found.page].width)]
    first = [found for found in titles if found.page == titles[-1].page and titles[-1].top - found.top < _BELOW / 4]
    return next(labels, first[0]._replace(above=_ABOVE_TITLE) if first else None)


def _rows(pages: Sequence[PageRows]) -> Iterator[tuple[_Place, Row]]:
    for index, page in enumerate(pages):
        if page.source == "ocr":
            yield from ((_Place(index, row.box[1]), row) for row in page.rows if row.words)


def _is_title(row: Row, width: float) -> bool:
    text = _text(row)
    return text.isupper() and (row.box[0] + row.box[2]) / 2 > _RIGHT * width and bool(_TITLE.match(fold_lower(text)))


def _text(row: Row) -> str:
    return " ".join(word.text for word in row.words)


def _with_closing(page: PageRows, lines: Sequence[ClosingLine], top: float, bottom: float) -> PageRows:
    """The page with these lines in place of what was read of them before."""
    kept = [line for line in lines if not line.is_name or line.confidence >= _SURE_NAME]
    inside = [line for line in kept if line.box[1] >= top and line.box[3] <= bottom]
    rows = [row for row in page.rows if not _is_read_again(row, inside, top, bottom)]
    read = ReadPage(in_reading_order([_line(line) for line in inside]), page.width, page.height)
    at = next((place for place, row in enumerate(rows) if row.box[1] >= top), len(rows))
    return page._replace(rows=[*rows[:at], *rows_of(read), *rows[at:]])


def _is_read_again(row: Row, lines: Sequence[ClosingLine], top: float, bottom: float) -> bool:
    """Whether a row stands where one of the lines does, or is a speck between them."""
    x, y = (row.box[0] + row.box[2]) / 2, (row.box[1] + row.box[3]) / 2
    if not top <= y <= bottom:
        return False
    speck = sum(letter.isalnum() for letter in _text(row)) < 3
    return speck or any(
        (box[0] <= x <= box[2] and box[1] - 2 <= y <= box[3] + 2) for box in (line.box for line in lines)
    )


def _line(line: ClosingLine) -> ReadLine:
    """The words of a line share its box by their letters."""
    x0, y0, x1, y1 = line.box
    step = (x1 - x0) / len(line.text)
    words = []
    at = 0
    for word in line.text.split():
        at = line.text.index(word, at)
        box = (x0 + at * step, y0, x0 + (at + len(word)) * step, y1)
        words.append(ReadWord(word, box, line.confidence))
        at += len(word)
    return ReadLine(tuple(words))
