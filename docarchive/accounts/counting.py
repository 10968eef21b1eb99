"""What a calendar makes of a moment and a number of days: for the page, the API and whoever wants to see why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from docarchive.core.calendar import DayKind, NamedDay
from docarchive.kernel.deadlines import Deadline, OfficeHours, counted
from docarchive.kernel.rules import Rule
from docarchive.kernel.working_days import OutsideCalendarError, WorkingCalendar, is_weekend

MOST_DAYS = 3650


@dataclass(frozen=True)
class Count:
    """Every deadline that begins at a moment, with the days off on the way.

    Attributes:
        working: The term in working days.
        plain: The term in days of the sun.
        acts: What the office does with a document that arrived or was signed then.
        rest_days: Days of the working term that did not count.
        named: Those of them that have a name, and the weekend days that were worked.
        is_estimated: A day in it belongs to a year that is not decreed yet.
    """

    since: datetime
    days: int
    working: Deadline
    plain: Deadline
    acts: Sequence[Deadline]
    rest_days: int
    named: Sequence[NamedDay]
    is_estimated: bool


def count(
    calendar: WorkingCalendar, named: Iterable[NamedDay], hours: OfficeHours, since: datetime, days: int
) -> Count:
    """Count everything from a moment on.

    Args:
        named: Days off and worked, of which those on the way are shown.
        days: From 1 to ``MOST_DAYS``.

    Raises:
        OutsideCalendarError: The calendar does not reach so far.
    """
    if not calendar.first.year <= since.year <= calendar.last.year:
        raise OutsideCalendarError(calendar.first, calendar.last)
    working, plain = (counted(rule, since, calendar, hours, days) for rule in (Rule.WORKING_DAYS, Rule.DAYS))
    acts = [counted(rule, since, calendar, hours) for rule in Rule if not rule.is_open]
    first, last = working.since.date(), working.latest.date()
    on_the_way = [each for each in named if first < each.day <= last and _is_odd(each)]
    ends = (last, plain.latest.date(), *(act.latest.date() for act in acts))
    estimated = any(map(calendar.is_estimated, ends))
    return Count(working.since, days, working, plain, acts, (last - first).days - days, on_the_way, estimated)


def _is_odd(named: NamedDay) -> bool:
    return is_weekend(named.day) != (named.kind is DayKind.OFF)
