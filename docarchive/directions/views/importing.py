"""Bringing in the running list of an office, after a dry run row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.services.sheet_rows import LARGEST_BYTES
from docarchive.accounts.views.asking import at_fields
from docarchive.core.screen import format_date
from docarchive.core.web import work
from docarchive.directions.forms import ImportForm
from docarchive.directions.services import importing
from docarchive.directions.services.importing import Checked, Taken
from docarchive.directions.views.blueprint import bp, giving_agency

MOST_SHOWN = 500


@bp.route("/directions/import", methods=["GET", "POST"])
def import_list() -> ResponseReturnValue:
    agency, form = giving_agency(), ImportForm()
    if not form.is_submitted() or not form.validate():
        return _page(form), 422 if form.is_submitted() else 200
    checked, taken = None, None
    with at_fields(form) as trouble:
        rows = importing.read(form.file.data.read(LARGEST_BYTES + 1), form.file.data.filename or "")
        if form.dry_run.data:
            checked = importing.check(work(), agency.id, rows)
        else:
            taken = importing.take(work(), agency.id, rows)
    if taken is not None and not taken.refused:
        flash(f"Đã nhập {taken.made} nhiệm vụ; {taken.known} dòng đã có từ trước.", "done")
        return redirect(url_for("directions.index", o="tat-ca"))
    page = _page(form, message=trouble.message, checked=checked, taken=taken)
    return page, 422 if trouble.found else 200


def _page(
    form: ImportForm, *, message: str = "", checked: Sequence[Checked] | None = None, taken: Taken | None = None
) -> str:  # fmt: skip
    return render_template(
        "directions/import.html",
        form=form,
        message=message,
        rows=None if checked is None else [_row(one) for one in checked[:MOST_SHOWN]],
        sums=None if checked is None else _sums(checked),
        taken=taken,
    )


def _row(one: Checked) -> dict[str, Any]:
    words, kind = ("Đã có", "new") if one.is_known else ("Nhập được", "done") if one.is_good else ("Không nhận", "late")
    due_on = one.order.due_on if one.order else None
    return {
        "line": one.row.line, "content": one.row.get("content"), "lead": one.row.get("lead"),
        "due": format_date(due_on) if due_on else one.row.get("due_on"),
        "done": format_date(one.done_on) if one.done_on else "", "status": (words, kind),
        "said": [*one.problems, *one.notes],
    }  # fmt: skip


def _sums(checked: Sequence[Checked]) -> dict[str, int]:
    good = sum(one.is_good for one in checked)
    known = sum(one.is_known for one in checked)
    return {"all": len(checked), "good": good, "known": known, "refused": len(checked) - good - known}
