"""The way of an outgoing letter, and what of it waits for a person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import Deed
from docarchive.exchange.policies import can_answer


def steps_of(session: Session, letter: OutgoingLetter) -> Sequence[OutgoingStep]:
    """All steps of a letter, in order of time."""
    return session.scalars(
        select(OutgoingStep)
        .where(OutgoingStep.letter_id == letter.id)
        .order_by(OutgoingStep.ordinal)
        .options(joinedload(OutgoingStep.to_user), joinedload(OutgoingStep.to_unit))
    ).all()


def asked_of(session: Session, actor: Actor, letter: OutgoingLetter) -> OutgoingStep | None:
    """The oldest opinion on a letter the actor still owes; None where he owes none."""
    return next(
        (
            one for one in steps_of(session, letter)
            if one.answered_at is None and can_answer(actor, one)
        ),
        None,
    )  # fmt: skip


def waiting(session: Session, letter: OutgoingLetter) -> Sequence[OutgoingStep]:
    """What people and units of the agency were asked about a letter and have not answered, the oldest first."""
    return [one for one in steps_of(session, letter) if one.deed == Deed.ASKED and one.answered_at is None]


def step(session: Session, letter: OutgoingLetter, step_id: str) -> OutgoingStep:
    """One step of a letter.

    Raises:
        LetterNotFoundError: The letter has none such.
    """
    found = session.get(OutgoingStep, step_id)
    if found is None or found.letter_id != letter.id:
        raise LetterNotFoundError
    return found
