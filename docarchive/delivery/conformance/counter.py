"""Our own counter in a trial: takes what the other side sends, gives receipts, and misbehaves where a case wants it."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from docarchive.delivery.answers import Later, Received, Refused
from docarchive.delivery.channels.https import ENVELOPE, KEY, PROBLEM, ROOT, SIGNATURE
from docarchive.delivery.conformance.examiner import Examiner, Peer
from docarchive.delivery.envelopes import (
    MESSAGE_PURPOSE,
    QUESTION_PURPOSE,
    RECEIPT_PURPOSE,
    REPLY_PURPOSE,
    Envelope,
    Receipt,
)
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.questions import Question, Reply
from edxml import Packet, PacketError, read


@dataclass(frozen=True)
class Came:
    """A sound message of the other side.

    Attributes:
        key: What its request named as its id; None: it came by the folder.
        packet: None: its bytes are no packet that can be read.
    """

    envelope: Envelope
    content: bytes = field(repr=False)
    packet: Packet | None = None
    key: str | None = None


@dataclass(frozen=True)
class Page:
    """An answer as it goes over the line; status 0: the line breaks instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Reaction = Callable[[Came], Received | Refused | Later | Page]


class Counter:
    """Takes what comes, from whatever thread.

    Attributes:
        came: Everything sound, repetitions too, in the order it came.
        unsound: What was wrong with the rest, in Vietnamese sentences.
    """

    def __init__(self, examiner: Examiner, peer: Peer) -> None:
        self.came: list[Came] = []
        self.unsound: list[str] = []
        self._examiner, self._peer = examiner, peer
        self._given: dict[str, Received] = {}
        self._plan: deque[Reaction] = deque()
        self._guard = threading.Lock()

    def plan(self, *reactions: Reaction) -> None:
        """React so to the next documents, one reaction each; statuses are taken in as ever."""
        with self._guard:
            self._plan = deque(reactions)

    def take(
        self, text: str, signature: str, content: bytes, key: str | None = None
    ) -> Received | Refused | Later | Page:
        """Take a message in."""
        with self._guard:
            found = self._sound(text, signature, content, key)
            if isinstance(found, Refused):
                self.unsound.append(found.reason)
                return found
            self.came.append(found)
            if self._plan and found.envelope.kind == "document":
                return self._plan.popleft()(found)
            return self.receipt(found)

    def receipt(self, came: Came) -> Received:
        """The receipt of a message, the same each time."""
        name = came.envelope.message_id
        if name not in self._given:
            one, number = came.envelope, len(self._given) + 1
            chain = hashlib.sha256(f"{self._examiner.run} {number}".encode()).hexdigest()
            said = Receipt(
                one.message_id, one.sender, one.receiver, one.digest, one.size_bytes, number, number, chain,
                self._examiner.clock(),
            ).text  # fmt: skip
            self._given[name] = Received(said, self._examiner.sign(said, RECEIPT_PURPOSE))
        return self._given[name]

    def forged(self, came: Came) -> Received:
        """A receipt that somebody else signed."""
        said = self.receipt(came).receipt
        return Received(said, self._examiner.sign(said, RECEIPT_PURPOSE, self._examiner.stranger))

    def answered(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Page:
        """Answer a request.

        Args:
            headers: By lower-case names.
        """
        signature = headers.get(SIGNATURE.lower(), "")
        if (method, path) == ("POST", f"{ROOT}/messages"):
            text = base64.urlsafe_b64decode(headers.get(ENVELOPE.lower(), "") or b"").decode("utf-8", "replace")
            return _page(self.take(text, signature, body, headers.get(KEY.lower(), "")))
        if (method, path) == ("POST", f"{ROOT}/questions"):
            return self._reply(body.decode("utf-8", "replace"), signature)
        return _problem(404, "not-found", "Bộ thử không có địa chỉ này.")

    def _reply(self, text: str, signature: str) -> Page:
        try:
            question = Question.read(text)
        except MalformedMessageError as problem:
            return _problem(400, problem.code, problem.message)
        if not self._peer.signed(text, signature, QUESTION_PURPOSE, self._examiner.clock()):
            return _problem(403, "unproved-sender", "Câu hỏi không ký bằng khóa đã thống nhất.")
        said = Reply(question.nonce, question.receiver, self._examiner.clock(), {}).text
        return Page(
            200,
            {"Content-Type": "application/json", SIGNATURE: self._examiner.sign(said, REPLY_PURPOSE)},
            said.encode(),
        )

    def _sound(self, text: str, signature: str, content: bytes, key: str | None) -> Came | Refused:
        try:
            envelope = Envelope.read(text)
        except MalformedMessageError as problem:
            return Refused(problem.code, "Phong bì gửi đến không đúng mẫu docarchive-message/1.", 400)
        if envelope.receiver != self._examiner.code:
            return Refused("unknown-receiver", f"Phong bì ghi bên nhận là {envelope.receiver}.", 404)
        if not self._peer.signed(text, signature, MESSAGE_PURPOSE, self._examiner.clock()):
            return Refused("unproved-sender", "Phong bì gửi đến không ký bằng khóa đã thống nhất.", 403)
        if (len(content), hashlib.sha256(content).hexdigest()) != (envelope.size_bytes, envelope.digest):
            return Refused("damaged-on-the-way", "Nội dung gửi đến không khớp mã băm trong phong bì.", 400)
        try:
            packet = read(content).packet
        except PacketError:
            packet = None
        return Came(envelope, content, packet, key)


def _page(answer: Received | Refused | Later | Page) -> Page:
    if isinstance(answer, Page):
        return answer
    if isinstance(answer, Received):
        body = json.dumps({"receipt": answer.receipt, "signature": answer.signature}).encode()
        return Page(200, {"Content-Type": "application/json"}, body)
    if isinstance(answer, Refused):
        return _problem(answer.status, answer.code, answer.reason)
    return _problem(503, answer.code, answer.reason, {"Retry-After": str(answer.after_s or 1)})


def _problem(status: int, code: str, reason: str, headers: Mapping[str, str] | None = None) -> Page:
    body = json.dumps({"status": status, "code": code, "detail": reason}, ensure_ascii=False).encode()
    return Page(status, {"Content-Type": PROBLEM, **(headers or {})}, body)
