"""The calendar has changed: deadlines that were counted by it are counted again, and both days stay in the history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select

from docarchive.accounts.events import CalendarChanged
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import OPEN
from docarchive.directions.models import Assignment, AssignmentSeries, AssignmentStep
from docarchive.directions.periods import day_within, first_of
from docarchive.directions.queries.course import steps_of
from docarchive.directions.services.steps import write
from docarchive.directions.states import Deed, Period, Term
from docarchive.kernel.local_time import local_day
from docarchive.kernel.working_days import WorkingCalendar

RECOUNT: Final = "directions.recount"
REASON: Final = "Lịch làm việc thay đổi"
BATCH: Final = 200


def on_calendar_changed(uow: UnitOfWork, event: CalendarChanged) -> None:
    """Have the open work of every agency the change is about looked through after the commit."""
    of = [] if event.agency_id is None else [Assignment.agency_id == event.agency_id]
    agencies = select(Assignment.agency_id).where(Assignment.state.in_(OPEN), Assignment.calendar != "", *of).distinct()
    for agency_id in uow.session.scalars(agencies.order_by(Assignment.agency_id)).all():
        _plan(uow, agency_id, working_calendar(uow.session, agency_id), "")


def recount(uow: UnitOfWork, agency_id: str, after: str = "") -> int:
    """Count again what was counted by another calendar, a batch at a time; safe to be run again.

    What a person fixed since, by granting more time, stays as he fixed it.

    Args:
        after: Only assignments with ids beyond this one.

    Returns:
        How many deadlines moved.
    """
    calendar = working_calendar(uow.session, agency_id)
    ids = uow.session.scalars(
        select(Assignment.id)
        .where(Assignment.agency_id == agency_id, Assignment.id > after, *_stale(calendar))
        .order_by(Assignment.id)
        .limit(BATCH)
    ).all()
    moved = 0
    for assignment_id in ids:
        one = uow.session.get_one(Assignment, assignment_id, with_for_update=True, populate_existing=True)
        moved += _recount(uow, one, calendar)
    if len(ids) == BATCH:
        _plan(uow, agency_id, calendar, ids[-1])
    return moved


def _stale(calendar: WorkingCalendar) -> list[ColumnElement[bool]]:
    return [Assignment.state.in_(OPEN), Assignment.calendar.not_in(["", calendar.version])]


def _plan(uow: UnitOfWork, agency_id: str, calendar: WorkingCalendar, after: str) -> None:
    key = f"{agency_id} {calendar.version} {uow.now.isoformat()} {after}"
    uow.enqueue(RECOUNT, key, agency=agency_id, after=after)


def _recount(uow: UnitOfWork, one: Assignment, calendar: WorkingCalendar) -> bool:
    if one.state not in OPEN or one.calendar in ("", calendar.version):
        return False  # somebody was faster
    due_on, is_fixed = _replayed(uow, one, calendar)
    one.calendar = "" if is_fixed else calendar.version
    was_due_on, moved_at = one.due_on, one.moved_at
    if due_on is None or due_on == was_due_on:
        return False
    one.due_on = due_on
    write(uow, one, Deed.RECOUNTED, REASON, was_due_on=was_due_on)
    one.moved_at = moved_at  # nobody has done anything: work that lies still lies still
    return True


def _replayed(uow: UnitOfWork, one: Assignment, calendar: WorkingCalendar) -> tuple[date | None, bool]:
    """The deadline as the same course of events gives it by a calendar, and whether a person fixed it last."""
    due_on, is_fixed = _first(uow, one, calendar), False
    paused_on: date | None = None
    for step in steps_of(uow.session, one):
        if step.deed == Deed.PAUSED:
            paused_on = local_day(step.at)
        elif step.deed == Deed.RESUMED and paused_on is not None:
            days = (local_day(step.at) - paused_on).days
            if days > 0 and due_on is not None:
                due_on, is_fixed = calendar.moved_to_working(due_on + timedelta(days)), False
        elif step.deed == Deed.EXTENDED:
            due_on, is_fixed = step.to_due_on, True
        elif step.deed == Deed.GIVEN_AGAIN and step.to_due_on is not None:
            due_on, is_fixed = _again(one, step, calendar)
    return due_on, is_fixed


def _first(uow: UnitOfWork, one: Assignment, calendar: WorkingCalendar) -> date | None:
    if one.term == Term.WORKING_DAYS and one.days:
        return calendar.add_working_days(one.given_on, one.days)
    series = uow.session.get(AssignmentSeries, one.series_id) if one.series_id else None
    if series is None:
        return one.first_due_on
    period = Period(series.period)
    return calendar.moved_to_working(day_within(period, first_of(period, one.given_on), series.due_day))


def _again(one: Assignment, step: AssignmentStep, calendar: WorkingCalendar) -> tuple[date | None, bool]:
    if one.term == Term.WORKING_DAYS and one.days:
        return calendar.add_working_days(local_day(step.at), one.days), False
    return step.to_due_on, True
