"""The working calendar: everybody may read it and count by it, the administrator changes it."""

from __future__ import annotations

from datetime import date

from flask import request

from docarchive.accounts import counting
from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies as agency_queries
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.services import calendar as services
from docarchive.accounts.services import calendar_years as years
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.calendar_shapes import (
    CalendarOut,
    ChangeOut,
    ChangesOut,
    CountIn,
    CountOut,
    DayIn,
    DeadlineOut,
    DecreeIn,
    NamedDayOut,
    ScopeIn,
    YearIn,
    YearOut,
)
from docarchive.api.v1.people import administration
from docarchive.core import web
from docarchive.core.calendar import NamedDay, office_hours
from docarchive.core.clock import LOCAL_ZONE
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotFoundError

CHANGES_SHOWN = 50


@bp.get("/calendar")
@bp.input(YearIn, location="query", arg_name="wanted")
@bp.output(CalendarOut)
def show_calendar(wanted: YearIn) -> CalendarOut:
    """List what differs from the week in a year, for an agency or the whole instance."""
    return _shown(web.work(), _agency(web.work(), wanted.agency_id), wanted.year)


@bp.get("/calendar/count")
@bp.input(CountIn, location="query", arg_name="wanted")
@bp.output(CountOut)
def count_deadlines(wanted: CountIn) -> CountOut:
    """Count every deadline that begins at a moment."""
    session = web.work().session
    agency = _agency(web.work(), wanted.agency_id)
    since = wanted.since if wanted.since.tzinfo else wanted.since.replace(tzinfo=LOCAL_ZONE)
    known = queries.working_calendar(session, agency.id if agency else None)
    counted = counting.count(known, (), office_hours(web.services().settings), since, wanted.days)
    every = (counted.working, counted.plain, *counted.acts)
    deadlines = [fields_of(DeadlineOut, each) for each in every]
    return CountOut(version=known.version, estimated=counted.is_estimated, deadlines=deadlines)


@bp.put("/calendar/days/<day>")
@bp.input(DayIn, arg_name="wanted")
@bp.output(CalendarOut)
def set_calendar_day(day: str, wanted: DayIn) -> CalendarOut:
    """Say of a day that it is off or worked; the answer is its year."""
    uow, agency, said = administration(), _agency(administration(), wanted.agency_id), _day(day)
    services.set_days(uow, agency, [NamedDay(said, wanted.kind, wanted.reason, wanted.document)])
    return _shown(uow, agency, said.year)


@bp.delete("/calendar/days/<day>")
@bp.input(ScopeIn, location="query", arg_name="wanted")
@bp.output(CalendarOut)
def unset_calendar_day(day: str, wanted: ScopeIn) -> CalendarOut:
    """Take back what was said of a day; the answer is its year."""
    uow, agency, said = administration(), _agency(administration(), wanted.agency_id), _day(day)
    services.unset_day(uow, agency, said)
    return _shown(uow, agency, said.year)


@bp.get("/calendar/changes")
@bp.input(ScopeIn, location="query", arg_name="wanted")
@bp.output(ChangesOut)
def list_calendar_changes(wanted: ScopeIn) -> ChangesOut:
    """List the latest changes of the instance's or an agency's own days."""
    agency = _agency(administration(), wanted.agency_id)
    lines = queries.changes(web.work().session, agency.id if agency else None, CHANGES_SHOWN)
    return ChangesOut(changes=[_changed(line) for line in lines])


@bp.post("/calendar/changes/<int:number>/undo")
@bp.output(ChangeOut)
def undo_calendar_change(number: int) -> ChangeOut:
    """Undo a change as a whole; the answer is the change that does so."""
    uow = administration()
    undone = services.undo(uow, queries.change(uow.session, number))
    return _changed(queries.change_line(uow.session, undone))


@bp.put("/calendar/years/<int:year>")
@bp.input(DecreeIn, arg_name="decree")
@bp.output(YearOut)
def confirm_calendar_year(year: int, decree: DecreeIn) -> YearOut:
    """Note that the days off of a year are decreed."""
    years.confirm_year(administration(), year, decree.document)
    return _year(year)


@bp.delete("/calendar/years/<int:year>")
@bp.output(YearOut)
def reopen_calendar_year(year: int) -> YearOut:
    """Take back that the days off of a year are decreed."""
    years.reopen_year(administration(), year)
    return _year(year)


def calendar_agency() -> Agency | None:
    """Give the agency a form names; None: the whole instance."""
    return _agency(administration(), request.form.get("agency_id") or None)


def _agency(uow: UnitOfWork, agency_id: str | None) -> Agency | None:
    return agency_queries.agency(uow.session, agency_id) if agency_id else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundError from None


def _shown(uow: UnitOfWork, agency: Agency | None, year: int) -> CalendarOut:
    agency_id = agency.id if agency else None
    known, named = queries.working_calendar(uow.session, agency_id), queries.named_days(uow.session, agency_id, year)
    days = [fields_of(NamedDayOut, each) for each in named]
    return CalendarOut(year=year, version=known.version, estimated=year in known.estimated, days=days)


def _year(year: int) -> YearOut:
    return YearOut(year=year, estimated=year in queries.working_calendar(web.work().session).estimated)


def _changed(line: queries.ChangeLine) -> ChangeOut:
    return fields_of(ChangeOut, line.change, days=line.days, is_last=line.is_last)
