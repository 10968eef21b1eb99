"""Which assignments people are reminded of in the morning: those whose day comes near, has come or has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from sqlalchemy import or_, select

from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import SOON_DAYS, due_soon, in_cell
from docarchive.directions.models import Assignment
from docarchive.directions.states import Cell
from docarchive.kernel.local_time import at, local, local_day

MORNING = "directions.morning"
REMIND = "directions.remind"
AT_ONCE = 100
# Before the digest, which tells of it.
_AT = time(6)


def begin(uow: UnitOfWork) -> int:
    """Have everybody reminded who is to be reminded today, some assignments a job; how many there are."""
    today = local_day(uow.now)
    found = due(uow, today)
    for number, start in enumerate(range(0, len(found), AT_ONCE)):
        uow.enqueue(REMIND, f"{today}:{number}", assignments=list(found[start : start + AT_ONCE]))
    plan_next(uow)
    return len(found)


def due(uow: UnitOfWork, today: date) -> Sequence[str]:
    """Assignments due today or within three days, and those that are late."""
    return uow.session.scalars(
        select(Assignment.id)
        .where(or_(due_soon(today, SOON_DAYS), in_cell(Cell.OPEN_LATE, today)))
        .order_by(Assignment.due_on, Assignment.id)
    ).all()


def plan_next(uow: UnitOfWork) -> None:
    """Have it done in the coming morning, once however often it is planned."""
    now = local(uow.now)
    day = now.date() if now.time() < _AT else now.date() + timedelta(1)
    uow.enqueue_at(at(day, _AT), MORNING, day.isoformat())
