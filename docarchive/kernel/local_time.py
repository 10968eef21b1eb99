"""Days and hours of the office: moments travel in any zone, days are those of Vietnam."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

LOCAL_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# The last second of a day stands for 24:00, which would be shown as the day after.
_LAST_SECOND: Final = time(23, 59, 59)


def local(moment: datetime) -> datetime:
    """Give a moment as the office's clock shows it.

    Raises:
        ValueError: It is naive, and nobody knows its zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(LOCAL_ZONE)


def local_day(moment: datetime) -> date:
    """Give the day it is in the office at a moment."""
    return local(moment).date()


def at(day: date, hour: time) -> datetime:
    """Give the moment of an hour on a day in the office."""
    return datetime.combine(day, hour, LOCAL_ZONE)


def end_of_day(day: date) -> datetime:
    """Give the end of a day, 24:00 by law, as its last second.

    Source:
        Civil Code 91/2015/QH13, article 148.6.
    """
    return at(day, _LAST_SECOND)
