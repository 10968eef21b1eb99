"""Printed words become lines: neighbours on one baseline, never across the gap between two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.records import Box

# Multiples of the letter height. A blank that was really typed bridges more than one a layout left open.
_TYPED_GAP: Final = 2.6
_OPEN_GAP: Final = 1.1
_FORM_GAP: Final = 12.0
# What a blank form prints before and after the places for number and day.
_BEFORE_BLANK: Final = ("số:", "số", "ngày", "tháng", "năm")
_AFTER_BLANK: Final = ("tháng", "năm")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A printed run of letters without a blank.

    Attributes:
        spaced: A typed blank follows it.
        added: It was laid over the page: an annotation, a form field, a signature.
    """

    text: str
    box: Box
    size: float
    spaced: bool = True
    added: bool = False
    bold: bool = False
    italic: bool = False
    font: str = ""


@dataclass(slots=True)
class Row:
    """Words of one line in reading order."""

    words: list[Glyphs] = field(default_factory=list)

    @property
    def box(self) -> Box:
        boxes = [word.box for word in self.words]
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def rows(words: Sequence[Glyphs]) -> list[Row]:
    """Gather words, given in the order they were drawn, into lines in reading order."""
    drawn: list[Row] = []
    laid_over: list[Row] = []
    for word in words:
        target = laid_over if word.added else drawn
        if target and _continues(target[-1].words[-1], word):
            target[-1].words.append(word)
        else:
            target.append(Row([word]))
    return fill(drawn, laid_over)


def _continues(left: Glyphs, right: Glyphs) -> bool:
    if not _same_baseline(left.box, right.box):
        return False
    gap = right.box[0] - left.box[2]
    size = max(min(left.size, right.size), 4.0)
    if gap < -0.5 * size:
        return False
    limit = _TYPED_GAP if left.spaced else _OPEN_GAP
    if gap > limit * size and _is_blank_of_form(left, right):
        limit = _FORM_GAP
    return gap <= limit * size


def _same_baseline(one: Box, other: Box) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap >= 0.5 * min(one[3] - one[1], other[3] - other[1])


def _is_blank_of_form(left: Glyphs, right: Glyphs) -> bool:
    before, after = left.text.lower(), right.text.lower()
    return (before in _BEFORE_BLANK[:2] and after.startswith("/")) or (
        before in _BEFORE_BLANK[2:] and (after in _AFTER_BLANK or after[:2] == "20")
    )


def fill(drawn: list[Row], laid_over: list[Row]) -> list[Row]:
    """Put laid-over runs into the gaps they were made for; those that fit nowhere follow."""
    for row in laid_over:
        if not _put(drawn, row):
            drawn.append(row)
    return drawn


def _put(drawn: list[Row], row: Row) -> bool:
    """Put a laid-over run into the gap of the line it stands in."""
    box = row.box
    middle = (box[0] + box[2]) / 2
    for host in drawn:
        if not _same_baseline(host.box, box):
            continue
        place = sum((word.box[0] + word.box[2]) / 2 < middle for word in host.words)
        left = host.words[place - 1] if place else None
        right = host.words[place] if place < len(host.words) else None
        if _fits(left, right, row):
            host.words[place:place] = row.words
            _close_up(host.words, place + len(row.words) - 1)
            return True
    return False


def _fits(left: Glyphs | None, right: Glyphs | None, row: Row) -> bool:
    size = max(row.words[0].size, 8.0)
    if left and right:
        return True
    if left:
        return row.box[0] - left.box[2] < 2 * size
    return right is not None and right.box[0] - row.box[2] < size


def _close_up(words: list[Glyphs], place: int) -> None:
    """``01`` before ``/2025/QĐ-UBND`` is one word."""
    if place + 1 < len(words) and words[place + 1].text.startswith("/"):
        one, two = words[place], words[place + 1]
        box = Row([one, two]).box
        words[place : place + 2] = [replace(two, text=one.text + two.text, box=box)]
