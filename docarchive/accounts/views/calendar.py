"""The administrator's page of the working calendar: a year in one look, its days, what is counted by it."""

from __future__ import annotations

from datetime import datetime, time

from flask import render_template, request
from flask.typing import ResponseReturnValue

from docarchive.accounts import counting
from docarchive.accounts.forms.calendar import CountForm, YearForm
from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies as agency_queries
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.accounts.year_sheet import year_sheet
from docarchive.core import web
from docarchive.core.calendar import FIRST_DAY, LAST_DAY, is_decreed, office_hours
from docarchive.core.clock import LOCAL_ZONE
from docarchive.kernel.local_time import local_day
from docarchive.kernel.working_days import OutsideCalendarError

CHANGES_SHOWN = 8


@bp.get("/calendar")
def calendar_page() -> ResponseReturnValue:
    uow, agency = web.work(), scope()
    year, agency_id = _year(), agency.id if agency else None
    named = queries.named_days(uow.session, agency_id, year)
    form = _count_form()
    count, trouble = _count(form, agency_id)
    return render_template(
        "admin/calendar.html",
        year=year,
        years=(year - 1 if year > FIRST_DAY.year else None, year + 1 if year < LAST_DAY.year else None),
        agency=agency,
        agencies=agency_queries.tree(uow.session),
        today=local_day(uow.now),
        months=year_sheet(year, named),
        named=named,
        is_estimated=queries.working_calendar(uow.session, agency_id).is_estimated(FIRST_DAY.replace(year=year)),
        decree=None if is_decreed(year) else queries.decree_of(uow.session, year),
        year_form=YearForm(formdata=None),
        form=form,
        count=count,
        trouble=trouble,
        changes=queries.changes(uow.session, agency_id, CHANGES_SHOWN),
    )


def scope() -> Agency | None:
    """Give the agency whose calendar is asked for; None: the whole instance's."""
    wanted = request.values.get("agency", "")
    return agency_queries.agency(web.work().session, wanted) if wanted else None


def _year() -> int:
    text = request.args.get("year", "")
    wanted = int(text) if text.isdecimal() and len(text) == 4 else local_day(web.work().now).year
    return max(FIRST_DAY.year, min(wanted, LAST_DAY.year))


def _count_form() -> CountForm:
    if "since" in request.args:
        return CountForm(formdata=request.args)
    return CountForm(formdata=None, since=local_day(web.work().now), hour=time(8), days=5)


def _count(form: CountForm, agency_id: str | None) -> tuple[counting.Count | None, str]:
    if "since" in request.args and not form.validate():
        return None, ""
    session, hours = web.work().session, office_hours(web.services().settings)
    since = datetime.combine(form.since.data, form.hour.data, LOCAL_ZONE)
    try:
        known, named = queries.working_calendar(session, agency_id), queries.named_days(session, agency_id)
        return counting.count(known, named, hours, since, form.days.data), ""
    except OutsideCalendarError as problem:
        return None, problem.message
