"""What a case works with: it sends, waits, and says what should have come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from docarchive.delivery.answers import Answer, Later, Received, Refused, Said
from docarchive.delivery.conformance.acting import Act, Acts
from docarchive.delivery.conformance.cases import NEED_WORDS, Fault, Need, NotPlayed
from docarchive.delivery.conformance.counter import Came, Counter
from docarchive.delivery.conformance.examiner import Examiner, Peer, Sending
from docarchive.delivery.conformance.lines import HttpsLine, Line
from docarchive.delivery.conformance.samples import Letter, Samples, written
from docarchive.delivery.envelopes import QUESTION_PURPOSE, RECEIPT_PURPOSE, REPLY_PURPOSE, Receipt
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.questions import PROBE, Question, Reply
from docarchive.delivery.states import PostingKind
from docarchive.kernel.ids import new_id
from edxml import Packet, StatusPacket
from signatures.xml import Demand

T = TypeVar("T")


@dataclass
class Bench:
    """One trial.

    Attributes:
        acts: Does at the other side what its people do; None: nobody does.
        rounds: Lets time go by, a little each round, and ends when it was enough.
        demand: What was agreed of signatures inside packets.
        hears: What the other side sends comes back here.
        large_bytes: Of the file that must be taken in.
        since: Where in what came the documents of this case begin.
    """

    examiner: Examiner
    peer: Peer
    line: Line
    counter: Counter
    rounds: Callable[[], Iterator[None]]
    acts: Acts | None = None
    demand: Demand = Demand.OFF
    hears: bool = True
    large_bytes: int = 50 << 20
    samples: Samples = field(init=False)
    since: int = 0

    def __post_init__(self) -> None:
        """Make samples of the examiner's own."""
        self.samples = Samples(self.examiner)

    @property
    def offers(self) -> frozenset[Need]:
        """What this trial has of what cases need."""
        has = {
            Need.HTTPS: isinstance(self.line, HttpsLine), Need.ACTS: self.acts is not None,
            Need.RETURN: self.hears, Need.DEMAND: self.demand is not Demand.OFF,
        }  # fmt: skip
        return frozenset(need for need, is_there in has.items() if is_there)

    @property
    def https(self) -> HttpsLine:
        """The line, for what only HTTPS has."""
        if not isinstance(self.line, HttpsLine):
            raise NotPlayed(NEED_WORDS[Need.HTTPS])
        return self.line

    def message(self, packet: Packet) -> Sending:
        """A sound message with a packet."""
        kind = PostingKind.STATUS if isinstance(packet, StatusPacket) else PostingKind.DOCUMENT
        return self.examiner.message(written(packet), kind)

    def receipt(self, sending: Sending) -> Receipt:
        """Send; a receipt for just this must come back."""
        return self.proved(self.line.send(sending), sending)

    def received(self, sending: Sending) -> Received:
        """The same, in its exact words."""
        answer = self.line.send(sending)
        self.proved(answer, sending)
        if not isinstance(answer, Received):
            raise Fault(said(answer))
        return answer

    def proved(self, answer: Answer, sending: Sending) -> Receipt:
        """Hold a receipt against the message it is for."""
        if not isinstance(answer, Received):
            raise Fault(f"Phải có biên nhận, nhưng {said(answer)}")
        try:
            receipt = Receipt.read(answer.receipt)
        except MalformedMessageError as problem:
            raise Fault("Biên nhận không đúng mẫu docarchive-receipt/1.") from problem
        if not self.peer.signed(answer.receipt, answer.signature, RECEIPT_PURPOSE, self.examiner.clock()):
            raise Fault("Biên nhận không ký bằng chứng thư của bên được thử.")
        if not receipt.answers(sending.envelope):
            raise Fault("Biên nhận không phải của gói vừa gửi: sai mã gói, bên gửi, bên nhận, mã băm hoặc độ dài.")
        return receipt

    def refused(self, sending: Sending, code: str = "") -> Refused:
        """Send; a refusal for good must come back."""
        return refusal(self.line.send(sending), code)

    def answered(self, sending: Sending) -> Answer:
        """Send; receipt or refusal, something must come back."""
        answer = self.line.send(sending)
        if isinstance(answer, Received):
            self.proved(answer, sending)
        elif not isinstance(answer, Refused):
            raise Fault(f"Phải nhận hoặc từ chối rõ ràng, nhưng {said(answer)}")
        return answer

    def reply(self, ask: str = PROBE, since: datetime | None = None, until: datetime | None = None) -> Reply:
        """Ask; a signed reply to just this question must come back."""
        question = Question(ask, self.examiner.code, self.examiner.peer, new_id(), since, until)
        heard = self.https.ask(question.text, self.examiner.sign(question.text, QUESTION_PURPOSE))
        if not isinstance(heard, Said):
            raise Fault(f"Phải trả lời câu hỏi {ask}, nhưng {said(heard)}")
        if not self.peer.signed(heard.text, heard.signature, REPLY_PURPOSE, self.examiner.clock()):
            raise Fault("Câu trả lời không ký bằng chứng thư của bên được thử.")
        try:
            reply = Reply.read(heard.text)
        except MalformedMessageError as problem:
            raise Fault("Câu trả lời không đúng mẫu docarchive-reply/1.") from problem
        if reply.nonce != question.nonce:
            raise Fault("Câu trả lời không nhắc lại số ngẫu nhiên của câu hỏi: có thể là câu trả lời cũ.")
        return reply

    def sent(self, letter: Letter) -> Letter:
        """Send a letter; it must be taken in."""
        self.receipt(self.message(letter.packet))
        return letter

    def act(self, act: Act, letter: Letter | None = None) -> None:
        """Have somebody at the other side do something."""
        if self.acts is None:
            raise NotPlayed(NEED_WORDS[Need.ACTS])
        self.acts.do(act, letter)

    def status(self, letter: Letter, code: str) -> StatusPacket:
        """Wait for a status about a letter."""
        found = self.until(lambda: next((one for one in self.statuses(letter) if one.code == code), None))
        if found is None:
            heard = ", ".join(one.code for one in self.statuses(letter)) or "chưa có trạng thái nào"
            raise Fault(f"Phải báo trạng thái {code} của văn bản {letter.number}; đã nhận: {heard}.")
        return found

    def statuses(self, letter: Letter) -> list[StatusPacket]:
        """What came about a letter, each message once."""
        found = {
            one.envelope.message_id: one.packet for one in list(self.counter.came)
            if isinstance(one.packet, StatusPacket) and one.packet.response_for.document_id == letter.document_id
        }  # fmt: skip
        return list(found.values())

    def documents(self, since: int = 0) -> list[Came]:
        """Documents that came, from a place in the order of what came."""
        return [one for one in self.counter.came[since:] if one.envelope.kind == PostingKind.DOCUMENT]

    def until(self, found: Callable[[], T | None]) -> T | None:
        """Wait until something is there; None: it did not come in time."""
        for _ in self.rounds():
            self.line.collect(self._take)
            value = found()
            if value is not None:
                return value
        return None

    def _take(self, text: str, signature: str, content: bytes) -> Received | Refused | Later:
        answer = self.counter.take(text, signature, content)
        return answer if isinstance(answer, Received | Refused | Later) else Later("dropped", "")


def refusal(answer: Answer, code: str = "") -> Refused:
    """What must be a refusal for good, under a code where the protocol names one."""
    if not isinstance(answer, Refused):
        raise Fault(f"Phải từ chối hẳn, nhưng {said(answer)}")
    if code and answer.code != code:
        raise Fault(f"Phải từ chối với mã lỗi {code}, nhưng mã lỗi là {answer.code}.")
    if not answer.reason.strip():
        raise Fault("Từ chối mà không nêu lý do.")
    return answer


def said(answer: Answer | Said | Later | Refused) -> str:
    """What came instead, as the end of a sentence."""
    if isinstance(answer, Received):
        return "bên được thử đã nhận và ký biên nhận."
    if isinstance(answer, Refused):
        return f"bên được thử từ chối: {answer.code} – {answer.reason}"
    if isinstance(answer, Later):
        return f"không có câu trả lời dứt khoát: {answer.code} – {answer.reason}"
    return "câu trả lời không hiểu được."
