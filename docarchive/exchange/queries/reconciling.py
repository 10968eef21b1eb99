"""The end of the day: what came in must be what was registered, sent back or merged, and what still waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.exchange.models import DayEnd, IncomingLetter
from docarchive.exchange.queries.letters import day_bounds
from docarchive.exchange.states import IncomingState


@dataclass(frozen=True)
class DaySum:
    """The letters that came to an agency on one day, by what became of them.

    Attributes:
        merged: Second copies of letters that were here.
        older: Letters of days before that still wait.
    """

    day: date
    came: int
    registered: int
    refused: int
    merged: int
    waiting: int
    older: int

    @property
    def is_right(self) -> bool:
        """Whether the parts make up the whole."""
        return self.came == self.registered + self.refused + self.merged + self.waiting


def day_sum(session: Session, agency_id: str, day: date) -> DaySum:
    """Add a day up; the whole is counted by itself, not as the sum of its parts."""
    first, last = day_bounds(day)
    on_day = (
        IncomingLetter.agency_id == agency_id,
        IncomingLetter.received_at >= first,
        IncomingLetter.received_at < last,
    )
    came = session.scalar(select(func.count()).select_from(IncomingLetter).where(*on_day)) or 0
    rows = session.execute(select(IncomingLetter.state, func.count()).where(*on_day).group_by(IncomingLetter.state))
    states: dict[str, int] = dict(rows.all())
    refused, merged, waiting = (
        states.pop(state, 0) for state in (IncomingState.REFUSED, IncomingState.MERGED, IncomingState.WAITING)
    )
    older = session.scalar(
        select(func.count()).where(
            IncomingLetter.agency_id == agency_id, IncomingLetter.received_at < first,
            IncomingLetter.state == IncomingState.WAITING,
        )
    )  # fmt: skip
    return DaySum(day, came, sum(states.values()), refused, merged, waiting, older or 0)


def day_end(session: Session, agency_id: str, day: date) -> DayEnd | None:
    """Whether a day was closed, by whom and with which sum."""
    return session.get(DayEnd, (agency_id, day))
