"""Acts of those who keep documents: access, withdrawal, new versions, one at a time or many."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive import bundles, naming
from docarchive.archive.errors import NothingChosenError, NothingToImportError
from docarchive.archive.forms import AccessForm, ReasonForm
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import imports, readers
from docarchive.archive.queries.catalogue import line
from docarchive.archive.services import documents as services
from docarchive.archive.services import intake
from docarchive.archive.services.access import tokens_for
from docarchive.archive.states import AccessLevel
from docarchive.archive.views.blueprint import bp, the_document
from docarchive.archive.views.documents import frame
from docarchive.archive.views.imports import access_of
from docarchive.core.web import actor, work
from docarchive.core.web import services as instance
from docarchive.search import exports


def _access_form() -> AccessForm:
    form = AccessForm()
    readers.offer(form, work().session, actor())
    return form


@bp.get("/documents/<document_id>/keep")
def keep(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    work().require(can_keep(actor(), found))
    form = _access_form()
    form.access.data, form.agency.data = found.access, found.agency_id or ""
    return render_template("archive/keep.html", **frame(found, "keep"), found=found, form=form)


@bp.post("/documents/<document_id>/access")
def set_access(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    services.open_to(work(), [found], *access_of(_access_form()))
    flash("Đã đặt phạm vi đọc.", "done")
    return redirect(url_for("archive.document", document_id=document_id))


@bp.post("/documents/access")
def set_access_of_many() -> ResponseReturnValue:
    chosen = [the_document(each) for each in request.form.getlist("chosen")]
    level = AccessLevel(request.form.get("access", AccessLevel.PUBLIC))
    agency_id = request.form.get("agency") or actor().agency_id
    count = services.open_to(work(), chosen, level, tokens_for(level, actor(), agency_id))
    flash(f"Đã đặt phạm vi đọc cho {count} văn bản.", "done")
    back = request.form.get("back", "")
    return redirect(back if _is_ours(back) else url_for("archive.browse"))


@bp.post("/documents/<document_id>/withdraw")
def withdraw(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    services.withdraw(work(), found, ReasonForm().reason.data or "")
    flash("Đã rút văn bản. Người đọc không còn thấy; khôi phục được ở trang này.", "done")
    return redirect(url_for("archive.keep", document_id=document_id))


@bp.post("/documents/<document_id>/restore")
def restore(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    services.restore(work(), found)
    flash("Đã khôi phục văn bản.", "done")
    return redirect(url_for("archive.document", document_id=document_id))


@bp.post("/documents/<document_id>/versions")
def add_version(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        raise NothingToImportError
    access = (AccessLevel(found.access), found.audience)
    batch = intake.start_import(work(), file.filename, "web", found.agency_id, access)
    intake.add_file(work(), batch, file.filename, file.read(), target=found)
    flash("Đã nhận bản mới, đang đọc.", "done")
    return redirect(url_for("archive.batch", batch_id=batch.id))


@bp.get("/withdrawn")
def withdrawn() -> ResponseReturnValue:
    rows = imports.withdrawn(work().session, actor())
    return render_template("archive/withdrawn.html", rows=rows)


def _is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))


@bp.post("/documents/originals")
def originals() -> ResponseReturnValue:
    """The chosen originals as one ZIP, with a sheet that lists them."""
    chosen = [the_document(each) for each in dict.fromkeys(request.form.getlist("chosen")[:500])]
    if not chosen:
        raise NothingChosenError
    title = exports.head("văn bản đã chọn", actor().name, work().now, len(chosen), len(chosen))
    index = exports.as_excel(title, [line(each) for each in chosen])
    try:
        content = bundles.bundle(chosen, instance().files, index)
    except bundles.BundleTooLargeError:
        raise NothingChosenError("Các tệp đã chọn lớn quá 300 MB. Chọn ít văn bản hơn rồi tải lại.") from None
    work().record("documents.downloaded", "originals", documents=[each.id for each in chosen])
    return Response(
        content, mimetype="application/zip", headers={"Content-Disposition": naming.disposition("van-ban.zip")}
    )
