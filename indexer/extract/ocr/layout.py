"""Reading order of the lines of a page, however the reader ordered them.

Official Vietnamese pages are one column of text with two-column stretches: the heading (issuer on the left, the motto
and the date on the right) and the closing (recipients on the left, the signature on the right). In such a stretch an
upright strip of paper runs between the columns over several rows; the left column is read to its end, then the right.
In a heading that is done once above the row of number and date, once in it, and once below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.extract.ocr.protocol import ReadLine, ReadWord
from indexer.fold import fold_lower

if TYPE_CHECKING:
    from indexer.records import Box

# Shares of a line's height, from the gaps of real pages: justified words stand up to about one height apart.
COLUMN_GAP = 1.6
STRIP_MIN = 0.7
FAR_BELOW = 2.2
# Number and day are often misread; what is printed before and between them hardly ever is.
_NUMBER = re.compile(r"^\W{0,3}s[o06]\w?\s?[:.;,\d]")
_DATE = re.compile(r"ng.y\b.{0,12}\bth.ng|th.ng\b.{0,12}\bn.m\b")


@dataclass(frozen=True, slots=True)
class _Row:
    lines: tuple[ReadLine, ...]

    @property
    def top(self) -> float:
        return min(line.box[1] for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.box[3] for line in self.lines)


def in_reading_order(lines: Sequence[ReadLine]) -> tuple[ReadLine, ...]:
    """Cut lines at the gaps between columns and order them; words on a level share a row."""
    pieces = [piece for line in lines for piece in _cut_at_gaps(line)]
    rows = _rows(pieces)
    ordered: list[ReadLine] = []
    at = 0
    while at < len(rows):
        strip, end = _two_columns(rows, at)
        if strip is None:
            ordered.extend(_joined(rows[at]))
            at += 1
            continue
        for first, last in pairwise((at, *_of_number_and_date(rows, at, end, strip), end)):
            stretch = [line for row in rows[first:last] for line in row.lines]
            ordered += [line for line in stretch if _middle(line.box) < strip]
            ordered += [line for line in stretch if _middle(line.box) >= strip]
        at = end
    return tuple(ordered)


def _cut_at_gaps(line: ReadLine) -> list[ReadLine]:
    height = _typical_height([line])
    pieces = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box[0] - before.box[2] > COLUMN_GAP * height:
            pieces.append([])
        pieces[-1].append(word)
    return [ReadLine(tuple(piece)) for piece in pieces]


def _rows(lines: Sequence[ReadLine]) -> list[_Row]:
    rows: list[list[ReadLine]] = []
    for line in sorted(lines, key=lambda line: (line.box[1] + line.box[3]) / 2):
        if rows and all(_level(line.box, other.box) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_Row(tuple(sorted(row, key=lambda line: line.box[0]))) for row in rows]


def _level(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    beside = one[2] <= other[0] or other[2] <= one[0]
    return beside and shared > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _joined(row: _Row) -> list[ReadLine]:
    """Put back together what only a wide blank parted, as in a justified line."""
    joined = [row.lines[0]]
    for line in row.lines[1:]:
        gap = line.box[0] - joined[-1].box[2]
        if gap <= COLUMN_GAP * _typical_height([line]):
            joined[-1] = ReadLine(joined[-1].words + line.words)
        else:
            joined.append(line)
    return joined


def _two_columns(rows: Sequence[_Row], at: int) -> tuple[float | None, int]:
    """Where the strip stands, and the row after the stretch; None where no such stretch begins at this row."""
    if len(rows[at].lines) != 2:
        return None, at
    left, right = rows[at].lines
    low, high = left.box[2], right.box[0]
    height = _typical_height([left, right])
    end, both = at, 0
    for index in range(at, len(rows)):
        row = rows[index]
        if index > at and row.top - rows[index - 1].bottom > FAR_BELOW * 3 * height:
            break
        narrowed = _narrow(row, low, high)
        if narrowed is None or narrowed[1] - narrowed[0] < STRIP_MIN * height:
            break
        low, high = narrowed
        if len(row.lines) > 1:
            both += 1
        end = index + 1
    middle = (low + high) / 2
    end = _without_one_sided_tail(rows, at, end, middle, height)
    return (middle, end) if both > 1 else (None, at)


def _of_number_and_date(rows: Sequence[_Row], at: int, end: int, strip: float) -> tuple[int, ...]:
    """From where to where in a heading number and date stand beside one another; nothing outside a heading."""
    numbers = [place for place in range(at, end) if _says(rows[place], _NUMBER, strip, right=False)]
    dates = [place for place in range(at, end) if _says(rows[place], _DATE, strip, right=True)]
    if not numbers or not dates or abs(numbers[0] - dates[0]) > 1:
        return ()
    return (min(numbers[0], dates[0]), max(numbers[0], dates[0]) + 1)


def _says(row: _Row, what: re.Pattern[str], strip: float, *, right: bool) -> bool:
    return any(what.search(fold_lower(line.text)) for line in row.lines if (_middle(line.box) >= strip) is right)


def _narrow(row: _Row, low: float, high: float) -> tuple[float, float] | None:
    """The strip that is left when this row's lines keep clear of it, or None."""
    for line in row.lines:
        x0, _, x1, _ = line.box
        if x1 <= high and _middle(line.box) < (low + high) / 2:
            low = max(low, x1)
        elif x0 >= low and _middle(line.box) >= (low + high) / 2:
            high = min(high, x0)
        else:
            return None
    return (low, high) if low < high else None


def _without_one_sided_tail(rows: Sequence[_Row], at: int, end: int, middle: float, height: float) -> int:
    """Below the last row with a right column only what goes on closely on the left belongs to the stretch."""
    last = max(
        (index for index in range(at, end) if any(_middle(line.box) >= middle for line in rows[index].lines)),
        default=at,
    )
    for index in range(last + 1, end):
        if rows[index].top - rows[index - 1].bottom > FAR_BELOW * height:
            return index
    return end


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _typical_height(lines: Sequence[ReadLine]) -> float:
    return median(_height(word) for line in lines for word in line.words)


def _height(word: ReadWord) -> float:
    return word.box[3] - word.box[1]
