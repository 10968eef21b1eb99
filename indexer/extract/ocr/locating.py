"""Finds the line of the number and the line of the date among the lines of a page's top."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from indexer.extract.ocr.anchors import DAY_WORD, MONTH_WORD
from indexer.extract.ocr.detection import PixelBox

_NUMBER_LINE = re.compile(r"^\W{0,3}[s5$8][o06ae]{0,2}\s?[:;.,]")
_NUMBER_LIKE = re.compile(r"^\W{0,3}(?:[Ss]\w{1,2}\b)?.{0,12}[/-]\s?(?:(?:19|20)\d\d\s?[/-])?\s?[A-ZĐ]{2}")
_YEAR_END = re.compile(r"m\W{0,3}(?:19|20)\s?\d")
# The right column of the heading begins beyond this share of the page's width.
_RIGHT = 0.3


class SeenLine(NamedTuple):
    """A found line and what one reader made of it at first sight."""

    box: PixelBox
    text: str


def number_box(lines: Sequence[SeenLine], date: PixelBox | None, width: int) -> PixelBox | None:
    """The line "Số: …", joined with the pieces of its row that end before the date."""
    left = [line for line in lines if line.box.x0 < width / 2 and (date is None or line.box.x0 < date.x0)]
    head = next((line for line in left if _NUMBER_LINE.match(_folded(line.text))), None)
    head = head or next((line for line in left if _NUMBER_LIKE.match(line.text)), None)
    if head is None:
        return None
    limit = date.x0 if date and date.level_with(head.box) else round(width * 0.55)
    row = [line.box for line in left if line.box.level_with(head.box) and head.box.x0 <= line.box.x0 < limit]
    return _around(row)


def date_box(lines: Sequence[SeenLine], width: int) -> PixelBox | None:
    """The line "…, ngày … tháng … năm 20…", or the pieces of its row joined where blanks part them."""
    right = [line for line in lines if line.box.x0 > _RIGHT * width]
    for line in right:
        if _date_words(line.text) == 0:
            continue
        row = sorted((other for other in right if other.box.level_with(line.box)), key=lambda other: other.box.x0)
        if _date_words(" ".join(other.text for other in row)) > 1:
            return _around([other.box for other in row])
    return None


def _date_words(text: str) -> int:
    return sum(bool(pattern.search(text)) for pattern in (DAY_WORD, MONTH_WORD, _YEAR_END))


def _around(boxes: Sequence[PixelBox]) -> PixelBox:
    return PixelBox(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _folded(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D").lower()
