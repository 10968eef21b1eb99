"""A letter and its answer are linked afterwards, where neither said so: what came on paper, what was drafted apart."""

from __future__ import annotations

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterNotFoundError, LetterStateError
from docarchive.exchange.models import (
    IncomingLetter,
    OutgoingAnswer,
    OutgoingLetter,
    OutgoingRecipient,
    RecipientAnswer,
)
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.policies import can_draft

_ONLY_ITS_PEOPLE = "Chỉ người của cơ quan gắn văn bản trả lời."


def link_answer(uow: UnitOfWork, letter: IncomingLetter, answer: OutgoingLetter) -> None:
    """Say that a letter of ours that was issued answers one that came; both found with the actor's eyes.

    Raises:
        NotAllowedError: The actor holds no position in the agency.
        LetterStateError: They are two agencies', one is not registered or the other not issued, or they are linked.
    """
    uow.require(can_draft(uow.actor, letter.agency_id), _ONLY_ITS_PEOPLE)
    uow.alone(f"answers to {letter.id}")
    if answer.agency_id != letter.agency_id or not letter.is_registered or answer.state != OutgoingState.ISSUED:
        raise LetterStateError("Chỉ gắn được văn bản đi đã ban hành với văn bản đến đã vào sổ của cùng cơ quan.")
    row = uow.session.get(OutgoingAnswer, (answer.id, letter.id))
    if row is not None:
        raise LetterStateError(f"Văn bản {answer.number} đã được ghi là trả lời văn bản này.")
    uow.session.add(OutgoingAnswer(letter_id=answer.id, incoming_id=letter.id, linked_at=uow.now))
    letter.answer = letter.answer or answer.number
    uow.session.flush()
    uow.record("letter.answer_linked", letter.id, number=answer.number, letter=answer.id)


def unlink_answer(uow: UnitOfWork, letter: IncomingLetter, answer: OutgoingLetter) -> None:
    """Take back what was linked afterwards; what the answer itself says stays.

    Raises:
        LetterNotFoundError: They are not linked.
        LetterStateError: The answer was drafted, and sent, as one.
    """
    uow.require(can_draft(uow.actor, letter.agency_id), _ONLY_ITS_PEOPLE)
    row = uow.session.get(OutgoingAnswer, (answer.id, letter.id))
    if row is None:
        raise LetterNotFoundError
    if row.linked_at is None:
        raise LetterStateError(f"Văn bản {answer.number} được soạn để trả lời văn bản này nên không gỡ được.")
    uow.session.delete(row)
    letter.answer = "" if letter.answer == answer.number else letter.answer
    uow.session.flush()
    uow.record("letter.answer_unlinked", letter.id, number=answer.number, letter=answer.id)


def link_reply(uow: UnitOfWork, recipient: OutgoingRecipient, reply: IncomingLetter) -> None:
    """Say that a letter that came is the answer of one of those ours went to.

    Raises:
        NotAllowedError: The actor holds no position in the agency.
        LetterStateError: They are two agencies', ours was not issued, the other is not registered, or they are linked.
    """
    letter = recipient.letter
    uow.require(can_draft(uow.actor, letter.agency_id), _ONLY_ITS_PEOPLE)
    uow.alone(f"answers to {letter.id}")
    if reply.agency_id != letter.agency_id or not reply.is_registered or letter.state != OutgoingState.ISSUED:
        raise LetterStateError("Chỉ gắn được văn bản đến đã vào sổ với văn bản đi đã ban hành của cùng cơ quan.")
    if uow.session.get(RecipientAnswer, (recipient.id, reply.id)) is not None:
        raise LetterStateError(f"Văn bản số đến {reply.arrival_number} đã được gắn là trả lời của {recipient.name}.")
    uow.session.add(
        RecipientAnswer(
            recipient_id=recipient.id, incoming_id=reply.id, linked_at=uow.now, linked_by=uow.actor.name
        )
    )  # fmt: skip
    uow.session.flush()
    uow.record("outgoing.reply_linked", letter.id, receiver=recipient.name, letter=reply.id)


def unlink_reply(uow: UnitOfWork, recipient: OutgoingRecipient, reply: IncomingLetter) -> None:
    """Take that back.

    Raises:
        LetterNotFoundError: They were not linked by anybody.
    """
    uow.require(can_draft(uow.actor, recipient.letter.agency_id), _ONLY_ITS_PEOPLE)
    row = uow.session.get(RecipientAnswer, (recipient.id, reply.id))
    if row is None:
        raise LetterNotFoundError
    uow.session.delete(row)
    uow.session.flush()
    uow.record("outgoing.reply_unlinked", recipient.letter_id, receiver=recipient.name, letter=reply.id)
