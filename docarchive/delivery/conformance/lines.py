"""How messages of a trial reach the other side: by HTTPS, or as files in its exchange folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from docarchive.delivery.answers import Answer, Later, Received, Refused, Said
from docarchive.delivery.channels.folder import (
    MESSAGE,
    PACKET,
    RECEIPT,
    REFUSAL,
    envelope_in,
    lay_down,
    name_of,
    read_note,
    written,
)
from docarchive.delivery.channels.https import ROOT, HttpsChannel, answer_of, headers_of
from docarchive.delivery.channels.wire import Heard, Silence, Wire
from docarchive.delivery.conformance.examiner import Examiner, Sending
from docarchive.delivery.envelopes import Envelope

Taking = Callable[[str, str, bytes], Received | Refused | Later]


class Line(Protocol):
    """A way to the other side."""

    def send(self, sending: Sending) -> Answer:
        """Hand a message over and wait for what comes back."""

    def collect(self, take: Taking) -> None:
        """Take in what lies here from the other side; nothing where it comes by itself."""


class HttpsLine:
    """Straight to its server.

    Attributes:
        address: ``https://ten-may-chu``.
        wire: For requests that are wrong on purpose.
    """

    def __init__(self, wire: Wire, address: str, examiner: Examiner) -> None:
        self.wire = wire
        self.address = address.rstrip("/")
        self._clock = examiner.clock
        self._channel = HttpsChannel(wire, lambda _code, text: examiner.sign(text))

    def send(self, sending: Sending) -> Answer:
        """Hand a message over, a large one in parts."""
        return self._channel.send(sending.parcel(self.address), self._clock())

    def ask(self, text: str, signature: str) -> Said | Later | Refused:
        """Put a question."""
        return self._channel.ask(self.address, text, signature)

    def send_with(self, sending: Sending, **headers: str) -> Answer:
        """Hand a message over under other headers than are right; an empty one is left out."""
        said = {
            **headers_of(sending.parcel(self.address)),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent = {name: value for name, value in said.items() if value}
        return answer_of(self.call("POST", "/messages", sent, sending.content))

    def call(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Heard | Silence:
        """One request below ``/exchange/v1``."""
        return self.wire.call(self.address, method, f"{ROOT}{path}", headers, body)

    def collect(self, take: Taking) -> None:
        """It comes by itself."""


class FolderLine:
    """Through the folder the other side keeps for us: what it reads is its ``in``, what it writes is its ``out``.

    Args:
        wait: Lets a while go by; False: no longer.
    """

    def __init__(self, folder: Path, wait: Callable[[], Iterator[None]]) -> None:
        self._in, self._out = folder / "in", folder / "out"
        self._wait = wait

    def send(self, sending: Sending) -> Answer:
        """Lay a message down and wait for its receipt or refusal."""
        name = name_of(sending.envelope)
        answers = {suffix: self._out / f"{name}{suffix}" for suffix in (RECEIPT, REFUSAL)}
        self._in.mkdir(parents=True, exist_ok=True)
        lay_down(self._in / f"{name}{PACKET}", sending.content)
        lay_down(self._in / f"{name}{MESSAGE}", written(envelope=sending.text, signature=sending.signature))
        for _ in self._wait():
            said = {suffix: read_note(path) for suffix, path in answers.items()}
            for path in answers.values():
                path.unlink(missing_ok=True)
            if said[RECEIPT]:
                return Received(str(said[RECEIPT].get("receipt", "")), str(said[RECEIPT].get("signature", "")))
            if said[REFUSAL]:
                return Refused(str(said[REFUSAL].get("code", "")), str(said[REFUSAL].get("reason", "")))
        return Later("no-answer", f"Không thấy biên nhận hay từ chối trong {self._out}.")

    def collect(self, take: Taking) -> None:
        """Take in what the other side laid down, and lay the receipts down for it."""
        for path in sorted(self._out.glob(f"*{MESSAGE}")):
            envelope, note = envelope_in(path), read_note(path)
            packet = path.with_name(path.name.removesuffix(MESSAGE) + PACKET)
            if not packet.is_file():
                continue
            answer = take(str(note.get("envelope", "")), str(note.get("signature", "")), packet.read_bytes())
            self._answer(envelope, answer)
            for one in (path, packet):
                with suppress(FileNotFoundError):
                    one.unlink()

    def _answer(self, envelope: Envelope | None, answer: Received | Refused | Later) -> None:
        if envelope is None or isinstance(answer, Later):
            return
        self._in.mkdir(parents=True, exist_ok=True)
        name = name_of(envelope)
        if isinstance(answer, Received):
            lay_down(self._in / f"{name}{RECEIPT}", written(receipt=answer.receipt, signature=answer.signature))
        else:
            lay_down(self._in / f"{name}{REFUSAL}", written(code=answer.code, reason=answer.reason))
