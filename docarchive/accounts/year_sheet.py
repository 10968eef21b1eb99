"""A year as twelve months of weeks, each day with what is to be seen of it."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from docarchive.core.calendar import DayKind, NamedDay, Origin
from docarchive.kernel.working_days import is_weekend


@dataclass(frozen=True)
class Cell:
    """A day of a month.

    Attributes:
        look: ``off``, ``worked``, ``rest`` (a weekend) or "" (a day like others).
        words: What is said of it; "" where nothing is.
        is_own: The instance or the agency says so itself.
    """

    day: date
    look: str
    words: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Month:
    """A month; a place without a day is None."""

    number: int
    weeks: Sequence[Sequence[Cell | None]]


def year_sheet(year: int, named: Iterable[NamedDay]) -> list[Month]:
    """Lay a year out, weeks beginning on Monday."""
    by_day = {each.day: each for each in named}
    months = []
    for number in range(1, 13):
        weeks = Calendar().monthdatescalendar(year, number)
        cells = [[_cell(day, by_day.get(day)) if day.month == number else None for day in week] for week in weeks]
        months.append(Month(number, cells))
    return months


def _cell(day: date, said: NamedDay | None) -> Cell:
    if said is None:
        return Cell(day, "rest" if is_weekend(day) else "")
    look = "off" if said.kind is DayKind.OFF else "worked" if is_weekend(day) else ""
    return Cell(day, look, f"{said.kind.label}: {said.reason}", said.origin is not Origin.COUNTRY)
