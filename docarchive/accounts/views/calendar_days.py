"""Single days of the working calendar: setting some in a row, changing one, taking back what was said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from docarchive.accounts.errors import BadDayError
from docarchive.accounts.forms.calendar import DayForm, NewDaysForm
from docarchive.accounts.models import Agency
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.services import calendar
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.accounts.views.calendar import scope
from docarchive.core import web
from docarchive.core.calendar import FIRST_DAY, LAST_DAY, DayKind, NamedDay, country_days
from docarchive.core.screen import format_date
from docarchive.kernel.errors import NotFoundError
from docarchive.kernel.local_time import local_day

MOST_IN_A_ROW = 31


@bp.route("/calendar/days/new", methods=["GET", "POST"])
def calendar_new_days() -> ResponseReturnValue:
    agency, form, message = scope(), NewDaysForm(), ""
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            days = list(_in_a_row(form.day.data, form.last_day.data or form.day.data))
            calendar.set_days(web.work(), agency, [_said(form, day) for day in days])
        if not trouble.found:
            flash(f"Đã đặt {len(days)} ngày.", "done")
            return back(agency, days[0].year)
        message = trouble.message
    context = {"form": form, "agency": agency, "message": message, "year": local_day(web.work().now).year}
    return render_template("admin/calendar_new_days.html", **context), 422 if form.is_submitted() else 200


@bp.route("/calendar/days/<day>", methods=["GET", "POST"])
def calendar_day(day: str) -> ResponseReturnValue:
    uow, agency, wanted, message = web.work(), scope(), _day(day), ""
    row = queries.day_row(uow.session, agency.id if agency else None, wanted)
    named = {each.day: each for each in queries.named_days(uow.session, agency.id if agency else None, wanted.year)}
    form = DayForm(data=_offered(row.named if row else named.get(wanted)))
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            calendar.set_days(uow, agency, [_said(form, wanted)])
        if not trouble.found:
            flash(f"Đã đặt ngày {format_date(wanted)}.", "done")
            return back(agency, wanted.year)
        message = trouble.message
    page = render_template(
        "admin/calendar_day.html",
        day=wanted,
        row=row,
        holds=named.get(wanted),
        country=country_days().get(wanted),
        works=queries.working_calendar(uow.session, agency.id if agency else None).is_working(wanted),
        agency=agency,
        form=form,
        message=message,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/calendar/days/<day>/unset")
def unset_calendar_day(day: str) -> ResponseReturnValue:
    agency, wanted = scope(), _day(day)
    calendar.unset_day(web.work(), agency, wanted)
    flash(f"Đã bỏ điều đã đặt cho ngày {format_date(wanted)}.", "done")
    return back(agency, wanted.year)


def back(agency: Agency | None, year: int) -> Response:
    """Lead to the page of a year."""
    return redirect(url_for("admin.calendar_page", year=year, agency=agency.id if agency else None))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFoundError from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NotFoundError
    return day


def _in_a_row(first: date, last: date) -> Iterator[date]:
    count = (last - first).days + 1
    if not 1 <= count <= MOST_IN_A_ROW:
        raise BadDayError("last_day", f"Ngày cuối phải sau ngày đầu, nhiều nhất {MOST_IN_A_ROW} ngày một lần.")
    return (first + timedelta(number) for number in range(count))


def _said(form: DayForm, day: date) -> NamedDay:
    return NamedDay(day, DayKind(form.kind.data), form.reason.data, form.document.data or "")


def _offered(named: NamedDay | None) -> dict[str, str]:
    return {"kind": named.kind.value, "reason": named.reason, "document": named.document} if named else {}
