"""Numbers follow the order of days: which of some new lines do not fit in, so that as few as possible are left out."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Place:
    """Where a number stands in its volume; sorts as the register does."""

    number: int
    suffix: str
    day: date

    @property
    def printed(self) -> str:
        """As it is written."""
        return f"{self.number:02d}{self.suffix}"


def misfits(fixed: Sequence[Place], wanted: Sequence[Place]) -> dict[Place, Place]:
    """Tell which wanted places break the order of days, each with the place before or after it that says so.

    A single wrong day in a long register is that line's fault, not of the hundreds behind it: what stays is what
    belongs to every longest series of places whose days never go back. Where two lines contradict one another and
    either may be wrong, both are named.

    Args:
        fixed: What stands in the ledger; never gives way.
    """
    ledger, lines = sorted(fixed), sorted(wanted)
    kept: list[Place] = []
    begin = 0
    for low, high in itertools.pairwise([None, *ledger, None]):
        end = len(lines) if high is None else bisect_left(lines, _at(high), key=_at)
        kept += _longest([one for one in lines[begin:end] if _fits(low, one) and _fits(one, high)])
        begin = end if high is None else bisect_right(lines, _at(high), key=_at)
    every = sorted([*ledger, *lines])
    return {one: _cause(one, every) for one in set(lines) - set(kept)}


def _fits(before: Place | None, after: Place | None) -> bool:
    return before is None or after is None or before.day <= after.day


def _at(place: Place) -> tuple[int, str]:
    return place.number, place.suffix


def _longest(places: Sequence[Place]) -> list[Place]:
    """What belongs to every longest part of a series whose days never go back."""
    before = _lengths([one.day.toordinal() for one in places])
    after = _lengths([-one.day.toordinal() for one in reversed(places)])[::-1]
    longest = max(before, default=0)
    fitting = [at for at, both in enumerate(zip(before, after, strict=True)) if sum(both) == longest + 1]
    alone = Counter(before[at] for at in fitting)
    return [places[at] for at in fitting if alone[before[at]] == 1]


def _lengths(values: Sequence[int]) -> list[int]:
    """How long the longest part that never goes back is that ends with each value."""
    ends: list[int] = []  # of each length so far, the lowest value one ends with
    found = []
    for value in values:
        length = bisect_right(ends, value)
        ends[length : length + 1] = [value]
        found.append(length + 1)
    return found


def _cause(one: Place, every: Sequence[Place]) -> Place:
    """The nearest place that contradicts: one before it with a later day, or one after it with an earlier."""
    at = bisect_left(every, one)
    for before, after in itertools.zip_longest(reversed(every[:at]), every[at + 1 :]):
        if not _fits(before, one):
            return before
        if not _fits(one, after):
            return after
    raise ValueError("nothing contradicts")
