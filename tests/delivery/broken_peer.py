"""A system that exchanges badly on purpose: each fault is one suppliers really make."""

from __future__ import annotations

import base64
import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docarchive.delivery.channels.https import ENVELOPE, PROBLEM, ROOT, SIGNATURE
from docarchive.delivery.channels.wire import Heard, Silence, Wire
from docarchive.delivery.conformance.acting import Act
from docarchive.delivery.conformance.counter import Page
from docarchive.delivery.conformance.examiner import Examiner
from docarchive.delivery.conformance.samples import Letter, written
from docarchive.delivery.envelopes import RECEIPT_PURPOSE, REPLY_PURPOSE, Receipt
from docarchive.delivery.questions import Question, Reply
from edxml import Organization
from tests.edxml.packets import make_document


class Wrong(enum.StrEnum):
    """What it does wrong."""

    LETS_ALL_IN = "lets all in"
    REFUSES_ALL = "refuses all"
    FORGETS = "forgets what came"
    SIGNS_WITH_A_STRANGER = "signs with a key nobody knows"
    SENDS_ONCE = "sends once, whatever comes back"


@dataclass
class BrokenPeer:
    """Answers as a server does, and sends by a line of its own.

    Attributes:
        own: Its side of the exchange: its code and key; its peer is whoever tries it.
        line: How it reaches whoever tries it.
    """

    own: Examiner
    wrong: Wrong
    line: Wire | None = None
    address: str = ""
    taken: int = 0
    given: dict[str, bytes] = field(default_factory=dict)

    def answered(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Page:
        if self.wrong is Wrong.REFUSES_ALL:
            return Page(422, {"Content-Type": PROBLEM}, b'{"code": "no", "detail": "Khong nhan"}')
        if path == f"{ROOT}/questions":
            return self._reply(body.decode())
        if path == f"{ROOT}/messages":
            return self._receipt(base64.urlsafe_b64decode(headers[ENVELOPE.lower()]).decode())
        return Page(404, {"Content-Type": "text/html"}, b"")

    def do(self, act: Act, letter: Letter | None) -> None:
        """Its clerk says that it was done, and nothing was."""
        if act is not Act.SEND or self.line is None:
            return
        packet = make_document(
            sender=Organization(organ_id=self.own.code), recipients=(Organization(organ_id=self.own.peer),)
        )
        sending = self.own.message(written(packet))
        parcel = sending.parcel(self.address)
        headers = {ENVELOPE: base64.urlsafe_b64encode(parcel.text.encode()).decode(), SIGNATURE: parcel.signature}
        self.line.call(self.address, "POST", f"{ROOT}/messages", headers, sending.content)

    def _receipt(self, text: str) -> Page:
        known = self.given.get(text)
        if known is not None and self.wrong is not Wrong.FORGETS:
            return Page(200, {"Content-Type": "application/json"}, known)
        said: dict[str, Any] = json.loads(text)
        self.taken += 1
        names = ("message_id", "sender", "receiver", "digest", "size_bytes")
        receipt = Receipt(
            **{name: said[name] for name in names}, sequence=self.taken, audit_number=self.taken, audit_hash="0" * 64,
            accepted_at=self.own.clock(),
        ).text  # fmt: skip
        by = self.own.stranger if self.wrong is Wrong.SIGNS_WITH_A_STRANGER else None
        signed = {"receipt": receipt, "signature": self.own.sign(receipt, RECEIPT_PURPOSE, by)}
        self.given[text] = json.dumps(signed).encode()
        return Page(200, {"Content-Type": "application/json"}, self.given[text])

    def _reply(self, text: str) -> Page:
        said = Reply(Question.read(text).nonce, self.own.code, self.own.clock(), {}).text
        return Page(200, {SIGNATURE: self.own.sign(said, REPLY_PURPOSE)}, said.encode())


class PageWire:
    """Calls whatever answers with pages, by its address."""

    def __init__(self) -> None:
        self.ends: dict[str, Any] = {}

    def call(
        self, address: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Heard | Silence:
        page = self.ends[address].answered(method, path, {name.lower(): value for name, value in headers.items()}, body)
        if not page.status:
            return Silence("Đứt.", left=True)
        return Heard(page.status, {name.lower(): value for name, value in page.headers.items()}, page.body)
