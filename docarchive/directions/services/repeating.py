"""Recurring work: a series asks for the same once a period, an assignment each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import or_, select

from docarchive.accounts.models import Agency, Unit, User
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, AssignmentSeries, Direction
from docarchive.directions.periods import day_within, first_of, label, next_first
from docarchive.directions.policies import can_give
from docarchive.directions.services.giving import Body, Order, assign, require_sound
from docarchive.directions.states import Period, Term
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import at, local_day

DAILY = "directions.daily"
MOST_DAYS = 366
_AT = time(0, 15)
_ONLY_OFFICE = "Chỉ văn thư, lãnh đạo của cơ quan giao và dừng việc định kỳ."


def repeat(
    uow: UnitOfWork, direction: Direction, order: Order, period: Period, due_day: int, until: date | None = None
) -> AssignmentSeries:
    """Have the same done once a period, from the first period whose day is still to come; those begun are given now.

    Args:
        order: Its deadline is that of each period instead.
        due_day: The last day within the period, from 1; past its end: its last day. A day of rest moves on.
        until: The last day on which a period may begin.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: A field cannot be so.
    """
    uow.require(can_give(uow.actor, direction.agency_id), _ONLY_OFFICE)
    today = local_day(uow.now)
    plain = replace(order, term=Term.NONE, days=None, due_on=None)
    require_sound(plain, direction.agency_id, direction.given_on, today)
    if not 1 <= due_day <= MOST_DAYS:
        raise InvalidInputError("Ngày phải nộp trong kỳ từ 1.", fields={"due_day": f"Từ 1 đến {MOST_DAYS}."})
    since = max(direction.given_on, today)
    first = first_of(period, since)
    if day_within(period, first, due_day) < since:
        first = next_first(period, first)
    if until is not None and until < first:
        message = f"Ngày thôi lặp không trước {first:%d/%m/%Y}, ngày đầu của kỳ tới."
        raise InvalidInputError(message, fields={"until": message})
    series = AssignmentSeries(
        direction=direction, period=period, due_day=due_day, design=_design(plain), next_from=first, until=until
    )
    uow.session.add(series)
    uow.session.flush()
    uow.record("direction.series_begun", series.id, about=direction.id, kind=period, due_day=due_day)
    plan_next(uow)
    _give_begun(uow, series, today)
    return series


def stop(uow: UnitOfWork, series: AssignmentSeries) -> None:
    """Give nothing more; what was given stays.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        AssignmentStateError: It was stopped before.
    """
    uow.require(can_give(uow.actor, series.direction.agency_id), _ONLY_OFFICE)
    series = uow.session.get_one(AssignmentSeries, series.id, with_for_update=True, populate_existing=True)
    if series.stopped_at is not None:
        raise AssignmentStateError("Việc định kỳ này đã dừng.")
    series.stopped_at = uow.now
    uow.record("direction.series_stopped", series.id, about=series.direction_id)


def spawn(uow: UnitOfWork, today: date) -> int:
    """Give what every series asks for in the periods that have begun; how many were given. Safe to be run again."""
    due = uow.session.scalars(
        select(AssignmentSeries.id)
        .where(AssignmentSeries.stopped_at.is_(None), AssignmentSeries.next_from <= today)
        .where(or_(AssignmentSeries.until.is_(None), AssignmentSeries.next_from <= AssignmentSeries.until))
        .order_by(AssignmentSeries.next_from, AssignmentSeries.id)
    ).all()
    made = 0
    for series_id in due:
        series = uow.session.get_one(AssignmentSeries, series_id, with_for_update=True, populate_existing=True)
        made += len(_give_begun(uow, series, today))
    return made


def plan_next(uow: UnitOfWork) -> None:
    """Have the daily work done in the coming night, once however often it is planned."""
    day = local_day(uow.now) + timedelta(1)
    uow.enqueue_at(at(day, _AT), DAILY, day.isoformat())


def _give_begun(uow: UnitOfWork, series: AssignmentSeries, today: date) -> list[Assignment]:
    made: list[Assignment] = []
    period, last = Period(series.period), min(today, series.until or today)
    if series.stopped_at is not None or series.next_from > last:
        return made
    order = _order(uow, series.design)
    calendar = working_calendar(uow.session, series.direction.agency_id)
    while series.next_from <= last:
        first = series.next_from
        due_on = calendar.moved_to_working(day_within(period, first, series.due_day))
        given_on = max(first, series.direction.given_on)
        one = assign(uow, series.direction, replace(order, term=Term.FIXED, due_on=due_on), given_on)
        one.series_id, one.period, one.calendar = series.id, label(period, first), calendar.version
        series.next_from = next_first(period, first)
        made.append(one)
    uow.session.flush()
    return made


def _design(order: Order) -> dict[str, Any]:
    return {
        "lead": _kept(order.lead), "co": [_kept(one) for one in order.co], "info": [_kept(one) for one in order.info],
        "content": order.content, "product": order.product,
    }  # fmt: skip


def _kept(body: Body) -> dict[str, str]:
    rows = {"agency": body.agency, "unit": body.unit, "user": body.user}
    return {"name": body.name, **{kind: row.id for kind, row in rows.items() if row is not None}}


def _order(uow: UnitOfWork, design: Mapping[str, Any]) -> Order:
    def body(kept: Mapping[str, str]) -> Body:
        get = uow.session.get
        return Body(
            kept["name"], agency=get(Agency, kept.get("agency", "")), unit=get(Unit, kept.get("unit", "")),
            user=get(User, kept.get("user", "")),
        )  # fmt: skip

    def bodies(kept: Sequence[Mapping[str, str]]) -> list[Body]:
        return [body(each) for each in kept]

    return Order(
        body(design["lead"]), bodies(design["co"]), bodies(design["info"]), design["content"], design["product"]
    )  # fmt: skip
