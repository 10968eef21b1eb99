"""Which days are off for the whole country, before an instance or an agency says anything of its own.

The one module that knows the library ``holidays``; it is loaded when the first day is asked for. What the library lacks
stands here as a correction: it is true of the country, so every instance has it at once, and it vanishes unnoticed
when the library learns it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from docarchive.kernel.deadlines import OfficeHours
from docarchive.kernel.working_days import WorkingCalendar, is_weekend

if TYPE_CHECKING:
    from docarchive.settings import Settings

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2060, 12, 31)
# The last year whose holidays and swaps are decreed; raised with each release that knows the next one.
LAST_DECREED_YEAR: Final = 2026


class DayKind(enum.StrEnum):
    """What is said of a day."""

    OFF = "off"
    WORK = "work"

    @property
    def label(self) -> str:
        """The kind's name on screen."""
        return "Nghỉ" if self is DayKind.OFF else "Làm việc"


class Origin(enum.StrEnum):
    """Who says so; what stands lower here wins."""

    COUNTRY = "country"
    INSTANCE = "instance"
    AGENCY = "agency"


@dataclass(frozen=True)
class NamedDay:
    """A day that differs from its weekday, or has a name.

    Attributes:
        document: Number of the document that says so; "" where the law itself does.
    """

    day: date
    kind: DayKind
    reason: str
    document: str = ""
    origin: Origin = Origin.COUNTRY


_SWAP_OF_2026: Final = "12729/VPCP-KGVX"
CORRECTIONS: Final = (
    NamedDay(date(2026, 1, 2), DayKind.OFF, "Ngày nghỉ (thay cho ngày 10/01/2026)", _SWAP_OF_2026),
    NamedDay(date(2026, 1, 10), DayKind.WORK, "Làm bù ngày 02/01/2026", _SWAP_OF_2026),
)


@cache
def country_days() -> Mapping[date, NamedDay]:
    """Give the named days of the country, in their order."""
    from holidays.countries.vietnam import VN

    known = VN(years=range(FIRST_DAY.year, LAST_DAY.year + 1), language="vi")  # type: ignore[no-untyped-call]
    off = [NamedDay(day, DayKind.OFF, name) for day, name in known.items()]
    worked = [NamedDay(day, DayKind.WORK, "Làm bù") for day in known.weekend_workdays if FIRST_DAY <= day <= LAST_DAY]
    found = {named.day: named for named in (*off, *worked, *CORRECTIONS)}
    return {day: found[day] for day in sorted(found)}


def is_decreed(year: int) -> bool:
    """Tell whether the program knows a year's days off from decrees and does not reckon them."""
    return year <= LAST_DECREED_YEAR


@lru_cache(maxsize=256)
def calendar_of(own_days: tuple[NamedDay, ...] = (), decreed: frozenset[int] = frozenset()) -> WorkingCalendar:
    """Make a calendar of the country's days and those laid over them; equal days give the very same calendar.

    Args:
        own_days: A later one of the same date wins.
        decreed: Further years whose days off are no longer estimated.
    """
    named = merged(own_days).values()
    off = frozenset(each.day for each in named if each.kind is DayKind.OFF and not is_weekend(each.day))
    worked = frozenset(each.day for each in named if each.kind is DayKind.WORK and is_weekend(each.day))
    estimated = frozenset(range(LAST_DECREED_YEAR + 1, LAST_DAY.year + 1)) - decreed
    return WorkingCalendar(FIRST_DAY, LAST_DAY, off, worked, estimated)


def merged(own_days: Iterable[NamedDay]) -> Mapping[date, NamedDay]:
    """Lay days over the country's, in the order of the dates."""
    found = {**country_days(), **{each.day: each for each in own_days}}
    return {day: found[day] for day in sorted(found)}


def office_hours(settings: Settings) -> OfficeHours:
    """Read the hours that matter to deadlines from the settings."""
    return OfficeHours(settings.working_day_ends, settings.morning_ends, settings.urgent_minutes)
