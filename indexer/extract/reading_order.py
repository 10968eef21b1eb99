"""Puts lines that were drawn late where they are read: some programs draw the heading after the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.extract.rows import Row
from indexer.records import Box


def in_reading_order(drawn: Sequence[Row]) -> list[Row]:
    """Lines in the order they are read.

    The order of drawing is kept (it knows the cells of tables), but for a stretch that stands wholly above a line
    drawn before it and in the same column.
    """
    ordered: list[_Placed] = []
    for stretch in _stretches(drawn):
        left, right = min(box[0] for box, _ in stretch), max(box[2] for box, _ in stretch)
        bottom = max(box[3] for box, _ in stretch) - 2.0
        place = _place(ordered, left, right, bottom)
        ordered[place:place] = [_Placed(row, box[1], left, right) for box, row in stretch]
    return [placed.row for placed in ordered]


class _Placed(NamedTuple):
    """A line, its upper edge, and how far the stretch it was drawn in reaches to both sides."""

    row: Row
    top: float
    left: float
    right: float


def _stretches(drawn: Sequence[Row]) -> Iterator[list[tuple[Box, Row]]]:
    """Lines drawn one after another down the page."""
    stretch: list[tuple[Box, Row]] = []
    for row in drawn:
        box = row.box
        if stretch and box[1] < stretch[-1][0][1] - 0.5 * (box[3] - box[1]):
            yield stretch
            stretch = []
        stretch.append((box, row))
    if stretch:
        yield stretch


def _place(ordered: Sequence[_Placed], left: float, right: float, bottom: float) -> int:
    for place, other in enumerate(ordered):
        if other.top >= bottom and min(other.right, right) - max(other.left, left) > 0:
            return place
    return len(ordered)
