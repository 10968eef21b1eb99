"""The one place that reads the clock; everything else is handed its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from docarchive.kernel.local_time import LOCAL_ZONE

__all__ = ["LOCAL_ZONE", "Clock", "system_clock"]

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Say what time it is, aware, in UTC."""
    return datetime.now(UTC)
