"""``/exchange/v1``: the door for other installations; who calls is proved by a signature, never by a session.

Nothing here uses the request's unit of work: what is turned away is told to people all the same.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, cast

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from docarchive.core.errorpages import answer as problem
from docarchive.core.web import public, services
from docarchive.delivery.answers import DoorAnswer, Later, Received, Refused
from docarchive.delivery.channels.https import ENVELOPE, KEY, SIGNATURE
from docarchive.delivery.desk import Begun
from docarchive.delivery.door import Message
from docarchive.delivery.envelopes import Envelope
from docarchive.delivery.room import ROOM, Room
from docarchive.delivery.states import ChannelKind

# Begins with "api": no session counts here, so no form token is asked for either.
bp = Blueprint("api_exchange", __name__, url_prefix="/exchange/v1")


@bp.post("/messages")
@public
def take_message() -> ResponseReturnValue:
    text, signature = _envelope(), request.headers.get(SIGNATURE, "")
    greeted = the_room().door.greet(text, signature)
    if isinstance(greeted, Envelope) and request.headers.get(KEY) != greeted.message_id:
        greeted = Refused("key-missing", f"Tiêu đề {KEY} phải là mã gói.", 400)
    if isinstance(greeted, Refused):
        return _shown(greeted)
    content = request.get_data(cache=False)
    return _shown(the_room().door.receive(Message(text, signature, content, ChannelKind.HTTPS)))


@bp.post("/questions")
@public
def take_question() -> ResponseReturnValue:
    text = request.get_data(cache=False).decode("utf-8", "replace")
    said = the_room().desk.answer(text, request.headers.get(SIGNATURE, ""))
    if isinstance(said, Refused):
        return _shown(said)
    response = Response(said.text, content_type="application/json")
    response.headers[SIGNATURE] = said.signature
    return response


@bp.post("/uploads")
@public
def begin_upload() -> ResponseReturnValue:
    return _progress(the_room().desk.begin_upload(_envelope(), request.headers.get(SIGNATURE, "")))


@bp.put("/uploads/<upload_id>/parts/<int:offset>")
@public
def add_part(upload_id: str, offset: int) -> ResponseReturnValue:
    content, signature = request.get_data(cache=False), request.headers.get(SIGNATURE, "")
    return _progress(the_room().desk.add_part(upload_id, offset, content, signature))


@bp.post("/uploads/<upload_id>/completion")
@public
def complete_upload(upload_id: str) -> ResponseReturnValue:
    return _progress(the_room().desk.complete(upload_id))


def the_room() -> Room:
    """The instance's post room."""
    return cast(Room, cast(Any, services().extensions[ROOM])())


def _envelope() -> str:
    try:
        return base64.urlsafe_b64decode(request.headers.get(ENVELOPE, "")).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return ""


def _progress(found: DoorAnswer | Begun | None) -> Response:
    if found is None:
        return _shown(Later("upload-unknown", "Lượt gửi từng phần này không còn. Bắt đầu lại.", 1, reached=True))
    if isinstance(found, Begun):
        return jsonify({"upload": found.upload_id, "received": found.received_bytes})
    return _shown(found)


def _shown(found: DoorAnswer) -> Response:
    if isinstance(found, Received):
        return jsonify({"receipt": found.receipt, "signature": found.signature})
    if isinstance(found, Refused):
        return problem(found.status, found.code, found.reason)
    response = problem(409 if found.code == "in-progress" else 503, found.code, found.reason)
    response.headers["Retry-After"] = str(found.after_s or 10)
    return response
