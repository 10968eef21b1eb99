"""The letters that answer one another, both ways, and those a number that was typed may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.exchange.models import (
    IncomingLetter,
    OutgoingAnswer,
    OutgoingLetter,
    OutgoingRecipient,
    ReceivedPacket,
    RecipientAnswer,
)
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.queries import letters, outgoing
from docarchive.exchange.states import REGISTERED
from docarchive.kernel.errors import InvalidInputError

Letter = TypeVar("Letter", IncomingLetter, OutgoingLetter)


def answers_to(session: Session, actor: Actor, letter: IncomingLetter) -> Sequence[OutgoingLetter]:
    """The letters that answer an incoming one, drafts included where the actor may know of them."""
    return session.scalars(
        select(OutgoingLetter)
        .join(OutgoingAnswer, OutgoingAnswer.letter_id == OutgoingLetter.id)
        .where(OutgoingAnswer.incoming_id == letter.id, outgoing.visible_to(actor))
        .where(OutgoingLetter.state != OutgoingState.CANCELLED)
        .order_by(OutgoingLetter.created_at)
    ).all()


def linked_to(session: Session, letter: IncomingLetter) -> frozenset[str]:
    """Ids of those of them somebody linked afterwards."""
    wanted = select(OutgoingAnswer.letter_id).where(
        OutgoingAnswer.incoming_id == letter.id, OutgoingAnswer.linked_at.is_not(None)
    )
    return frozenset(session.scalars(wanted))


def answers_seen(session: Session, actor: Actor, sent: OutgoingLetter) -> Sequence[IncomingLetter]:
    """The letters that came in answer to one of ours, as far as the actor may know of them."""
    came = exists().where(ReceivedPacket.letter_id == IncomingLetter.id, ReceivedPacket.answers_id == sent.id)
    linked = (
        exists()
        .where(RecipientAnswer.incoming_id == IncomingLetter.id)
        .where(OutgoingRecipient.id == RecipientAnswer.recipient_id, OutgoingRecipient.letter_id == sent.id)
    )
    return session.scalars(
        select(IncomingLetter)
        .where(or_(came, linked), letters.visible_to(actor))
        .order_by(IncomingLetter.received_at, IncomingLetter.id)
        .options(*letters.TO_SHOW)
    ).all()


def replies_linked(session: Session, sent: OutgoingLetter) -> Mapping[str, OutgoingRecipient]:
    """The recipient each letter was linked to as its answer, by the id of that letter."""
    rows = session.execute(
        select(RecipientAnswer.incoming_id, OutgoingRecipient)
        .join(OutgoingRecipient, OutgoingRecipient.id == RecipientAnswer.recipient_id)
        .where(OutgoingRecipient.letter_id == sent.id)
    )
    return dict(rows.all())


def issued_as(session: Session, actor: Actor, answered: IncomingLetter, number: str) -> OutgoingLetter:
    """The issued letter of a number that can answer one that came: it left no earlier than that one arrived.

    Raises:
        InvalidInputError: There is none the actor may know of, or several.
    """
    earliest = answered.arrived_on
    found = session.scalars(
        select(OutgoingLetter)
        .where(outgoing.visible_to(actor), OutgoingLetter.agency_id == answered.agency_id)
        .where(func.lower(OutgoingLetter.number) == _tidy(number), OutgoingLetter.state == OutgoingState.ISSUED)
        .where(*([OutgoingLetter.issued_on >= earliest] if earliest else []))
        .limit(2)
    ).all()
    return _the_only(found, "văn bản đi đã ban hành")


def registered_as(session: Session, actor: Actor, sent: OutgoingLetter, number: str) -> IncomingLetter:
    """The registered letter of a number that can be the answer to ours: it came no earlier than that left.

    Raises:
        InvalidInputError: There is none the actor may know of, or several.
    """
    earliest = sent.issued_on
    found = session.scalars(
        select(IncomingLetter)
        .where(letters.visible_to(actor), IncomingLetter.agency_id == sent.agency_id)
        .where(func.lower(IncomingLetter.number) == _tidy(number), IncomingLetter.state.in_(REGISTERED))
        .where(*([IncomingLetter.arrived_on >= earliest] if earliest else []))
        .limit(2)
    ).all()
    return _the_only(found, "văn bản đến đã vào sổ")


def _tidy(number: str) -> str:
    return "".join(number.split()).lower()


def _the_only(found: Sequence[Letter], what: str) -> Letter:
    if len(found) != 1:
        message = (
            f"Nhiều {what} cùng số này. Gắn từ trang của văn bản kia." if found
            else f"Không có {what} mang số này từ sau ngày văn bản được trả lời. Kiểm tra lại số ký hiệu."
        )  # fmt: skip
        raise InvalidInputError(message, fields={"number": message})
    return found[0]
