"""The check-list: a person confirms what was read, page and form side by side."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive import presenting
from docarchive.archive.capturing import Capture
from docarchive.archive.forms import SHOWN, FieldsForm
from docarchive.archive.models import Document
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import documents, imports
from docarchive.archive.services import documents as services
from docarchive.archive.views.blueprint import bp, the_document, the_layout
from docarchive.core.screen import format_moment
from docarchive.core.web import actor, work
from docarchive.kernel.errors import InvalidInputError

SPANS = {
    "number": "span-3",
    "issued_on": "span-3",
    "issuer": "span-4",
    "kind": "span-2",
    "subject": "span-6",
    "urgency": "span-2",
}


@bp.get("/check")
def check_next() -> ResponseReturnValue:
    """The first document that waits; of one import with ``lan``."""
    waiting = imports.to_check(work().session, actor(), request.args.get("lan"))
    if not waiting:
        return render_template("archive/checked.html")
    return redirect(url_for("archive.check", document_id=waiting[0], lan=request.args.get("lan")))


@bp.route("/documents/<document_id>/check", methods=["GET", "POST"])
def check(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    work().require(can_keep(actor(), found))
    form = FieldsForm()
    taken = request.form.get("take")
    if form.is_submitted() and not taken and form.validate() and _confirm(found, form):
        return _onwards(found)
    if not form.is_submitted():
        for name in SHOWN:
            form[name].data = presenting.shown(name, getattr(found, name)) if name != "kind" else (found.kind or "")
    elif taken:
        _take(form, taken)
    return _page(found, form), 422 if form.is_submitted() and form.errors else 200


def _confirm(found: Document, form: FieldsForm) -> bool:
    try:
        services.confirm(work(), found, form.values())
    except InvalidInputError as problem:
        for name, sentence in problem.fields.items():
            form[name].errors = [sentence]
        return False
    return True


def _onwards(found: Document) -> ResponseReturnValue:
    flash(f"Đã xác nhận {found.number or 'văn bản'}.", "done")
    if request.form.get("next"):
        return redirect(url_for("archive.check_next", lan=request.args.get("lan")))
    return redirect(url_for("archive.properties", document_id=found.id))


def _take(form: FieldsForm, taken: str) -> None:
    """Accept an offer without script."""
    name, _, value = taken.partition("=")
    if name in SHOWN:
        form[name].data = value.lower() if name == "kind" else value


def _page(found: Document, form: FieldsForm) -> str:
    session = work().session
    batch = request.args.get("lan")
    waiting = list(imports.to_check(session, actor(), batch))
    here = waiting.index(found.id) if found.id in waiting else -1
    following = waiting[here + 1] if here + 1 < len(waiting) else None
    version = documents.version(found)
    capture = Capture(session, found, the_layout(version), form, SHOWN, SPANS)
    address = partial(url_for, "archive.check", document_id=found.id, lan=batch)
    return render_template(
        "archive/check.html",
        document=presenting.head(found),
        form=form,
        waiting=len(waiting),
        skip_url=url_for("archive.check", document_id=following, lan=batch) if following else None,
        previous_url=url_for("archive.check", document_id=waiting[here - 1], lan=batch) if here > 0 else None,
        source_note=f"{version.file_name or 'Sổ cũ'} · nhập lúc {format_moment(version.added_at)}",
        fields=capture.fields,
        view=capture.view(request.args.get("trang", "1"), address),
    )
