"""Whose opinion on a draft was asked, who is silent, and the points that came, in the order of the draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docarchive.core.actor import Actor
from docarchive.exchange.errors import OpinionNotFoundError
from docarchive.exchange.models import IncomingLetter, Opinion, OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import Deed, Verdict
from docarchive.exchange.queries import outgoing
from docarchive.exchange.queries.answering import answers_seen
from docarchive.exchange.queries.outgoing_steps import steps_of
from docarchive.exchange.remarks import order_of
from docarchive.kernel.local_time import local_day


@dataclass(frozen=True)
class Voice:
    """Somebody whose opinion was asked.

    Attributes:
        key: ``step:<id>`` or ``recipient:<id>``.
        asked_at: None: the letter that asks has not left yet.
        answered_at: None: nothing has come.
        asking: The letter that asks, of agencies.
        answer: The letter that came in answer, as far as the reader may know of it.
        points: How many points of the table are from there.
    """

    key: str
    who: str
    asked_at: datetime | None
    due_on: date | None
    answered_at: datetime | None
    asking: OutgoingLetter | None
    answer: IncomingLetter | None
    points: int

    def is_late(self, today: date) -> bool:
        """Whether an answer was due and has not come."""
        return self.asked_at is not None and not self.answered_at and self.due_on is not None and self.due_on < today


def opinions(session: Session, letter: OutgoingLetter) -> Sequence[Opinion]:
    """The points on a draft: those on the whole first, then provision by provision, each as they came."""
    rows = session.scalars(select(Opinion).where(Opinion.letter_id == letter.id).order_by(Opinion.ordinal)).all()
    return sorted(rows, key=lambda one: (order_of(one.provision), one.ordinal))


def opinion(session: Session, letter: OutgoingLetter, opinion_id: str) -> Opinion:
    """One point on a draft.

    Raises:
        OpinionNotFoundError: The draft has none such.
    """
    found = session.get(Opinion, opinion_id)
    if found is None or found.letter_id != letter.id:
        raise OpinionNotFoundError
    return found


def verdicts(points: Sequence[Opinion]) -> Mapping[Verdict, int]:
    """How many points there are of each verdict, in their order; those without any are left out."""
    found = Counter(Verdict(one.verdict) for one in points)
    return {each: found[each] for each in Verdict if found[each]}


def voices(session: Session, actor: Actor, letter: OutgoingLetter) -> Sequence[Voice]:
    """Everybody who was asked: within the agency in the order of asking, then the agencies letters were sent to."""
    counted = Counter(
        session.scalars(select(Opinion.step_id).where(Opinion.letter_id == letter.id, Opinion.step_id.is_not(None)))
    )
    inside = [
        Voice(f"step:{one.id}", one.asked, one.at, one.due_on, one.answered_at, None, None, counted[one.id])
        for one in steps_of(session, letter)
        if one.deed == Deed.ASKED
    ]
    return [*inside, *_agencies(session, actor, letter)]


def _agencies(session: Session, actor: Actor, letter: OutgoingLetter) -> list[Voice]:
    asking = session.scalars(
        select(OutgoingLetter)
        .where(OutgoingLetter.consults_id == letter.id, outgoing.visible_to(actor))
        .order_by(OutgoingLetter.created_at, OutgoingLetter.id)
        .options(selectinload(OutgoingLetter.sent_to))
    ).all()
    entered: defaultdict[str | None, list[datetime]] = defaultdict(list)
    for recipient_id, at in session.execute(
        select(Opinion.recipient_id, Opinion.at).where(Opinion.letter_id == letter.id)
    ):
        entered[recipient_id].append(at)
    found = []
    for each in asking:
        came = {one.packet.sender_code: one for one in answers_seen(session, actor, each) if one.packet}
        for to in each.sent_to:
            answer, points = came.get(to.code), entered.get(to.id, [])
            answered_at = answer.received_at if answer else min(points, default=None)
            asked_at = to.sent_at or each.issued_at
            found.append(
                Voice(f"recipient:{to.id}", to.name, asked_at, each.due_on, answered_at, each, answer, len(points))
            )
    return found


def recipient(session: Session, letter: OutgoingLetter, recipient_id: str) -> OutgoingRecipient:
    """An agency that was asked about a draft by a letter.

    Raises:
        OpinionNotFoundError: It was not.
    """
    found = session.get(OutgoingRecipient, recipient_id)
    if found is None or found.letter.consults_id != letter.id:
        raise OpinionNotFoundError
    return found


def counts(voices: Sequence[Voice], today: date) -> tuple[int, int, int]:
    """How many were asked, have answered, are late."""
    asked = [one for one in voices if one.asked_at is not None]
    return len(asked), sum(one.answered_at is not None for one in asked), sum(one.is_late(today) for one in asked)


def last_day(voices: Sequence[Voice]) -> date | None:
    """The day the last answer came; None: none has."""
    came = [one.answered_at for one in voices if one.answered_at is not None]
    return local_day(max(came)) if came else None
