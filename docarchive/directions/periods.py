"""The periods of recurring work: which a day lies in, what they are called, when the next begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from docarchive.directions.states import Period
from docarchive.kernel.periods import months_after

_MONTHS: Final[Mapping[Period, int]] = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF: 6, Period.YEAR: 12}


def first_of(period: Period, day: date) -> date:
    """The first day of the period a day lies in; weeks begin on Monday."""
    if period is Period.WEEK:
        return day - timedelta(day.weekday())
    months = _MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_first(period: Period, first: date) -> date:
    """The first day of the period after the one that begins on ``first``."""
    return first + timedelta(7) if period is Period.WEEK else months_after(first, _MONTHS[period])


def label(period: Period, first: date) -> str:
    """The name of the period that begins on a day: ``2026-W23``, ``2026-08``, ``2026-Q3``, ``2026-H1``, ``2026``."""
    if period is Period.WEEK:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if period is Period.MONTH:
        return f"{first.year}-{first.month:02}"
    if period is Period.YEAR:
        return str(first.year)
    return f"{first.year}-{'Q' if period is Period.QUARTER else 'H'}{(first.month - 1) // _MONTHS[period] + 1}"


def day_within(period: Period, first: date, number: int) -> date:
    """The day of this number, from 1, of the period that begins on ``first``; past its end: its last day."""
    return min(first + timedelta(number - 1), next_first(period, first) - timedelta(1))
