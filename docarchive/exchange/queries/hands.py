"""What of the letters of an agency is open, and what of it lies in one person's hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.states import IncomingState

_OPEN = (IncomingState.WAITING, IncomingState.REGISTERED, IncomingState.SUBMITTED, IncomingState.ASSIGNED)
_UNFINISHED = (OutgoingState.DRAFT, OutgoingState.SUBMITTED, OutgoingState.SIGNED, OutgoingState.NUMBERED)


def letters_open(session: Session, agency_id: str) -> Sequence[IncomingLetter]:
    """Letters of an agency that wait to be registered or are being handled, in the order they came."""
    return session.scalars(
        select(IncomingLetter)
        .where(IncomingLetter.agency_id == agency_id, IncomingLetter.state.in_(_OPEN))
        .order_by(IncomingLetter.received_at, IncomingLetter.id)
        .options(joinedload(IncomingLetter.arrival), joinedload(IncomingLetter.register))
    ).all()


def parts_open(session: Session, agency_id: str) -> Mapping[str, Sequence[Handover]]:
    """Who has the letters of an agency now: letter id → parts that have not ended, in their order."""
    found: dict[str, list[Handover]] = {}
    for one in session.scalars(
        select(Handover)
        .join(Handover.letter)
        .where(Handover.ended_at.is_(None), IncomingLetter.agency_id == agency_id)
        .order_by(Handover.letter_id, Handover.ordinal)
        .options(joinedload(Handover.to_user), joinedload(Handover.to_unit))
    ):
        found.setdefault(one.letter_id, []).append(one)
    return found


def drafts_open(session: Session, agency_id: str) -> Sequence[OutgoingLetter]:
    """Letters of an agency that are not issued, numbered ones among them, the oldest first."""
    return session.scalars(
        select(OutgoingLetter)
        .where(OutgoingLetter.agency_id == agency_id, OutgoingLetter.state.in_(_UNFINISHED))
        .order_by(OutgoingLetter.created_at, OutgoingLetter.id)
    ).all()


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
