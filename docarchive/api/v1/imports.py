"""Bringing files in."""

from __future__ import annotations

from flask import request

from docarchive.api.description import takes
from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.shapes import CountOut, ImportOut, ImportsOut, ItemOut, PageIn, ReasonIn, SettlementIn
from docarchive.archive.errors import NothingToImportError
from docarchive.archive.models import ImportBatch
from docarchive.archive.policies import can_import
from docarchive.archive.queries import imports, readers
from docarchive.archive.services import intake
from docarchive.archive.services.access import level_of, tokens_for
from docarchive.archive.states import ItemState
from docarchive.core.web import actor, work


@bp.get("/imports")
@bp.input(PageIn, location="query", arg_name="wanted")
@bp.output(ImportsOut)
def list_imports(wanted: PageIn) -> ImportsOut:
    """Imports one may follow, newest first."""
    work().require(can_import(actor()))
    rows = imports.batches(work().session, actor(), (wanted.page - 1) * wanted.size, wanted.size)
    shown = [fields_of(ImportOut, each.batch, states=dict(each.states), items=[]) for each in rows]
    return ImportsOut(total=imports.count_batches(work().session, actor()), imports=shown)


@bp.post("/imports")
@bp.doc(
    extensions=takes(
        required=("files",), files="files", access="text", agency_id="text", unit_ids="texts", people="texts"
    )
)
@bp.output(ImportOut, status_code=201)
def bring_in() -> ImportOut:
    """Hand files in as ``multipart/form-data``.

    Parts: ``files`` (repeated), ``access``, ``agency_id``, ``unit_ids`` (repeated), ``people`` (repeated).
    """
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        raise NothingToImportError
    form, agency_id = request.form, request.form.get("agency_id") or actor().agency_id
    level = level_of(form.get("access"))
    people = readers.people(work().session, form.getlist("people"))
    tokens = tokens_for(level, actor(), agency_id, form.getlist("unit_ids"), people)
    batch = intake.start_import(work(), files[0].filename or "", "api", agency_id, (level, tokens))
    for file in files:
        intake.add_file(work(), batch, file.filename or "", file.read())
    return _shown(batch)


@bp.get("/imports/<batch_id>")
@bp.input(PageIn, location="query", arg_name="wanted")
@bp.output(ImportOut)
def one_import(batch_id: str, wanted: PageIn) -> ImportOut:
    """An import with its files and how each ended."""
    return _shown(imports.batch(work().session, actor(), batch_id), (wanted.page - 1) * wanted.size, wanted.size)


@bp.post("/imports/<batch_id>/retry")
@bp.output(ImportOut)
def retry(batch_id: str) -> ImportOut:
    """Read the failed files once more."""
    batch = imports.batch(work().session, actor(), batch_id)
    intake.retry(work(), batch, imports.items(work().session, batch, (ItemState.FAILED,), size=10_000))
    return _shown(batch)


@bp.post("/imports/<batch_id>/items/<item_id>/settlement")
@bp.input(SettlementIn, arg_name="wanted")
@bp.output(ImportOut)
def settle(batch_id: str, item_id: str, wanted: SettlementIn) -> ImportOut:
    """Make a file held as a duplicate a version of the document it repeats, or a document of its own."""
    batch = imports.batch(work().session, actor(), batch_id)
    item = imports.item(work().session, batch, item_id)
    if wanted.become == "version" and item.document_id:
        intake.add_as_version(work(), batch, item, the_document(item.document_id))
    else:
        intake.import_anyway(work(), batch, item)
    return _shown(batch)


@bp.post("/imports/<batch_id>/take-back")
@bp.input(ReasonIn, arg_name="why")
@bp.output(CountOut)
def take_back(batch_id: str, why: ReasonIn) -> CountOut:
    """Withdraw every document an import made."""
    batch = imports.batch(work().session, actor(), batch_id)
    return CountOut(documents=intake.take_back(work(), batch, why.reason))


@bp.post("/documents/<document_id>/versions")
@bp.doc(extensions=takes(required=("file",), file="file"))
@bp.output(ImportOut, status_code=201)
def add_version(document_id: str) -> ImportOut:
    """Hand in a better file of a document, as part ``file`` of ``multipart/form-data``."""
    found = the_document(document_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        raise NothingToImportError
    batch = intake.start_version(work(), found, file.filename, "api")
    intake.add_file(work(), batch, file.filename, file.read(), target=found)
    return _shown(batch)


@bp.post("/documents/<document_id>/read-again")
@bp.output(ImportOut, status_code=201)
def read_again(document_id: str) -> ImportOut:
    """Have a document's newest file read once more; the reading before stays among the versions."""
    return _shown(intake.read_again(work(), the_document(document_id), "api"))


def _shown(batch: ImportBatch, offset: int = 0, size: int = 500) -> ImportOut:
    work().session.flush()
    counted = imports.counted(work().session, [batch])[0]
    items = imports.items(work().session, batch, (), offset, size)
    return fields_of(ImportOut, batch, states=dict(counted.states), items=[fields_of(ItemOut, item) for item in items])
