"""The one place that reads the clock; everything else is handed its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def system_clock() -> datetime:
    """Say what time it is, aware, in UTC."""
    return datetime.now(UTC)


def local_day(now: datetime) -> date:
    """Give the day it is in the office."""
    return now.astimezone(LOCAL_ZONE).date()
