"""What happens in accounts that others may follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.accounts.models import Absence


@dataclass(frozen=True)
class CalendarChanged:
    """Days off or worked are others than before: deadlines counted by the old calendar are stale.

    Attributes:
        agency_id: Whose calendar; None: the instance's, and with it every agency's.
    """

    agency_id: str | None


@dataclass(frozen=True)
class AbsenceRecorded:
    """Somebody is away, with or without one who stands in for him; or that was taken back."""

    absence: Absence
