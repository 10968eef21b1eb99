"""Where questions of other installations are answered, and large packets are put together from their parts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.audit import canonical
from docarchive.core.work import Work
from docarchive.delivery.answers import DoorAnswer, Received, Refused, Said
from docarchive.delivery.door import Door, Message
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, QUESTION_PURPOSE, REPLY_PURPOSE, Envelope
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.models import Partner
from docarchive.delivery.queries.partners import home_agency
from docarchive.delivery.queries.postings import twin
from docarchive.delivery.questions import COMPARE, FOLLOWED, PROBE, Question, Reply
from docarchive.delivery.services import uploading
from docarchive.delivery.services.comparing import held_from
from docarchive.delivery.services.keys import identity_of
from docarchive.delivery.services.proving import caller
from docarchive.delivery.states import ChannelKind
from signatures.detached import sign


@dataclass(frozen=True)
class Begun:
    """A packet that comes in parts, and how much of it is here.

    Attributes:
        upload_id: Names it in the parts that follow.
        received_bytes: Where to go on.
    """

    upload_id: str
    received_bytes: int


class Desk:
    """Answers other installations; it opens its own units of work."""

    def __init__(self, work: Work, ring: KeyRing, door: Door) -> None:
        self._work = work
        self._ring = ring
        self._door = door

    def answer(self, text: str, signature: str) -> Said | Refused:
        """Answer a question, if it is signed by a partner."""
        try:
            question = Question.read(text)
        except MalformedMessageError as problem:
            return Refused(problem.code, problem.message, 400)
        with self._work.reading(Actor.system()) as uow:
            agency = home_agency(uow.session, question.receiver)
            who = caller(uow.session, question.sender, text, signature, QUESTION_PURPOSE, uow.now)
            if agency is None or who is None:
                return Refused("unproved-sender", "Chưa thống nhất chứng thư trao đổi giữa hai bên.", 403)
            found: dict[str, str] = {}
            if question.ask == COMPARE and question.since and question.until:
                found = held_from(uow.session, agency, question.sender, question.since, question.until)
            elif question.ask == FOLLOWED:
                found = followers(agency)
            elif question.ask != PROBE:
                return Refused("unknown-question", "Phiên bản docarchive ở đây chưa trả lời câu hỏi này.", 400)
        with self._work.begin(Actor.system()) as uow:
            if who.partner is not None:
                uow.session.get_one(Partner, who.partner.id).heard_at = uow.now
            identity = identity_of(uow, self._ring, uow.session.get_one(Agency, agency.id))
            reply = Reply(question.nonce, question.receiver, uow.now, found).text
            return Said(reply, sign(reply.encode(), identity, REPLY_PURPOSE, uow.now).decode("ascii"))

    def begin_upload(self, text: str, signature: str) -> Begun | Received | Refused:
        """Begin a packet that comes in parts, or say how much of it is here; one that is whole here has its receipt."""
        greeted = self._door.greet(text, signature)
        if isinstance(greeted, Refused):
            return greeted
        with self._work.reading(Actor.system()) as uow:
            agency = home_agency(uow.session, greeted.receiver)
            before = agency and twin(uow.session, agency.id, greeted.sender, greeted.message_id)
        if before and before.packet_sha == greeted.digest:
            return Received(before.receipt, before.receipt_signature)
        with self._work.begin(Actor.system()) as uow:
            upload = uploading.begin(uow, greeted, text, signature)
            return Begun(upload.id, upload.received_bytes)

    def add_part(self, upload_id: str, offset: int, content: bytes, signature: str) -> Begun | Refused | None:
        """Take the next part; one that does not fit changes nothing and is told where to go on.

        Returns:
            None where there is no such upload.
        """
        with self._work.reading(Actor.system()) as uow:
            known = uploading.found(uow.session, upload_id)
            if known is None:
                return None
            words = part_words(upload_id, offset, content)
            if caller(uow.session, known.sender_code, words, signature, MESSAGE_PURPOSE, uow.now) is None:
                return Refused("unproved-sender", "Chữ ký của phần tệp không đúng.", 403)
        with self._work.begin(Actor.system()) as uow:
            upload = uploading.held(uow, upload_id)
            if upload is None:
                return None
            if offset == upload.received_bytes:
                uploading.add(uow, upload, content)
            return Begun(upload.id, upload.received_bytes)

    def complete(self, upload_id: str) -> DoorAnswer | Begun | None:
        """Put the parts together and bring the packet to the door.

        Returns:
            None where there is no such upload; ``Begun`` where something is still missing.
        """
        with self._work.reading(Actor.system()) as uow:
            upload = uploading.found(uow.session, upload_id)
            if upload is None:
                return None
            if upload.received_bytes < upload.size_bytes:
                return Begun(upload.id, upload.received_bytes)
            content = uploading.content(uow.session, upload)
        answer = self._door.receive(Message(upload.envelope, upload.signature, content, ChannelKind.HTTPS))
        if isinstance(answer, Received | Refused):
            with self._work.begin(Actor.system()) as uow:
                uploading.drop(uow, upload_id)
        return answer


def followers(agency: Agency) -> dict[str, str]:
    """Who follows an agency that was merged or parted: code → first day and name."""
    return {one.successor.code: f"{one.day.isoformat()} {one.successor.name}" for one in agency.followed_by}


def part_words(upload_id: str, offset: int, content: bytes) -> str:
    """What the sender of a part signs."""
    return canonical({"upload": upload_id, "offset": offset, "digest": hashlib.sha256(content).hexdigest()})


def is_large(envelope: Envelope) -> bool:
    """Tell whether a packet goes in parts."""
    return envelope.size_bytes > uploading.PART_BYTES
