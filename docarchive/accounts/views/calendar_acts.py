"""Acts on the whole working calendar: taking a list, undoing a change, noting that a year is decreed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.calendar import DayListForm, YearForm
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.services import calendar, calendar_lists, calendar_years
from docarchive.accounts.services.csv_rows import MOST_BYTES
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.accounts.views.calendar import scope
from docarchive.accounts.views.calendar_days import back
from docarchive.core import web
from docarchive.kernel.local_time import local_day


@bp.route("/calendar/import", methods=["GET", "POST"])
def import_calendar() -> ResponseReturnValue:
    uow, agency, form, taken, message = web.work(), scope(), DayListForm(), None, ""
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            taken = calendar_lists.take_days(uow, agency, _content(form))
        message = trouble.message
        if form.dry_run.data:
            uow.rollback()
    context = {"form": form, "taken": taken, "message": message, "agency": agency, "dry_run": form.dry_run.data}
    context |= {"columns": calendar_lists.COLUMNS, "year": local_day(uow.now).year}
    return render_template("admin/calendar_import.html", **context), 422 if form.is_submitted() and not taken else 200


@bp.post("/calendar/changes/<int:number>/undo")
def undo_calendar_change(number: int) -> ResponseReturnValue:
    uow = web.work()
    undone = calendar.undo(uow, queries.change(uow.session, number))
    days = queries.change_line(uow.session, undone).days
    flash(f"Đã hoàn tác thay đổi số {number}, {len(days)} ngày.", "done")
    return back(undone.agency, days[0].year)


@bp.post("/calendar/years/<int:year>/confirm")
def confirm_calendar_year(year: int) -> ResponseReturnValue:
    form = YearForm()
    calendar_years.confirm_year(web.work(), year, form.document.data or "")
    flash(f"Đã xác nhận lịch năm {year} theo {form.document.data}.", "done")
    return redirect(url_for("admin.calendar_page", year=year))


@bp.post("/calendar/years/<int:year>/reopen")
def reopen_calendar_year(year: int) -> ResponseReturnValue:
    calendar_years.reopen_year(web.work(), year)
    flash(f"Lịch năm {year} lại là dự kiến.", "done")
    return redirect(url_for("admin.calendar_page", year=year))


def _content(form: DayListForm) -> bytes:
    if form.file.data:
        return bytes(form.file.data.read(MOST_BYTES + 1))
    return (form.rows.data or "").encode()
