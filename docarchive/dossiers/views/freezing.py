"""Locks: which there are, a new one, what one holds and what was refused meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.archive.models import Document
from docarchive.archive.queries.documents import documents
from docarchive.core.web import actor, work
from docarchive.dossiers.errors import FreezeNotFoundError
from docarchive.dossiers.forms import FreezeForm
from docarchive.dossiers.policies import can_freeze_document
from docarchive.dossiers.queries import freezes
from docarchive.dossiers.services import freezing
from docarchive.dossiers.views.blueprint import bp
from docarchive.kernel.roles import Role
from docarchive.search.asking import Asked
from docarchive.search.views import asker

MOST_SHOWN = 200


@bp.get("/freezes", endpoint="freezes")
def list_() -> ResponseReturnValue:
    _only_for_those_who_lock()
    found = freezes.freezes(work().session, actor())
    return render_template(
        "dossiers/freezes.html", freezes=found, warnings=freezes.warnings(work().session, found)
    )  # fmt: skip


@bp.route("/freezes/new", methods=["GET", "POST"])
def new_freeze() -> ResponseReturnValue:
    """Documents to lock: of an address, chosen in a list, or all a search finds."""
    _only_for_those_who_lock()
    question, form = request.values.get("cau-hoi", "")[:5_000], FreezeForm()
    if request.method == "GET" and question:
        ids, message = _found(question)
    else:
        ids, message = list(dict.fromkeys(request.args.getlist("document") or request.form.getlist("chosen"))), ""
    chosen = _lockable(ids)
    goes = request.method == "POST" and bool(request.form.get("go"))
    if goes and form.validate():
        with at_fields(form) as trouble:
            agency_id = actor().agency_id
            wanted = [each.id for each in chosen]
            made = freezing.freeze_documents(
                work(), agency_id, form.title.data, form.reason.data, wanted, question
            )  # fmt: skip
        if not trouble.found:
            flash(f"Đã khóa {len(chosen)} văn bản.", "done")
            return redirect(url_for("dossiers.freeze", freeze_id=made.id))
        message = trouble.message
    if not goes:
        form = FreezeForm(formdata=None)
    shown = render_template(
        "dossiers/new_freeze.html", form=form, documents=chosen, message=message, left=len(ids) - len(chosen),
        most=MOST_SHOWN, question=question,
    )  # fmt: skip
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
        rights=freezes.rights_seen(session, actor(), found),
        waiting=len(freezes.rights_to_confirm(session, found)),
    )


@bp.post("/freezes/<freeze_id>/rights")
def confirm_freeze_rights(freeze_id: str) -> ResponseReturnValue:
    _only_for_those_who_lock()
    found = freezes.freeze(work().session, actor(), freeze_id)
    count = freezing.confirm_rights(work(), found)
    flash(f"Đã xác nhận {count} thay đổi quyền đọc.", "done")
    return redirect(url_for("dossiers.freeze", freeze_id=freeze_id))


@bp.post("/freezes/<freeze_id>/lifting")
def lift_freeze(freeze_id: str) -> ResponseReturnValue:
    _only_for_those_who_lock()
    found = freezes.freeze(work().session, actor(), freeze_id)
    freezing.lift(work(), found, request.form.get("reason", ""))
    flash("Đã mở khóa.", "done")
    return redirect(url_for("dossiers.freeze", freeze_id=freeze_id))


def _found(question: str) -> tuple[list[str], str]:
    """What a search finds now, and why it cannot be locked at once."""
    lines, total = asker().every_line(Asked.of_address(question))
    if total > freezing.MOST_DOCUMENTS:
        most = freezing.MOST_DOCUMENTS
        return [], f"Tìm thấy {total} văn bản; một lệnh khóa giữ nhiều nhất {most}. Lọc hẹp lại rồi khóa từng phần."
    return [line.id for line in lines], ""


def _lockable(ids: Sequence[str]) -> list[Document]:
    """Those of the documents the actor may see and lock, in their order."""
    seen = documents(work().session, actor(), ids)
    return [seen[each] for each in ids if each in seen and can_freeze_document(actor(), seen[each])]


def _only_for_those_who_lock() -> None:
    """Let others believe that there is nothing here."""
    if not actor().has(Role.LEADER, Role.ADMINISTRATOR):
        raise FreezeNotFoundError
