"""Printed words become lines: neighbours on one baseline, never across the gap between two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.extract.reading_order import in_reading_order
from indexer.extract.rows import Glyphs, Row
from indexer.records import Box

# Multiples of the letter height. A blank that was really typed bridges more than one a layout left open.
_TYPED_GAP: Final = 2.6
_OPEN_GAP: Final = 1.1
_LAID_GAP: Final = 0.7
_FORM_GAP: Final = 12.0
# What a form prints before and after the places for number and day.
_NUMBER: Final = ("số:", "số")
_DAY: Final = ("ngày", "tháng", "năm")


__all__ = ["Glyphs", "Row", "fill", "rows"]


def rows(words: Sequence[Glyphs]) -> list[Row]:
    """Gather words, given in the order they were drawn, into lines in reading order."""
    drawn: list[Row] = []
    laid_over: list[Row] = []
    for word in words:
        target = laid_over if word.added else drawn
        if target and _continues(target[-1].words, word):
            target[-1].words.append(word)
        else:
            target.append(Row([word]))
    strays = [row for row in drawn if len(row.words) == 1 and row.words[0].text.isdigit()]
    taken = [row for row in strays if _put([host for host in drawn if host is not row], row, only_open=True)]
    kept = [row for row in drawn if not any(row is other for other in taken)]
    filled = fill(in_reading_order(kept), laid_over)
    for row in filled:
        _close_up(row.words)
    return filled


def _continues(words: Sequence[Glyphs], right: Glyphs) -> bool:
    left = words[-1]
    before, after = left.box, right.box
    level = before[1] == after[1] and before[3] == after[3]
    if not level and not _same_baseline(before, after):
        return False
    gap = after[0] - before[2]
    size = max(min(left.size, right.size), 4.0)
    if gap < -0.5 * size:
        return False
    limit = _LAID_GAP if right.added else _TYPED_GAP if left.spaced else _OPEN_GAP
    if gap > limit * size and not right.added and _is_open_place(words, right.text.lower()):
        limit = _FORM_GAP
    return gap <= limit * size


def _same_baseline(one: Box, other: Box) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap >= 0.5 * min(one[3] - one[1], other[3] - other[1])


def _is_open_place(words: Sequence[Glyphs], after: str) -> bool:
    """Whether the gap is a place a form leaves open, or the rest of one that is filled in."""
    filled = words[-1].text.isdigit() and len(words) > 1
    before = words[-2 if filled else -1].text.lower()
    if before in _NUMBER:
        return after.startswith("/") or (not filled and after.isdigit())
    return (before in _DAY[:2] and (after in _DAY[1:] or (not filled and after.isdigit()))) or (
        before == "năm" and after[:2] == "20"
    )


def fill(drawn: list[Row], laid_over: list[Row]) -> list[Row]:
    """Put laid-over runs into the gaps they were made for; those that fit nowhere follow."""
    for row in laid_over:
        if not _put(drawn, row):
            drawn.append(row)
    return drawn


def _put(drawn: list[Row], row: Row, *, only_open: bool = False) -> bool:
    """Put a laid-over run into the gap of the line it stands in."""
    box = row.box
    middle = (box[0] + box[2]) / 2
    for host in drawn:
        if not _same_baseline(host.box, box):
            continue
        place = sum((word.box[0] + word.box[2]) / 2 < middle for word in host.words)
        left = host.words[place - 1] if place else None
        right = host.words[place] if place < len(host.words) else None
        if only_open and not (left and right and _is_open_place([left], right.text.lower())):
            continue
        if _fits(left, right, row):
            host.words[place:place] = row.words
            return True
    return False


def _fits(left: Glyphs | None, right: Glyphs | None, row: Row) -> bool:
    size = max(row.words[0].size, 8.0)
    if left and right:
        return True
    if left:
        return row.box[0] - left.box[2] < 2 * size
    return right is not None and right.box[0] - row.box[2] < size


def _close_up(words: list[Glyphs]) -> None:
    """``01`` before ``/2025/QĐ-UBND`` is one word with it."""
    for place in range(1, len(words) - 1):
        number, ending = words[place], words[place + 1]
        if words[place - 1].text.lower() in _NUMBER and number.text.isdigit() and ending.text.startswith("/"):
            box = Row([number, ending]).box
            words[place : place + 2] = [ending._replace(text=number.text + ending.text, box=box)]
            return
