"""What is done with a dossier from its page."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import work
from docarchive.dossiers.forms import LongerForm, PersonForm
from docarchive.dossiers.services import closing, contents, freezing, nesting, rights
from docarchive.dossiers.views.blueprint import bp, colleague, the_correspondence, the_document, the_dossier
from docarchive.dossiers.views.showing import PREFIXES, dossier_page


@bp.post("/<dossier_id>/documents")
def put_in(dossier_id: str) -> ResponseReturnValue:
    """Put a document in; so undo of its removal."""
    document = the_document(request.form.get("document", ""))
    contents.put_in(work(), the_dossier(dossier_id), document)
    flash(f"Đã đưa {document.number or 'văn bản'} vào hồ sơ. Phạm vi đọc của văn bản giữ nguyên.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/documents/<document_id>/removal")
def take_out(dossier_id: str, document_id: str) -> ResponseReturnValue:
    contents.take_out(work(), the_dossier(dossier_id), the_document(document_id))
    return redirect(f"{url_for('dossiers.dossier', dossier_id=dossier_id)}?da-lay={document_id}")


@bp.post("/<dossier_id>/documents/<document_id>/opening")
def let_members_read(dossier_id: str, document_id: str) -> ResponseReturnValue:
    document = the_document(document_id)
    count = rights.let_members_read(work(), the_dossier(dossier_id), document)
    words = f"Đã mở {document.number or 'văn bản'} cho {count} người. Lãnh đạo sẽ thấy cảnh báo để xác nhận."
    flash(words if count else "Mọi người tham gia đều đã đọc được văn bản này.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/drafts/<draft_id>/removal")
def take_draft_out(dossier_id: str, draft_id: str) -> ResponseReturnValue:
    the_correspondence().take_out(work(), the_dossier(dossier_id), draft_id)
    return redirect(f"{url_for('dossiers.dossier', dossier_id=dossier_id)}?du-thao-da-lay={draft_id}")


@bp.post("/<dossier_id>/parent")
def make_part(dossier_id: str) -> ResponseReturnValue:
    found, parent = the_dossier(dossier_id), the_dossier(request.form.get("parent", ""))
    nesting.make_part(work(), found, parent)
    flash(f"Hồ sơ {found.symbol} nay là hồ sơ con của hồ sơ {parent.symbol}.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/parting")
def part(dossier_id: str) -> ResponseReturnValue:
    found = the_dossier(dossier_id)
    nesting.part(work(), found)
    flash(f"Hồ sơ {found.symbol} đã tách thành hồ sơ riêng.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/members")
def add_member(dossier_id: str) -> ResponseReturnValue:
    found, form, message = the_dossier(dossier_id), PersonForm(prefix=PREFIXES["person"]), ""
    form.offer(())
    if form.validate() and form.person.data:
        with at_fields(form) as trouble:
            user = colleague(found.agency_id, form.person.data)
            rights.add_member(work(), found, user)
        if not trouble.found:
            flash(f"{user.name} đã tham gia hồ sơ; chưa đọc thêm được văn bản nào.", "done")
            return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))
        message = trouble.message
    return dossier_page(found, person=form, message=message or "Chọn một người của cơ quan.")


@bp.post("/<dossier_id>/members/<user_id>/removal")
def remove_member(dossier_id: str, user_id: str) -> ResponseReturnValue:
    rights.remove_member(work(), the_dossier(dossier_id), user_id)
    flash("Đã bỏ người tham gia. Văn bản đã mở riêng cho người ấy vẫn đọc được; đổi ở Phạm vi đọc của văn bản.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/rights")
def confirm_rights(dossier_id: str) -> ResponseReturnValue:
    count = rights.confirm(work(), the_dossier(dossier_id))
    flash(f"Đã xác nhận {count} thay đổi quyền.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/reopening")
def reopen(dossier_id: str) -> ResponseReturnValue:
    closing.reopen(work(), the_dossier(dossier_id), request.form.get("reason", ""))
    flash("Đã mở lại hồ sơ.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


@bp.post("/<dossier_id>/extension")
def keep_longer(dossier_id: str) -> ResponseReturnValue:
    found, form, message = the_dossier(dossier_id), LongerForm(prefix=PREFIXES["longer"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            closing.keep_longer(work(), found, form.until.data, form.consent.data)
        if not trouble.found:
            flash("Đã ghi hạn nộp lưu mới.", "done")
            return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))
        message = trouble.message
    return dossier_page(found, longer=form, message=message)


@bp.post("/<dossier_id>/freeze")
def freeze_dossier(dossier_id: str) -> ResponseReturnValue:
    freezing.freeze_dossier(work(), the_dossier(dossier_id), request.form.get("reason", ""))
    flash("Đã khóa hồ sơ và mọi văn bản trong hồ sơ.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))
