"""Locks: which there are, a new one, what one holds and what was refused meanwhile."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, work
from docarchive.dossiers.errors import FreezeNotFoundError
from docarchive.dossiers.forms import FreezeForm
from docarchive.dossiers.queries import freezes
from docarchive.dossiers.services import freezing
from docarchive.dossiers.views.blueprint import bp, the_document
from docarchive.kernel.roles import Role

MOST_SHOWN = 200


@bp.get("/freezes", endpoint="freezes")
def list_() -> ResponseReturnValue:
    _only_for_those_who_lock()
    return render_template("dossiers/freezes.html", freezes=freezes.freezes(work().session, actor()))


@bp.route("/freezes/new", methods=["GET", "POST"])
def new_freeze() -> ResponseReturnValue:
    """Documents to lock: of an address, or chosen in a list."""
    _only_for_those_who_lock()
    ids = list(dict.fromkeys(request.args.getlist("document") or request.form.getlist("chosen")))
    chosen, form, message = [the_document(each) for each in ids[:MOST_SHOWN]], FreezeForm(), ""
    goes = request.method == "POST" and bool(request.form.get("go"))
    if goes and form.validate():
        with at_fields(form) as trouble:
            agency_id = actor().agency_id
            made = freezing.freeze_documents(work(), agency_id, form.title.data, form.reason.data, ids[:MOST_SHOWN])
        if not trouble.found:
            flash(f"Đã khóa {len(chosen)} văn bản.", "done")
            return redirect(url_for("dossiers.freeze", freeze_id=made.id))
        message = trouble.message
    if not goes:
        form = FreezeForm(formdata=None)
    shown = render_template("dossiers/new_freeze.html", form=form, documents=chosen, message=message)
    return shown, 422 if goes else 200


@bp.get("/freezes/<freeze_id>")
def freeze(freeze_id: str) -> ResponseReturnValue:
    _only_for_those_who_lock()
    session = work().session
    found = freezes.freeze(session, actor(), freeze_id)
    return render_template(
        "dossiers/freeze.html",
        freeze=found,
        documents=freezes.documents(session, actor(), found),
        refusals=freezes.refusals(session, actor(), found),
    )


@bp.post("/freezes/<freeze_id>/lifting")
def lift_freeze(freeze_id: str) -> ResponseReturnValue:
    _only_for_those_who_lock()
    found = freezes.freeze(work().session, actor(), freeze_id)
    freezing.lift(work(), found, request.form.get("reason", ""))
    flash("Đã mở khóa.", "done")
    return redirect(url_for("dossiers.freeze", freeze_id=freeze_id))


def _only_for_those_who_lock() -> None:
    """Let others believe that there is nothing here."""
    if not actor().has(Role.LEADER, Role.ADMINISTRATOR):
        raise FreezeNotFoundError
