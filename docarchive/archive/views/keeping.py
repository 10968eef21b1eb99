"""Acts of those who keep documents: access, withdrawal, new versions, one at a time or many."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive import bundles, naming
from docarchive.archive.errors import NothingToImportError
from docarchive.archive.forms import AccessForm, ReasonForm
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import imports, readers
from docarchive.archive.services import documents as services
from docarchive.archive.services import intake
from docarchive.archive.services.access import level_of, tokens_for
from docarchive.archive.services.following import note_download
from docarchive.archive.views.blueprint import bp, the_document
from docarchive.archive.views.documents import frame
from docarchive.archive.views.imports import access_of
from docarchive.core.web import actor, work
from docarchive.core.web import services as instance


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
    level = level_of(request.form.get("access"))
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
    batch = intake.start_version(work(), found, file.filename, "web")
    intake.add_file(work(), batch, file.filename, file.read(), target=found)
    flash("Đã nhận bản mới, đang đọc.", "done")
    return redirect(url_for("archive.batch", batch_id=batch.id))


@bp.post("/documents/<document_id>/read-again")
def read_again(document_id: str) -> ResponseReturnValue:
    batch = intake.read_again(work(), the_document(document_id), "web")
    flash("Đang đọc lại tệp. Bản đọc trước vẫn được giữ.", "doing")
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
    chosen = [the_document(each) for each in dict.fromkeys(request.form.getlist("chosen")[: bundles.MOST])]
    content = bundles.bundle(chosen, instance().files, actor().name, work().now)
    for each in chosen:
        note_download(work(), each)
    work().record("documents.downloaded", "originals", documents=[each.id for each in chosen])
    return Response(
        content, mimetype="application/zip", headers={"Content-Disposition": naming.disposition("van-ban.zip")}
    )
