"""The check-list: a person confirms what was read, page and form side by side."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from docarchive.archive import presenting, viewing
from docarchive.archive.forms import SHOWN, FieldsForm
from docarchive.archive.models import Document, FieldValue
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import documents, imports
from docarchive.archive.services import documents as services
from docarchive.archive.views.blueprint import bp, the_document, the_layout
from docarchive.core.screen import format_moment
from docarchive.core.web import actor, work
from docarchive.kernel.errors import InvalidInputError
from indexer.records import Box

SPANS = {
    "number": "span-3",
    "issued_on": "span-3",
    "issuer": "span-4",
    "kind": "span-2",
    "subject": "span-6",
    "urgency": "span-2",
}
TEXT_SHOWN = 6000


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
    pages = viewing.page_spans(version)
    number = min(max(_whole(request.args.get("trang", "1")), 1), max(len(pages), 1))
    rows = _rows(found, form, viewing.Placing(pages, the_layout(version)))
    return render_template(
        "archive/check.html",
        document=presenting.head(found),
        form=form,
        waiting=len(waiting),
        skip_url=url_for("archive.check", document_id=following, lan=batch) if following else None,
        previous_url=url_for("archive.check", document_id=waiting[here - 1], lan=batch) if here > 0 else None,
        source_note=f"{version.file_name or 'Sổ cũ'} · nhập lúc {format_moment(version.added_at)}",
        fields=rows,
        view={
            "number": number,
            "count": max(len(pages), 1),
            "previous": url_for("archive.check", document_id=found.id, trang=number - 1, lan=batch)
            if number > 1
            else None,
            "next": url_for("archive.check", document_id=found.id, trang=number + 1, lan=batch)
            if number < len(pages)
            else None,
            "image": _image(found, version.ordinal, number) if pages and version.pictured_sha else None,
            "width": pages[number - 1].width if pages else 0,
            "height": pages[number - 1].height if pages else 0,
            "boxes": [row["rectangle"] for row in rows if row["rectangle"] and row["page"] == number],
            "alt": f"Ảnh trang {number}, đánh số các ô đã đọc được",
            "text": documents.text(session, version)[:TEXT_SHOWN],
        },
    )


def _image(found: Document, ordinal: int, number: int) -> str:
    return url_for("archive.page_image", document_id=found.id, ordinal=ordinal, number=number)


def _rows(found: Document, form: FieldsForm, placing: viewing.Placing) -> list[dict[str, Any]]:
    held = documents.values(work().session, found)
    offers = documents.suggestions(work().session, found)
    rows, tag = [], 0
    for name in SHOWN:
        seen = held.get(name) or (offers[name][0] if offers.get(name) else None)
        place = placing.of(seen) if seen else None
        tag += place is not None
        rows.append(_row(found, form[name], held.get(name), offers.get(name, []), place and (tag, *place)))
    return rows


def _row(
    found: Document, field: Field, held: FieldValue | None, offers: list[FieldValue], place: tuple[int, int, Box] | None
) -> dict[str, Any]:
    name = field.name
    row = presenting.field_row(found, name, held, offers)
    trust = "offer" if row["trust"] == "none" and offers else row["trust"]
    tag, page, corners = place or (None, None, None)
    box = f"o-{tag}" if tag else ""
    rectangle = None
    if corners:
        rectangle = viewing.as_rectangle(corners) | {"tag": tag, "id": box, "doubtful": trust != "sure"}
    values = [
        {"value": offer["value"].lower() if name == "kind" else offer["value"], "label": offer["label"]}
        for offer in row["offers"]
    ]
    return {
        "field": field, "span": SPANS.get(name, "span-3"), "tag": tag, "trust": trust, "box": box, "offers": values,
        "note": "", "placeholder": "dd/mm/yyyy" if name == "issued_on" else "", "rectangle": rectangle,
        "page": page,
    }  # fmt: skip


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 1
