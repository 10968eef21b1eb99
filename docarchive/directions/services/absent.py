"""Whoever gives work is told before it is saved that the one to do it is away on its last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from docarchive.accounts.errors import PersonAwayError
from docarchive.accounts.queries.absences import away_on
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.accounts.services.presence import sentence
from docarchive.core.work import UnitOfWork
from docarchive.directions.services.orders import Order
from docarchive.directions.states import Term
from docarchive.kernel.local_time import local_day
from docarchive.kernel.working_days import OutsideCalendarError


def warnings(uow: UnitOfWork, agency_id: str, orders: Sequence[Order], start: date) -> Mapping[str, str]:
    """What to tell whoever gives these orders: absence → sentence; empty where all are there.

    Args:
        start: The day terms of working days are counted from. Work without a deadline is looked at today.
    """
    found: dict[str, str] = {}
    for order in orders:
        people = [body.user.id for body in (order.lead, *order.co) if body.user is not None]
        if not people:
            continue
        due_on = _due_on(uow, agency_id, order, start)
        for one in away_on(uow.session, people, due_on or local_day(uow.now)):
            found[one.id] = sentence(one, due_on)
    return found


def require_present(uow: UnitOfWork, agency_id: str, orders: Sequence[Order], start: date) -> None:
    """Go on only where everybody is there, or whoever gives the work says that he knows.

    Raises:
        PersonAwayError: Somebody is away on the last day.
    """
    unaware = [order for order in orders if not order.despite_absence]
    for said in warnings(uow, agency_id, unaware, start).values():
        raise PersonAwayError(said)


def _due_on(uow: UnitOfWork, agency_id: str, order: Order, start: date) -> date | None:
    if order.term is not Term.WORKING_DAYS:
        return order.due_on
    try:
        return working_calendar(uow.session, agency_id).add_working_days(start, order.days or 1)
    except OutsideCalendarError:  # the order itself is refused for it, in better words
        return None
