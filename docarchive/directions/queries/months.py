"""How much was given and how much was done, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment
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
    of = () if agency_id is None else (Assignment.agency_id == agency_id,)
    given = _counted(session, actor, Assignment.given_on, first, last, *of)
    done = _counted(session, actor, Assignment.done_on, first, last, Assignment.state == WorkState.DONE, *of)
    found, day = [], first
    while day <= last:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        end, key = min(last, following - timedelta(1)), (day.year, day.month)
        found.append(Month(day, end, given.get(key, 0), done.get(key, 0)))
        day = following
    return found


def _counted(
    session: Session, actor: Actor, column: Any, first: date, last: date, *further: Any
) -> dict[tuple[int, int], int]:
    year, month = extract("year", column), extract("month", column)
    rows = session.execute(
        select(year, month, func.count())
        .where(visible_to(actor), column.between(first, last), *further)
        .group_by(year, month)
    )
    return {(int(in_year), int(in_month)): count for in_year, in_month, count in rows}
