"""Working days: which days an office works, and how terms are counted in them.

Source:
    Civil Code 91/2015/QH13, articles 144–148; Labour Code 45/2019/QH14, articles 111 and 112.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import count as numbers
from typing import Final

from docarchive.kernel.errors import InvalidInputError

_SATURDAY: Final = 5
_VERSION_LENGTH: Final = 16


class OutsideCalendarError(InvalidInputError):
    """A day the calendar knows nothing of; counting on would be guessing."""

    code = "outside-calendar"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"Lịch làm việc chỉ có từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Chọn ngày trong khoảng đó.")


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday, the weekly rest of state bodies.

    Source:
        Decision 188/1999/QĐ-TTg, article 1.
    """
    return day.weekday() >= _SATURDAY


@dataclass(frozen=True)
class WorkingCalendar:
    """The days an office rests and the days it works.

    Attributes:
        first: First day known.
        last: Last day known.
        off: Days from Monday to Friday on which the office rests.
        worked: Saturdays and Sundays on which it works.
        estimated: Years whose days off were reckoned, not decreed.
    """

    first: date
    last: date
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    estimated: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(is_weekend(day) for day in self.off) or not all(is_weekend(day) for day in self.worked):
            raise ValueError("off holds days from Monday to Friday only, worked weekends only")

    @cached_property
    def version(self) -> str:
        """Name the days by what they are: equal wherever and whenever days off and days worked are the same."""
        days = (" ".join(sorted(map(date.isoformat, group))) for group in (self.off, self.worked))
        return hashlib.sha256("|".join(days).encode("ascii")).hexdigest()[:_VERSION_LENGTH]

    def is_estimated(self, day: date) -> bool:
        """Tell whether the days off around a day are only expected ("dự kiến")."""
        return day.year in self.estimated

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on a day.

        Raises:
            OutsideCalendarError: The calendar does not reach so far; so do all methods below.
        """
        if not self.first <= day <= self.last:
            raise OutsideCalendarError(self.first, self.last)
        return day in self.worked if is_weekend(day) else day not in self.off

    def next_working_day(self, day: date) -> date:
        """Give the first working day after a day."""
        return self._first_working(day, since=1)

    def moved_to_working(self, last_day: date) -> date:
        """Give the day on which a term ends whose last day this is: the same, or the next working day after a rest.

        Source:
            Civil Code, article 148.5.
        """
        return self._first_working(last_day, since=0)

    def add_working_days(self, start: date, count: int) -> date:
        """Give the last day of a term of working days; the day it starts on is not counted.

        Args:
            count: At least 1.

        Raises:
            ValueError: ``count`` is less than 1.

        Source:
            Civil Code, article 147.2.
        """
        if count < 1:
            raise ValueError("a term has at least one day")
        day = start
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to ``end``, which counts; negative where ``end`` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working(start + timedelta(number)) for number in range(1, (end - start).days + 1))

    def _first_working(self, day: date, since: int) -> date:
        later = (day + timedelta(number) for number in numbers(since))
        return next(each for each in later if self.is_working(each))
