"""Bringing in an old register: the file, what would become of every row, and only then the act itself."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from docarchive.accounts.views.asking import at_fields
from docarchive.core.screen import format_date
from docarchive.core.web import actor, work
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.annex import missing_words
from docarchive.registers.forms import ConfirmOldForm, OldRegisterForm
from docarchive.registers.models import Register
from docarchive.registers.policies import can_number
from docarchive.registers.services import importing
from docarchive.registers.services.importing import Outcome, Source
from docarchive.registers.services.old_checking import Checked
from docarchive.registers.views.blueprint import bp, the_register

MOST_SHOWN = 500
_KEPT_S = 4 * 3600


@bp.route("/<register_id>/import", methods=["GET", "POST"])
def import_register(register_id: str) -> ResponseReturnValue:
    """Ask for the file; then say of every row what would become of it."""
    found, form = _the_register(register_id), OldRegisterForm()
    if not form.validate_on_submit():
        return _page(found, form), 422 if form.is_submitted() else 200
    with at_fields(form) as trouble:
        content = form.file.data.read(importing.LARGEST_BYTES + 1)
        source = importing.keep(work(), found, content, form.file.data.filename or "")
        outcome = importing.look(work(), found, importing.rows_of(work(), found, source))
    if trouble.found:
        return _page(found, form, message=trouble.message), 422
    confirm = ConfirmOldForm(formdata=None, kept=_seal().dumps([found.id, actor().key, source.name, source.sha256]))
    return _page(found, form, outcome=outcome, confirm=confirm)


@bp.post("/<register_id>/import/confirmation")
def confirm_import(register_id: str) -> ResponseReturnValue:
    """Take the rows that are right of the file that was shown."""
    found, form = _the_register(register_id), ConfirmOldForm()
    form.validate()
    with at_fields(form) as trouble:
        source = _unsealed(form.kept.data or "", found)
        rows = importing.rows_of(work(), found, source)
        outcome = importing.take(work(), found, rows, source, closes_gaps=form.closes_gaps.data)
    if trouble.found:
        return _page(found, OldRegisterForm(formdata=None), message=trouble.message), 422
    if outcome.refused:
        return _page(found, OldRegisterForm(formdata=None), outcome=outcome)
    flash(f"Đã nhập {outcome.good} dòng của sổ cũ; {outcome.known} dòng đã có từ trước.", "done")
    return redirect(url_for("registers.register", register_id=found.id))


def _the_register(register_id: str) -> Register:
    found = the_register(register_id)
    work().require(can_number(actor(), found), importing.ONLY_CLERKS)
    return found


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="registers.import")


def _unsealed(words: str, found: Register) -> Source:
    """The file a preview was about: of this register, shown to whoever confirms it."""
    try:
        register_id, key, name, sha256 = _seal().loads(words, max_age=_KEPT_S)
    except BadData:
        register_id = key = name = sha256 = ""
    if (register_id, key) != (found.id, actor().key):
        raise InvalidInputError("Bản xem trước đã quá hạn. Chọn lại tệp và xem lại.")
    return Source(name, sha256)


def _page(
    found: Register, form: OldRegisterForm, *, message: str = "", outcome: Outcome | None = None,
    confirm: ConfirmOldForm | None = None,
) -> str:  # fmt: skip
    return render_template(
        "registers/import.html",
        register=found,
        form=form,
        message=message,
        outcome=outcome,
        confirm=confirm,
        rows=[_row(one, "Nhập được" if confirm else "Đã nhập") for one in _shown(outcome)] if outcome else [],
        missing_words=missing_words,
    )


def _shown(outcome: Outcome) -> list[Checked]:
    """The rows that need somebody first, then the others."""
    rest = [one for one in outcome.rows if not one.problems]
    return [*outcome.refused, *rest][:MOST_SHOWN]


def _row(one: Checked, good: str) -> dict[str, Any]:
    words, kind = ("Đã có", "new") if one.is_known else (good, "done") if one.is_good else ("Không nhận", "late")
    return {
        "place": one.row.place.removeprefix("dòng "),
        "number": one.number.printed if one.number else one.row.get("number"),
        "day": format_date(one.number.day) if one.number else one.row.get("day") or one.row.get("issued_on"),
        "symbol": one.row.get("symbol") or one.row.get("own"), "subject": one.row.get("subject"),
        "document_id": one.document_id, "status": (words, kind), "said": [*one.problems, *one.notes],
    }  # fmt: skip
