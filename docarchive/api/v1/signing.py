"""Outgoing letters signed electronically: with a key file, with the server's device, or elsewhere and brought back.

Whose signature it is follows from where the letter stands: before it is numbered the person's, afterwards the agency's.
"""

from __future__ import annotations

from flask import Response, request

from docarchive.api.description import gives, is_set, takes
from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.outgoing import ordinal_of, outgoing_out, sent_file, the_outgoing
from docarchive.api.v1.outgoing_shapes import OutgoingOut
from docarchive.core.web import actor, drop_work, services, work, writes_on_get
from docarchive.exchange.marks import SEAL_MM, Picture
from docarchive.exchange.services import signing
from docarchive.exchange.signing import KeyFile, TokenKey, desk_of
from docarchive.exchange.signing_rules import name_of_signer
from docarchive.kernel.errors import InvalidInputError

_LETTER = "/letters/outgoing/<letter_id>"
_OF_KEY = {"key": "file", "password": "text"}
_OF_DEVICE = {"token": "text", "key": "text", "pin": "text"}
_SHOWN = {
    "picture": "file", "page": "text", "left_mm": "text", "top_mm": "text", "diameter_mm": "text",
    "other_name": "flag", "version": "text",
}  # fmt: skip
MOST_MM = 2000


@bp.post(f"{_LETTER}/signatures/key")
@bp.doc(extensions=takes(required=tuple(_OF_KEY), **_OF_KEY, **_SHOWN))
@bp.output(OutgoingOut, status_code=201)
def sign_letter_with_key(letter_id: str) -> OutgoingOut:
    """Sign with a PKCS#12 file, which is used for this call alone; ``version`` is the id of the file that was read."""
    key = request.files.get("key")
    if key is None or not key.filename:
        raise InvalidInputError("Thiếu tệp khóa ở phần “key”.", code="no-file")
    return _sign(letter_id, KeyFile(key.read(), request.form.get("password", "")))


@bp.post(f"{_LETTER}/signatures/device")
@bp.doc(extensions=takes(required=tuple(_OF_DEVICE), **_OF_DEVICE, **_SHOWN))
@bp.output(OutgoingOut, status_code=201)
def sign_letter_with_device(letter_id: str) -> OutgoingOut:
    """Sign with the device at the server: ``token`` and ``key`` are labels."""
    token, key, pin = (request.form.get(name, "") for name in ("token", "key", "pin"))
    return _sign(letter_id, TokenKey(token, key, pin))


@bp.get(f"{_LETTER}/signatures/file/<int:ordinal>")
@bp.doc(responses=gives("application/pdf"))
@writes_on_get
def file_to_sign(letter_id: str, ordinal: int) -> Response:
    """The exact bytes to be signed elsewhere: of the letter (0) or an annex."""
    given = signing.hand_out(work(), the_outgoing(letter_id), ordinal)
    return Response(given.content, content_type="application/pdf")


@bp.post(f"{_LETTER}/signatures/returned")
@bp.doc(extensions=takes(required=("file",), file="file", ordinal="text", other_name="flag"))
@bp.output(OutgoingOut, status_code=201)
def bring_signed_file(letter_id: str) -> OutgoingOut:
    """Bring a file back that was signed elsewhere: taken only as the bytes handed out with signatures more."""
    letter, file, at = the_outgoing(letter_id), sent_file(), work().now
    sheet, name = signing.sheet(work(), letter, ordinal_of() or 0), name_of_signer(actor(), letter)
    drop_work()
    came = desk_of(services()).take_back(sheet, file.content, None if is_set("other_name") else name, at)
    letter = the_outgoing(letter_id)
    signing.keep_returned(work(), letter, came, file, name=name)
    return outgoing_out(letter)


def _sign(letter_id: str, key: KeyFile | TokenKey) -> OutgoingOut:
    letter, at = the_outgoing(letter_id), work().now
    sheets = signing.sheets(work(), letter, _picture(), request.form.get("version", ""))
    name = name_of_signer(actor(), letter)
    drop_work()
    made = desk_of(services()).sign(sheets, key, None if is_set("other_name") else name, at)
    letter = the_outgoing(letter_id)
    signing.keep(work(), letter, made, name=name)
    return outgoing_out(letter)


def _picture() -> Picture:
    file, page = request.files.get("picture"), request.form.get("page", "")
    return Picture(
        file.read() if file is not None else b"", int(page) if page.isdecimal() and len(page) < 5 else None,
        _number("left_mm"), _number("top_mm"), _number("diameter_mm", 10, 80) or SEAL_MM,
    )  # fmt: skip


def _number(name: str, least: int = 0, most: int = MOST_MM) -> float | None:
    text = request.form.get(name, "").strip()
    try:
        value = float(text) if text else None
    except ValueError:
        value = -1.0
    if value is not None and not least <= value <= most:
        words = f"Nhập một số từ {least} đến {most}."
        raise InvalidInputError(words, fields={name: words})
    return value
