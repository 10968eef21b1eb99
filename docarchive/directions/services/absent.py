"""Whoever gives work is told before it is saved that the one to do it is away on its last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from docarchive.accounts.models import Absence
from docarchive.accounts.queries.absences import away_on
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import PersonAwayError
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
            found[one.id] = _sentence(one, due_on)
    return found


def require_present(uow: UnitOfWork, agency_id: str, orders: Sequence[Order], start: date) -> None:
    """Go on only where everybody is there, or whoever gives the work says that he knows.

    Raises:
        PersonAwayError: Somebody is away on the last day.
    """
    unaware = [order for order in orders if not order.despite_absence]
    for sentence in warnings(uow, agency_id, unaware, start).values():
        raise PersonAwayError(sentence)


def _due_on(uow: UnitOfWork, agency_id: str, order: Order, start: date) -> date | None:
    if order.term is not Term.WORKING_DAYS:
        return order.due_on
    try:
        return working_calendar(uow.session, agency_id).add_working_days(start, order.days or 1)
    except OutsideCalendarError:  # the order itself is refused for it, in better words
        return None


def _sentence(one: Absence, due_on: date | None) -> str:
    when = f"hạn {format_date(due_on)} rơi vào những ngày ấy" if due_on else "nhiệm vụ không có thời hạn"
    instead = f"{one.delegate.name} làm thay" if one.delegate else "không ai làm thay"
    return f"{one.user.name} vắng mặt {format_date(one.first)} – {format_date(one.last)}, {when}; {instead}."
