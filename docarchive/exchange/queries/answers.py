"""Letters that want an answer and have none: those that came and ours that others owe one; a reader's own ones alone.

An answer counts by its link alone, never by words typed somewhere: the letter that answers says so when it is drafted
or sent, or somebody linked it afterwards.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Position, Unit
from docarchive.core.actor import Actor
from docarchive.exchange.models import (
    Handover,
    IncomingLetter,
    OutgoingAnswer,
    OutgoingLetter,
    OutgoingRecipient,
    ReceivedPacket,
    RecipientAnswer,
)
from docarchive.exchange.outgoing_states import REFUSED, OutgoingState
from docarchive.exchange.queries import letters, outgoing
from docarchive.exchange.states import REGISTERED, IncomingState, Outcome, Part

SOON_DAYS = 3
NO_UNIT = "-"
_LEFT = (OutgoingState.ISSUED, OutgoingState.REPLACED)
_SENT_BACK = (REFUSED, "15")
_GONE = (IncomingState.REFUSED, IncomingState.WITHDRAWN)


class Side(enum.StrEnum):
    """Who owes the answer, named as the address names it."""

    OURS = "ta-no"
    THEIRS = "cho-ben-kia"


class Due(enum.StrEnum):
    """How near the last day is."""

    ALL = "tat-ca"
    LATE = "qua-han"
    SOON = "sap-han"
    LATER = "con-han"


@dataclass(frozen=True)
class Wanted:
    """Of which letters.

    Attributes:
        unit: Id of the unit that has to answer, or waits; ``NO_UNIT``: none has it; empty: all.
    """

    side: Side
    today: date
    due: Due = Due.ALL
    unit: str = ""


@dataclass(frozen=True)
class Unanswered:
    """A letter that wants an answer.

    Attributes:
        letter_id: Of the incoming letter, or of ours.
        who: The agency that wants the answer, or owes it.
        unit: Of ours: the unit that leads, or that drafted it; None: no unit has it.
    """

    letter_id: str
    number: str
    subject: str
    who: str
    due_on: date
    unit: str | None


@dataclass(frozen=True)
class Line:
    """A unit and how many letters it has by how near the last day is."""

    unit: str
    name: str
    counts: Mapping[Due, int]


def lines(session: Session, actor: Actor, wanted: Wanted) -> list[Line]:
    """The units that have any, those with the most late ones first; a sum of them is ``counts``."""
    some = _some(actor, replace(wanted, due=Due.ALL, unit=""))
    rows = session.execute(select(some.c.unit, some.c.due_on)).all()
    found: dict[str, list[date]] = {}
    for unit, due_on in rows:
        found.setdefault(unit or NO_UNIT, []).append(due_on)
    names = dict(session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(list(found)))).all())
    made = [Line(each, names.get(each, ""), _counts(days, wanted.today)) for each, days in found.items()]
    return sorted(made, key=lambda one: (-one.counts[Due.LATE], -one.counts[Due.ALL], one.name))


def counts(session: Session, actor: Actor, wanted: Wanted) -> Mapping[Due, int]:
    """How many letters there are, whatever their unit."""
    some = _some(actor, replace(wanted, due=Due.ALL))
    return _counts(session.scalars(select(some.c.due_on)).all(), wanted.today)


def count(session: Session, actor: Actor, wanted: Wanted) -> int:
    """How many."""
    return session.scalar(select(func.count()).select_from(_some(actor, wanted))) or 0


def unanswered(session: Session, actor: Actor, wanted: Wanted, *, offset: int, size: int) -> Sequence[Unanswered]:
    """The letters themselves, the most urgent first."""
    some = _some(actor, wanted)
    rows = session.execute(
        select(some).order_by(some.c.due_on, some.c.letter_id, some.c.who).offset(offset).limit(size)
    )
    return [Unanswered(**{name: row._mapping[name] for name in Unanswered.__dataclass_fields__}) for row in rows]


def owed_by(session: Session, letter: OutgoingLetter) -> Sequence[OutgoingRecipient]:
    """The recipients of a letter that have not answered it, in their order."""
    return session.scalars(
        select(OutgoingRecipient)
        .where(OutgoingRecipient.letter_id == letter.id, ~_answered_there())
        .order_by(OutgoingRecipient.ordinal)
    ).all()


def _some(actor: Actor, wanted: Wanted) -> Any:
    every = (_ours(actor, wanted.today) if wanted.side is Side.OURS else _theirs(actor)).subquery()
    found = select(every)
    if wanted.unit:
        found = found.where(every.c.unit.is_(None) if wanted.unit == NO_UNIT else every.c.unit == wanted.unit)
    soon = wanted.today + timedelta(days=SOON_DAYS)
    if wanted.due is Due.LATE:
        found = found.where(every.c.due_on < wanted.today)
    elif wanted.due is Due.SOON:
        found = found.where(every.c.due_on >= wanted.today, every.c.due_on <= soon)
    elif wanted.due is Due.LATER:
        found = found.where(every.c.due_on > soon)
    return found.subquery()


def _ours(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    answer = (
        exists()
        .where(OutgoingAnswer.incoming_id == IncomingLetter.id)
        .where(OutgoingLetter.id == OutgoingAnswer.letter_id, OutgoingLetter.state.in_(_LEFT))
    )
    return select(
        IncomingLetter.id.label("letter_id"), IncomingLetter.number.label("number"),
        IncomingLetter.subject.label("subject"), IncomingLetter.issuer.label("who"),
        IncomingLetter.due_on.label("due_on"), _leading_unit(today).label("unit"),
    ).where(
        letters.visible_to(actor), IncomingLetter.due_on.is_not(None), IncomingLetter.state.in_(REGISTERED), ~answer
    )  # fmt: skip


def _theirs(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            OutgoingLetter.id.label("letter_id"), OutgoingLetter.number.label("number"),
            OutgoingLetter.subject.label("subject"), OutgoingRecipient.name.label("who"),
            OutgoingLetter.due_on.label("due_on"), OutgoingLetter.unit_id.label("unit"),
        )
        .join(OutgoingRecipient, OutgoingRecipient.letter_id == OutgoingLetter.id)
        .where(outgoing.visible_to(actor), OutgoingLetter.state == OutgoingState.ISSUED)
        .where(OutgoingLetter.due_on.is_not(None), OutgoingRecipient.status.not_in(_SENT_BACK), ~_answered_there())
    )  # fmt: skip


def _answered_there() -> ColumnElement[bool]:
    """Whether a recipient has answered: by a packet that says so, or by a letter somebody linked."""
    came = (
        exists()
        .where(ReceivedPacket.answers_id == OutgoingRecipient.letter_id)
        .where(ReceivedPacket.sender_code == OutgoingRecipient.code)
        .where(IncomingLetter.id == ReceivedPacket.letter_id, IncomingLetter.state.not_in(_GONE))
    )
    linked = exists().where(RecipientAnswer.recipient_id == OutgoingRecipient.id)
    return or_(came, linked)


def _leading_unit(today: date) -> Any:
    """The unit that leads, or that of the person who does; None while nobody does, or he sits in none."""
    seat = (
        select(Position.unit_id)
        .where(Position.user_id == Handover.to_user_id, Position.agency_id == IncomingLetter.agency_id)
        .where(Position.valid_from <= today, or_(Position.valid_to.is_(None), Position.valid_to >= today))
        .order_by(Position.is_main.desc(), Position.id)
        .limit(1)
        .correlate(Handover, IncomingLetter)
        .scalar_subquery()
    )
    undone = (Outcome.TAKEN_BACK, Outcome.RETURNED)
    return (
        select(func.coalesce(Handover.to_unit_id, seat))
        .where(Handover.letter_id == IncomingLetter.id, Handover.part == Part.LEAD)
        .where(func.coalesce(Handover.outcome, literal("")).not_in(undone))
        .order_by(Handover.ordinal.desc())
        .limit(1)
        .correlate(IncomingLetter)
        .scalar_subquery()
    )


def _counts(days: Sequence[date], today: date) -> Mapping[Due, int]:
    soon = today + timedelta(days=SOON_DAYS)
    late, near = sum(day < today for day in days), sum(today <= day <= soon for day in days)
    return {Due.LATE: late, Due.SOON: near, Due.LATER: len(days) - late - near, Due.ALL: len(days)}
