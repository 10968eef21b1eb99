"""A letter is signed electronically from its page: with a key file, with the server's device, or elsewhere.

Signing and judging take time, so no unit of work is open meanwhile; what they made is kept by the next one, which asks
again whose turn it is and whether the file is still the newest.
"""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.views.asking import Trouble, at_fields
from docarchive.archive import naming
from docarchive.core.web import actor, drop_work, services, work, writes_on_get
from docarchive.exchange.forms.signing import KeyForm, ReturnForm, SigningForm, TokenForm, sent
from docarchive.exchange.outgoing_states import SigningPart
from docarchive.exchange.services import signing
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.signing import KeyFile, TokenKey, desk_of
from docarchive.exchange.signing_rules import name_of_signer, part_of
from docarchive.exchange.views.blueprint import bp, the_outgoing
from docarchive.exchange.views.outgoing_letter import show
from docarchive.kernel.errors import InvalidInputError

SAID = {
    SigningPart.PERSON: "Đã ký số; văn thư cấp số, ký số của cơ quan và ban hành.",
    SigningPart.AGENCY: "Đã ký số của cơ quan.",
}


@bp.get("/outgoing/<letter_id>/to-sign/<int:ordinal>")
@writes_on_get
def file_to_sign(letter_id: str, ordinal: int) -> ResponseReturnValue:
    given = signing.hand_out(work(), the_outgoing(letter_id), ordinal)
    headers = {"Content-Disposition": naming.disposition(given.name), "X-Content-Type-Options": "nosniff"}
    return Response(given.content, content_type="application/pdf", headers=headers)


@bp.post("/outgoing/<letter_id>/sign-with-key")
def sign_with_key(letter_id: str) -> ResponseReturnValue:
    form = KeyForm(prefix="khoa-")
    with at_fields(form) as trouble:
        content = sent(form.key)
        if not content:
            raise InvalidInputError("Chọn tệp khóa.", fields={"key": "Chọn tệp khóa."})
        part = _sign(letter_id, form, KeyFile(content, form.password.data or ""))
    return _answer(letter_id, form, "key", trouble) if trouble.found else _signed(letter_id, part)


@bp.post("/outgoing/<letter_id>/sign-with-token")
def sign_with_token(letter_id: str) -> ResponseReturnValue:
    form = TokenForm(prefix="the-")
    with at_fields(form) as trouble:
        part = _sign(letter_id, form, TokenKey(form.token.data, form.key.data, form.password.data or ""))
    return _answer(letter_id, form, "token", trouble) if trouble.found else _signed(letter_id, part)


@bp.post("/outgoing/<letter_id>/bring-signed")
def bring_signed(letter_id: str) -> ResponseReturnValue:
    ordinal = _ordinal()
    form = ReturnForm(prefix=f"tra-{ordinal}-")
    with at_fields(form) as trouble:
        content = sent(form.file)
        if not content:
            raise InvalidInputError("Chọn tệp đã ký.", fields={"file": "Chọn tệp đã ký."})
        letter, at = the_outgoing(letter_id), work().now
        sheet = signing.sheet(work(), letter, ordinal)
        part, name = part_of(letter), name_of_signer(actor(), letter)
        drop_work()
        came = desk_of(services()).take_back(sheet, content, None if form.other_name.data else name, at)
        file = SentFile(form.file.data.filename, content)
        signing.keep_returned(work(), the_outgoing(letter_id), came, file, name=name)
    return _answer(letter_id, form, "returned", trouble) if trouble.found else _signed(letter_id, part)


def _sign(letter_id: str, form: SigningForm, key: KeyFile | TokenKey) -> SigningPart:
    letter, at = the_outgoing(letter_id), work().now
    sheets = signing.sheets(work(), letter, form.chosen(), form.version.data or "")
    part, name = part_of(letter), name_of_signer(actor(), letter)
    drop_work()
    made = desk_of(services()).sign(sheets, key, None if form.other_name.data else name, at)
    signing.keep(work(), the_outgoing(letter_id), made, name=name)
    return part


def _ordinal() -> int:
    text = request.form.get("ordinal", "0")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _answer(letter_id: str, form: FlaskForm, way: str, trouble: Trouble) -> ResponseReturnValue:
    return show(the_outgoing(letter_id), trouble.message, **{f"sign_{way}": form}), 422


def _signed(letter_id: str, part: SigningPart) -> ResponseReturnValue:
    flash(SAID[part], "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter_id))
