"""From installation to installation: every request bears the sender's signature, every answer the receiver's."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from docarchive.delivery.answers import Answer, Later, Received, Refused, Said
from docarchive.delivery.channels.protocol import Parcel, PushChannel
from docarchive.delivery.channels.wire import Heard, Silence, Wire
from docarchive.delivery.desk import is_large, part_words
from docarchive.delivery.services.uploading import PART_BYTES
from docarchive.delivery.states import ChannelKind

ROOT = "/exchange/v1"
ENVELOPE = "Docarchive-Envelope"
SIGNATURE = "Docarchive-Signature"
KEY = "Idempotency-Key"
PROBLEM = "application/problem+json"
_LONGEST_REASON = 500
_REFUSALS = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422})

Signer = Callable[[str, str], str]


class HttpsChannel(PushChannel):
    """Hands packets to the door of another installation.

    Args:
        wire: Calls its server.
        sign: Signs a text for the agency of this code, as a message.
    """

    kind = ChannelKind.HTTPS

    def __init__(self, wire: Wire, sign: Signer) -> None:
        self._wire = wire
        self._sign = sign

    def send(self, parcel: Parcel, now: datetime) -> Answer:
        """Send a packet whole, a large one in parts that go on where the line broke."""
        del now
        if is_large(parcel.envelope):
            return self._send_in_parts(parcel)
        headers = {**headers_of(parcel), "Content-Type": "application/vnd.edxml+xml"}
        return answer_of(self._wire.call(parcel.address, "POST", f"{ROOT}/messages", headers, parcel.content()))

    def ask(self, address: str, text: str, signature: str) -> Said | Later | Refused:
        """Put a question to a partner; whether the reply is his, the caller judges."""
        headers = {SIGNATURE: signature, "Content-Type": "application/json"}
        heard = self._wire.call(address, "POST", f"{ROOT}/questions", headers, text.encode())
        if isinstance(heard, Heard) and heard.status == 200:
            return Said(heard.body.decode("utf-8", "replace"), heard.headers.get(SIGNATURE.lower(), ""))
        answer = answer_of(heard)
        return answer if isinstance(answer, Later | Refused) else _nonsense(200)

    def _send_in_parts(self, parcel: Parcel) -> Answer:
        heard = self._wire.call(parcel.address, "POST", f"{ROOT}/uploads", headers_of(parcel))
        begun = progress_of(heard)
        if begun is None:
            return answer_of(heard)
        upload_id, offset, content = str(begun["upload"]), int(begun["received"]), parcel.content()
        while offset < len(content):
            part = content[offset : offset + PART_BYTES]
            signature = self._sign(parcel.envelope.sender, part_words(upload_id, offset, part))
            heard = self._wire.call(
                parcel.address, "PUT", f"{ROOT}/uploads/{upload_id}/parts/{offset}", {SIGNATURE: signature}, part
            )
            told = progress_of(heard)
            if told is None:
                return answer_of(heard)
            if int(told["received"]) <= offset:
                return Later("upload-stuck", "Bên nhận chưa nhận được phần tiếp theo của gói lớn.", reached=True)
            offset = int(told["received"])
        return answer_of(self._wire.call(parcel.address, "POST", f"{ROOT}/uploads/{upload_id}/completion", {}))


def headers_of(parcel: Parcel) -> dict[str, str]:
    """What a request says of the packet it carries."""
    envelope = base64.urlsafe_b64encode(parcel.text.encode()).decode("ascii")
    return {KEY: parcel.envelope.message_id, ENVELOPE: envelope, SIGNATURE: parcel.signature}


def answer_of(heard: Heard | Silence) -> Answer:
    """What an answer means; only docarchive itself can refuse for good, not a server in front of it."""
    if isinstance(heard, Silence):
        return Later("no-answer", heard.reason, left=heard.left)
    said = _json(heard)
    if heard.status == 200 and isinstance(said.get("receipt"), str) and isinstance(said.get("signature"), str):
        return Received(said["receipt"], said["signature"])
    is_ours = heard.headers.get("content-type", "").startswith(PROBLEM)
    code, reason = str(said.get("code", ""))[:64], str(said.get("detail", ""))[:_LONGEST_REASON]
    if is_ours and heard.status in _REFUSALS:
        return Refused(code or "refused", reason or f"Bên nhận từ chối ({heard.status}).", heard.status)
    if not is_ours:
        return _nonsense(heard.status)
    return Later(code or "later", reason or f"Bên nhận đang bận ({heard.status}).", _after(heard), reached=True)


def _nonsense(status: int) -> Later:
    words = f"Địa chỉ của bên nhận trả lời không phải của docarchive (mã {status}). Kiểm tra địa chỉ và máy chủ."
    return Later("not-docarchive", words)


def progress_of(heard: Heard | Silence) -> Mapping[str, Any] | None:
    """How far a packet has come that is sent in parts; None: no answer of that kind."""
    if isinstance(heard, Silence) or heard.status not in (200, 201, 409):
        return None
    said = _json(heard)
    is_sound = isinstance(said.get("upload"), str) and type(said.get("received")) is int and said["upload"].isalnum()
    return said if is_sound else None


def _json(heard: Heard) -> Mapping[str, Any]:
    try:
        said = json.loads(heard.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _after(heard: Heard) -> int | None:
    text = heard.headers.get("retry-after", "")
    return int(text) if text.isdecimal() and len(text) < 6 else None
