"""Taking people and agencies from CSV lists."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.people import CsvForm
from docarchive.accounts.services import lists
from docarchive.accounts.services.csv_rows import MOST_BYTES
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.core import web
from docarchive.core.work import UnitOfWork

Take = Callable[[UnitOfWork, bytes], lists.Taken]


@bp.route("/users/import", methods=["GET", "POST"])
def import_users() -> ResponseReturnValue:
    return _take("Nhập tài khoản từ danh sách", lists.USER_COLUMNS, lists.take_users)


@bp.route("/agencies/import", methods=["GET", "POST"])
def import_agencies() -> ResponseReturnValue:
    return _take("Nhập cơ quan từ danh sách", lists.AGENCY_COLUMNS, lists.take_agencies)


def _take(title: str, columns: tuple[str, ...], take: Take) -> ResponseReturnValue:
    form, uow, taken, message = CsvForm(), web.work(), None, ""
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            taken = take(uow, form.file.data.read(MOST_BYTES + 1))
        message = trouble.message
        if form.dry_run.data:
            uow.rollback()
    status = 422 if form.is_submitted() and taken is None else 200
    context = {"title": title, "columns": columns, "form": form, "taken": taken, "message": message}
    return render_template("admin/list_import.html", dry_run=form.dry_run.data, **context), status
