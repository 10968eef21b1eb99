"""How much was given and how much was done, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select, true
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment
from docarchive.directions.policies import oversees
from docarchive.directions.queries.visible import visible_to
from docarchive.directions.states import WorkState


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or that part of it a period holds.

    Attributes:
        given: Assignments given in it, of whatever state and term.
        done: Assignments whose work was done in it.
    """

    first: date
    last: date
    given: int
    done: int


def months(session: Session, actor: Actor, first: date, last: date, agency_id: str | None = None) -> Sequence[Month]:
    """The months of a period in order, the first and last cut to it.

    Args:
        agency_id: Only of this register.
    """
    # Who keeps the register sees all of it; the database need not ask of each row.
    keeps = agency_id is not None and oversees(actor, agency_id)
    of = [true() if keeps else visible_to(actor), *([] if agency_id is None else [Assignment.agency_id == agency_id])]
    given = _counted(session, Assignment.given_on, first, last, *of)
    # A case, so that the database reads the index that has all of this, and not the rows of all that is done.
    is_done = case((Assignment.state == WorkState.DONE, 1), else_=0) == 1
    done = _counted(session, Assignment.done_on, first, last, is_done, *of)
    found, day = [], first
    while day <= last:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        end, key = min(last, following - timedelta(1)), (day.year, day.month)
        found.append(Month(day, end, given.get(key, 0), done.get(key, 0)))
        day = following
    return found


def _counted(session: Session, column: Any, first: date, last: date, *further: Any) -> dict[tuple[int, int], int]:
    # By the day, which an index has in order, and into months here: a few hundred days cost nothing.
    days = session.execute(select(column, func.count()).where(column.between(first, last), *further).group_by(column))
    found: dict[tuple[int, int], int] = defaultdict(int)
    for day, count in days:
        found[day.year, day.month] += count
    return found
