"""Bringing files in, and following how they end."""

from __future__ import annotations

from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from docarchive.archive.errors import NothingToImportError
from docarchive.archive.forms import ImportForm, ReasonForm
from docarchive.archive.models import ImportBatch
from docarchive.archive.policies import can_import
from docarchive.archive.queries import documents, imports, readers
from docarchive.archive.services import intake
from docarchive.archive.services.access import level_of, tokens_for
from docarchive.archive.states import AccessLevel, BatchState, ItemState
from docarchive.archive.views.blueprint import bp, the_batch
from docarchive.archive.views.showing import batch_row, item_row
from docarchive.core.screen import format_moment
from docarchive.core.web import Page, actor, page, work

LIMITS = "PDF, Word, Excel, ODT, RTF, HTML, văn bản thuần, thư điện tử, hoặc gói ZIP của chúng."
GROUPS = {
    "loi": ("Không nhập được", imports.LOST),
    "trung": ("Trùng", (ItemState.DUPLICATE,)),
    "xong": ("Vào kho", (ItemState.IMPORTED,)),
    "cho": ("Đang chờ", (ItemState.WAITING,)),
}


def _form() -> ImportForm:
    form = ImportForm()
    readers.offer(form, work().session, actor())
    if not form.is_submitted():
        form.agency.data = actor().agency_id or ""
    return form


@bp.get("/import", endpoint="imports")
def import_page() -> ResponseReturnValue:
    work().require(can_import(actor()), "Chỉ văn thư hoặc quản trị được nhập văn bản.")
    session = work().session
    total = imports.count_batches(session, actor())
    shown = Page.asked(request.args, total, 20)
    rows = [batch_row(each) for each in imports.batches(session, actor(), shown.offset, shown.size)]
    return page(
        "archive/import.html",
        "archive/import.html",
        form=_form(),
        limits=LIMITS,
        batches=rows,
        page=shown,
        page_url=lambda number, _size: url_for("archive.imports", trang=number),
    )


@bp.post("/import")
def bring_in() -> ResponseReturnValue:
    form = _form()
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        raise NothingToImportError
    batch = _batch(form, files)
    items = [intake.add_file(work(), batch, file.filename or "", file.read()) for file in files]
    where = url_for("archive.batch", batch_id=batch.id)
    if request.headers.get("X-Upload") == "file":
        return jsonify(state=items[0].state, text="Đã nhận, đang đọc", batch=batch.id, next=where)
    flash(f"Đã nhận {len(items)} tệp. Từng tệp được đọc lần lượt.", "done")
    return redirect(where)


@bp.get("/import/<batch_id>")
def batch(batch_id: str) -> ResponseReturnValue:
    found = the_batch(batch_id)
    session = work().session
    counted = imports.counted(session, [found])[0]
    group = request.args.get("nhom", "")
    states = GROUPS[group][1] if group in GROUPS else ()
    shown = Page.asked(request.args, counted.count(*states), 100)
    rows = imports.items(session, found, states, shown.offset, shown.size)
    seen = documents.documents(session, actor(), [row.document_id for row in rows if row.document_id])
    return page(
        "archive/batch.html",
        "archive/_batch.html",
        batch=found,
        head=batch_row(counted),
        counted=counted,
        groups=[(name, words, counted.count(*states_)) for name, (words, states_) in GROUPS.items()],
        group=group,
        items=[item_row(row, seen.get(row.document_id or "")) for row in rows],
        rows=shown,
        page_url=lambda number, _size: url_for("archive.batch", batch_id=batch_id, nhom=group or None, trang=number),
        waiting=counted.count(ItemState.WAITING),
        to_check=len(imports.to_check(session, actor(), batch_id)),
        is_open=found.state == BatchState.OPEN,
        when=format_moment(found.at),
    )


@bp.post("/import/<batch_id>/retry")
def retry(batch_id: str) -> ResponseReturnValue:
    found = the_batch(batch_id)
    only = request.form.get("item")
    session = work().session
    items = (
        [imports.item(session, found, only)]
        if only
        else imports.items(session, found, (ItemState.FAILED,), size=10_000)
    )
    count = intake.retry(work(), found, items)
    flash(f"Đang đọc lại {count} tệp.", "doing")
    return redirect(url_for("archive.batch", batch_id=batch_id))


@bp.post("/import/<batch_id>/items/<item_id>/keep")
def settle_duplicate(batch_id: str, item_id: str) -> ResponseReturnValue:
    found = the_batch(batch_id)
    item = imports.item(work().session, found, item_id)
    if request.form.get("as") == "version" and item.document_id:
        intake.add_as_version(work(), found, item, documents.document(work().session, actor(), item.document_id))
        flash("Tệp sẽ là bản mới của văn bản đã có.", "done")
    else:
        intake.import_anyway(work(), found, item)
        flash("Tệp sẽ là một văn bản riêng.", "done")
    return redirect(url_for("archive.batch", batch_id=batch_id))


@bp.post("/import/<batch_id>/take-back")
def take_back(batch_id: str) -> ResponseReturnValue:
    found = the_batch(batch_id)
    count = intake.take_back(work(), found, ReasonForm().reason.data or "")
    flash(f"Đã rút lại lần nhập: {count} văn bản không còn trong kết quả tìm.", "done")
    return redirect(url_for("archive.batch", batch_id=batch_id))


def _batch(form: ImportForm, files: list[FileStorage]) -> ImportBatch:
    """The import named by the form, so that files sent one by one stand together; else a new one."""
    named = request.form.get("batch")
    if named:
        return the_batch(named)
    return intake.start_import(work(), _name(files), "web", form.agency.data or None, access_of(form))


def _name(files: list[FileStorage]) -> str:
    """After the first file; files sent one by one say with the first how many there will be."""
    first = (files[0].filename or "tệp").rpartition("/")[2]
    told = request.form.get("count", "")
    count = max(len(files), int(told) if told.isdecimal() and len(told) < 6 else 1)
    return first if count == 1 else f"{first} và {count - 1} tệp khác"


def access_of(form: Any) -> tuple[AccessLevel, frozenset[str]]:
    """The level and tokens a form asks for."""
    level = level_of(form.access.data)
    people = readers.people(work().session, (form.people.data or "").split(","))
    return level, tokens_for(level, actor(), form.agency.data or None, form.units.data or (), people)
