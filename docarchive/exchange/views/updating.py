"""Correcting what the recipients of an issued letter were sent."""

from __future__ import annotations

from collections.abc import Iterator

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import drop_work, work
from docarchive.exchange import outgoing_presenting as presenting
from docarchive.exchange.forms.outgoing import UPDATE_SPANS, UpdateForm
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.services import looking, updating
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.updating import CorrectedFile
from docarchive.exchange.views.blueprint import bp, the_outgoing


@bp.route("/outgoing/<letter_id>/update", methods=["GET", "POST"])
def update_outgoing(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    updating.require_correctable(work(), letter)
    form, message = UpdateForm(obj=letter), ""
    if form.is_submitted() and form.validate():
        values, files = {name: form[name].data for name in updating.CORRECTED}, list(_files(letter))
        drop_work()
        with at_fields(form) as trouble:
            unread = looking.require_unmarked((one.file for one in files), looked_at=form.looked_at.data)
            letter = the_outgoing(letter_id)
            made = updating.send_update(work(), letter, values, files, form.reason.data, unread=unread)
        if not trouble.found:
            flash(f"Đã gửi bản cập nhật tới {len(made.sent)} nơi; theo dõi trả lời trong bảng.", "done")
            return redirect(url_for("exchange.outgoing_letter", letter_id=letter_id))
        message, letter = trouble.message, the_outgoing(letter_id)
    page = render_template(
        "exchange/update.html",
        letter=letter,
        form=form,
        message=message,
        fields=[(form[name], span) for name, span in UPDATE_SPANS.items()],
        files=presenting.files(letter, {}, {}),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/outgoing/<letter_id>/updates/<row_id>/again")
def send_update_again(letter_id: str, row_id: str) -> ResponseReturnValue:
    row = updating.send_again(work(), the_outgoing(letter_id), row_id)
    flash(f"Đang gửi lại bản cập nhật tới {row.recipient.name}.", "doing")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter_id))


def _files(letter: OutgoingLetter) -> Iterator[CorrectedFile]:
    """Files that take the place of others first, in their order; then those that are new."""
    for one in letter.current:
        sent = request.files.get(f"file-{one.ordinal}")
        if sent is not None and sent.filename:
            yield CorrectedFile(SentFile(sent.filename, sent.read()), one.ordinal)
    for sent in request.files.getlist("annexes"):
        if sent.filename:
            yield CorrectedFile(SentFile(sent.filename, sent.read()))
