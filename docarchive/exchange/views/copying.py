"""The form of an official copy."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from docarchive.accounts.models import Position
from docarchive.accounts.views.asking import at_fields
from docarchive.archive.queries.documents import document as find_document
from docarchive.core.web import actor, work
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.forms.outgoing import CopyForm
from docarchive.exchange.queries import receivers, worklists
from docarchive.exchange.services import copying
from docarchive.exchange.services.copying import CopyOrder
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.views.blueprint import bp, today


@bp.route("/outgoing/copy", methods=["GET", "POST"])
def copy_document() -> ResponseReturnValue:
    agency_id = worklists.receiving_agency(actor())
    found = find_document(work().session, actor(), request.values.get("document", ""))
    seats = list(receivers.leaders(work().session, agency_id, today()))
    form, message = CopyForm(), ""
    form.signer.choices = [SelectChoice(seat.user_id, receivers.titled(seat)) for seat in seats]
    if form.is_submitted() and form.validate():
        with at_fields(form) as trouble:
            letter = copying.copy(work(), agency_id, found, _order(form, seats))
        if not trouble.found:
            flash("Đã lập bản sao; cấp số rồi thay bằng tệp đã ký số, đóng dấu.", "done")
            return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))
        message = trouble.message
    html = render_template("exchange/copy.html", form=form, message=message, document=found)
    return html, 422 if form.is_submitted() else 200


def _order(form: CopyForm, seats: list[Position]) -> CopyOrder:
    seat = next((one for one in seats if one.user_id == form.signer.data), None)
    if seat is None:
        raise NobodyChosenError("Chọn lãnh đạo ký bản sao.")
    file = request.files.get("file")
    sent = SentFile(file.filename, file.read()) if file is not None and file.filename else None
    return CopyOrder(
        form.kind.data,
        seat.user,
        form.signer_title.data or seat.title,
        form.signer_authority.data,
        form.part.data,
        sent,
    )
