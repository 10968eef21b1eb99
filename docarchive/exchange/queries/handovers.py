"""The way of a letter through its agency."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.states import HANDED_OVER

MOST_REMARKS = 10
LONGEST_CHIP = 120


def handovers_of(session: Session, letter: IncomingLetter) -> Sequence[Handover]:
    """All steps of a letter, in order of time."""
    return session.scalars(
        select(Handover)
        .where(Handover.letter_id == letter.id)
        .order_by(Handover.ordinal)
        .options(joinedload(Handover.to_user), joinedload(Handover.to_unit))
    ).all()


def own_remarks(session: Session, actor: Actor) -> Sequence[str]:
    """What the actor last wrote on letters, each once, the newest first; long ones are left out."""
    last = func.max(Handover.given_at)
    return session.scalars(
        select(Handover.words)
        .where(
            Handover.from_user_id == actor.user_id,
            Handover.words != "",
            func.length(Handover.words) <= LONGEST_CHIP,
            ~Handover.words.startswith(HANDED_OVER),
        )
        .group_by(Handover.words)
        .order_by(last.desc(), Handover.words)
        .limit(MOST_REMARKS)
    ).all()


def open_ones(session: Session, letter: IncomingLetter) -> Sequence[Handover]:
    """The steps that have not ended: who has the letter now."""
    return [one for one in handovers_of(session, letter) if one.is_open]


def next_ordinal(session: Session, letter: IncomingLetter) -> int:
    """The place of the letter's next step."""
    return 1 + (session.scalar(select(func.count()).where(Handover.letter_id == letter.id)) or 0)


def handover(session: Session, letter: IncomingLetter, handover_id: str) -> Handover:
    """One step of a letter.

    Raises:
        LetterNotFoundError: The letter has none such.
    """
    found = session.get(Handover, handover_id)
    if found is None or found.letter_id != letter.id:
        raise LetterNotFoundError
    return found
