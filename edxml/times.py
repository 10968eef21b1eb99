"""Dates and times of packets: ``yyyy/MM/dd`` and ``yyyy/MM/dd HH:mm:ss``, in Vietnamese time where no zone is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Self
from zoneinfo import ZoneInfo

LOCAL_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_DAY: Final = re.compile(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})")
_TIME: Final = re.compile(
    r"(?P<day>[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2})[ T]+"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2}))?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it came and as it is meant.

    Attributes:
        text: As received.
        at: Aware, UTC; None where the text could not be understood.
    """

    text: str
    at: datetime | None

    @classmethod
    def of(cls, at: datetime) -> Self:
        """Write a time the way packets do.

        Args:
            at: Aware; what is less than a second is dropped.
        """
        whole = at.astimezone(UTC).replace(microsecond=0)
        return cls(format_time(whole), whole)

    @classmethod
    def read(cls, text: str) -> Self:
        """Keep a time as received, and understand it where it can be."""
        return cls(text, parse_time(text))


def format_day(day: date) -> str:
    """Write a date as packets do: ``yyyy/MM/dd``."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def parse_day(text: str) -> date | None:
    """Read year, month and day in this order, with strokes or hyphens between; anything else is None."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def format_time(at: datetime) -> str:
    """Write an aware time as packets do: ``yyyy/MM/dd HH:mm:ss`` in Vietnamese time."""
    local = at.astimezone(LOCAL_ZONE)
    return f"{format_day(local)} {local.hour:02}:{local.minute:02}:{local.second:02}"


def parse_time(text: str) -> datetime | None:
    """Read a time as aware UTC; without a zone it is Vietnamese time."""
    found = _TIME.fullmatch(text)
    day = parse_day(found["day"]) if found else None
    if found is None or day is None:
        return None
    clock = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    try:
        return datetime(day.year, day.month, day.day, *clock, tzinfo=_zone(found)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(found: re.Match[str]) -> timezone | ZoneInfo:
    if found["zone"] is None:
        return LOCAL_ZONE
    if found["zone"] == "Z":
        return UTC
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return timezone(ahead if found["sign"] == "+" else -ahead)
