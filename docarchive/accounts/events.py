"""What happens in accounts that others may follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarChanged:
    """Days off or worked are others than before: deadlines counted by the old calendar are stale.

    Attributes:
        agency_id: Whose calendar; None: the instance's, and with it every agency's.
    """

    agency_id: str | None
