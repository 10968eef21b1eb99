"""Closing a dossier: what should be looked at, and what is settled."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.core.screen import format_date
from docarchive.core.web import actor, work
from docarchive.dossiers.forms import CloseForm
from docarchive.dossiers.policies import can_manage
from docarchive.dossiers.queries import contents
from docarchive.dossiers.services import closing
from docarchive.dossiers.services.opening import ONLY_MANAGERS
from docarchive.dossiers.views.blueprint import bp, the_correspondence, the_dossier, today


@bp.route("/<dossier_id>/close", methods=["GET", "POST"])
def close(dossier_id: str) -> ResponseReturnValue:
    found, message = the_dossier(dossier_id), ""
    work().require(can_manage(actor(), found), ONLY_MANAGERS)
    drafts = [one for one in the_correspondence().drafts(work().session, actor(), found) if one.is_open]
    kept = {"title": found.title, "retention": found.retention, "retention_years": found.retention_years}
    form = CloseForm(data={**kept, "ended_on": today()})
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            closing.close(work(), found, form.ending(), drafts=len(drafts))
        if not trouble.found:
            flash(f"Đã đóng hồ sơ {found.symbol}; hạn nộp lưu {format_date(found.due_on)}.", "done")
            return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))
        message = trouble.message
    items = contents.items(work().session, actor(), found)
    shown = render_template(
        "dossiers/close.html",
        dossier=found,
        form=form,
        message=message,
        sum=contents.summed(items),
        remarks=contents.remarks(items),
        drafts=drafts,
    )
    return shown, 422 if form.is_submitted() else 200
