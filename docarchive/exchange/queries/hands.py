"""What of the letters of an agency lies in one person's hands: parts, drafts, questions not answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import Deed, OutgoingState

_UNFINISHED = (OutgoingState.DRAFT, OutgoingState.SUBMITTED, OutgoingState.SIGNED, OutgoingState.NUMBERED)


def parts_held(session: Session, agency_id: str, user_id: str) -> Sequence[Handover]:
    """Parts of incoming letters given to the person himself and not ended, the oldest first."""
    return session.scalars(
        select(Handover)
        .join(Handover.letter)
        .where(Handover.to_user_id == user_id, Handover.ended_at.is_(None), IncomingLetter.agency_id == agency_id)
        .order_by(Handover.given_at, Handover.id)
        .options(contains_eager(Handover.letter))
    ).all()


def drafts_held(session: Session, agency_id: str, user_id: str) -> Sequence[OutgoingLetter]:
    """Letters he drafts that are not issued, and those presented to him, the oldest first."""
    his = or_(OutgoingLetter.drafter_id == user_id, OutgoingLetter.holder_id == user_id)
    return session.scalars(
        select(OutgoingLetter)
        .where(OutgoingLetter.agency_id == agency_id, OutgoingLetter.state.in_(_UNFINISHED), his)
        .order_by(OutgoingLetter.created_at, OutgoingLetter.id)
    ).all()


def questions_held(session: Session, agency_id: str, user_id: str) -> Sequence[OutgoingStep]:
    """Opinions on drafts he was asked for and has not given, the oldest first."""
    return session.scalars(
        select(OutgoingStep)
        .join(OutgoingStep.letter)
        .where(
            OutgoingStep.to_user_id == user_id, OutgoingStep.deed == Deed.ASKED, OutgoingStep.answered_at.is_(None),
            OutgoingLetter.agency_id == agency_id, OutgoingLetter.state.in_(_UNFINISHED),
        )
        .order_by(OutgoingStep.at, OutgoingStep.id)
        .options(contains_eager(OutgoingStep.letter))
    ).all()  # fmt: skip
