"""Answering a sender who wants a letter back, or changed."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.web import work
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import IncomingRequest
from docarchive.exchange.services import deciding
from docarchive.exchange.states import Request
from docarchive.exchange.views.blueprint import bp, the_letter


@bp.post("/incoming/<letter_id>/requests/<request_id>/agree")
def agree(letter_id: str, request_id: str) -> ResponseReturnValue:
    found = _request(letter_id, request_id)
    deciding.agree(work(), found)
    is_recall = found.kind == Request.RECALL
    flash("Đã hủy nội dung văn bản và báo bên gửi." if is_recall else "Đã cập nhật văn bản và báo bên gửi.", "done")
    return redirect(url_for("exchange.letter", letter_id=letter_id))


@bp.post("/incoming/<letter_id>/requests/<request_id>/refuse")
def refuse_request(letter_id: str, request_id: str) -> ResponseReturnValue:
    deciding.refuse(work(), _request(letter_id, request_id), request.form.get("reason", ""))
    flash("Đã từ chối và báo bên gửi lý do.", "done")
    return redirect(url_for("exchange.letter", letter_id=letter_id))


def _request(letter_id: str, request_id: str) -> IncomingRequest:
    found = next((one for one in the_letter(letter_id).requests if one.id == request_id), None)
    if found is None:
        raise LetterNotFoundError
    return found
