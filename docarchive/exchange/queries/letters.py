"""Incoming letters a reader may see: one, lists by where they stand, and how many of each."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, extract, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from docarchive.archive.models import Document, ImportItem
from docarchive.archive.states import ItemState
from docarchive.core.actor import Actor
from docarchive.core.clock import LOCAL_ZONE
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import Handover, IncomingFile, IncomingLetter, ReceivedPacket
from docarchive.exchange.policies import can_oversee
from docarchive.exchange.states import REGISTERED, IncomingState, Part
from docarchive.registers.models import RegisterNumber


class Pile(enum.StrEnum):
    """A list of work, named as the address names it."""

    WAITING = "cho-vao-so"
    TO_HAND_ON = "cho-chuyen"
    SUBMITTED = "da-trinh"
    ASSIGNED = "dang-xu-ly"
    LATE = "qua-han"
    FINISHED = "hoan-thanh"
    REFUSED = "tra-lai"
    TODAY = "hom-nay"
    MINE = "cua-toi"
    CO = "phoi-hop"
    INFO = "de-biet"
    PAPER_TO_COME = "cho-ban-giay"
    ALL = "tat-ca"


_HANDLED = (IncomingState.REGISTERED, IncomingState.SUBMITTED, IncomingState.ASSIGNED)
_STATES: Mapping[Pile, tuple[IncomingState, ...]] = {
    Pile.WAITING: (IncomingState.WAITING,),
    Pile.TO_HAND_ON: (IncomingState.REGISTERED,),
    Pile.SUBMITTED: (IncomingState.SUBMITTED,),
    Pile.ASSIGNED: (IncomingState.ASSIGNED,),
    Pile.LATE: _HANDLED,
    Pile.FINISHED: (IncomingState.FINISHED,),
    Pile.REFUSED: (IncomingState.REFUSED,),
    Pile.MINE: (IncomingState.SUBMITTED, IncomingState.ASSIGNED),
    Pile.CO: (IncomingState.ASSIGNED,),
    Pile.PAPER_TO_COME: tuple(REGISTERED),
}
_URGENCY = {"hỏa tốc": 3, "thượng khẩn": 2, "khẩn": 1}
TO_SHOW = (
    joinedload(IncomingLetter.arrival),
    joinedload(IncomingLetter.register),
    selectinload(IncomingLetter.files).joinedload(IncomingFile.item),
    joinedload(IncomingLetter.packet),
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Letters the actor may know of: clerks and leaders see their agency's, others those they were given."""
    if actor.sees_all:
        return true()
    overseen = [agency for agency in sorted(actor.agency_ids) if can_oversee(actor, agency)]
    given = exists().where(Handover.letter_id == IncomingLetter.id, _given_to(actor))
    return or_(
        IncomingLetter.agency_id.in_(overseen), and_(IncomingLetter.agency_id.in_(sorted(actor.agency_ids)), given)
    )


def letter(session: Session, actor: Actor, letter_id: str) -> IncomingLetter:
    """Find a letter.

    Raises:
        LetterNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(
        select(IncomingLetter).where(IncomingLetter.id == letter_id, visible_to(actor)).options(*TO_SHOW)
    )
    if found is None:
        raise LetterNotFoundError
    return found


def letters(
    session: Session, actor: Actor, pile: Pile, today: date, *, words: str = "", offset: int = 0, size: int = 50
) -> Sequence[IncomingLetter]:
    """A pile in the order of work: what waits, oldest and most urgent first; what is registered, newest first."""
    return session.scalars(
        select(IncomingLetter)
        .where(*_conditions(actor, pile, today, words))
        .order_by(*_order(pile))
        .offset(offset)
        .limit(size)
        .options(*TO_SHOW)
    ).all()


def ids(session: Session, actor: Actor, pile: Pile, today: date) -> Sequence[str]:
    """All letters of a pile in the order of work."""
    wanted = select(IncomingLetter.id).where(*_conditions(actor, pile, today, "")).order_by(*_order(pile))
    return session.scalars(wanted).all()


def _order(pile: Pile) -> list[Any]:
    urgency = case(_URGENCY, value=said("urgency"), else_=0).desc()
    if pile in (Pile.WAITING, Pile.MINE):
        return [urgency, IncomingLetter.received_at, IncomingLetter.id]
    if pile is Pile.LATE:
        return [IncomingLetter.due_on, urgency, IncomingLetter.id]
    return [IncomingLetter.received_at.desc(), IncomingLetter.id.desc()]


def said(name: str, *states: ItemState) -> ColumnElement[str]:
    """What the register says of a letter or, until it does, what was read from its file.

    Args:
        states: How reading must have ended; usually that the file is a document of its own.
    """
    read = (
        select(getattr(Document, name))
        .join(ImportItem, ImportItem.document_id == Document.id)
        .join(IncomingFile, IncomingFile.item_id == ImportItem.id)
        .where(IncomingFile.letter_id == IncomingLetter.id, IncomingFile.ordinal == 0)
        .where(ImportItem.state.in_(states or (ItemState.IMPORTED,)))
        .scalar_subquery()
    )
    return func.coalesce(func.nullif(getattr(IncomingLetter, name), ""), read, "")


def count(session: Session, actor: Actor, pile: Pile, today: date, words: str = "") -> int:
    """How many letters a pile has."""
    wanted = select(func.count()).select_from(IncomingLetter).where(*_conditions(actor, pile, today, words))
    return session.scalar(wanted) or 0


def read_from(session: Session, rows: Sequence[IncomingLetter]) -> Mapping[str, Document]:
    """What was read from the files of letters that still wait, by the id of the letter."""
    wanted = {
        row.main.item.document_id: row.id
        for row in rows
        if not row.is_registered
        and row.main
        and row.main.item.state == ItemState.IMPORTED
        and row.main.item.document_id
    }
    found = session.scalars(select(Document).where(Document.id.in_(list(wanted))))
    return {wanted[document.id]: document for document in found}


def registered_copy(session: Session, agency_id: str, document_id: str) -> IncomingLetter | None:
    """The letter of an agency a document belongs to, for one that came twice."""
    return session.scalar(
        select(IncomingLetter).where(
            IncomingLetter.agency_id == agency_id,
            IncomingLetter.document_id == document_id,
            IncomingLetter.state.in_(REGISTERED),
        )
    )


def same_code(session: Session, of: IncomingLetter) -> IncomingLetter | None:
    """A registered letter of the same agency that came from the same sender under the same identifier."""
    if of.packet is None or not of.packet.document_code:
        return None
    return session.scalar(
        select(IncomingLetter)
        .join(ReceivedPacket, ReceivedPacket.letter_id == IncomingLetter.id)
        .where(
            IncomingLetter.agency_id == of.agency_id,
            IncomingLetter.id != of.id,
            IncomingLetter.state.in_(REGISTERED),
            ReceivedPacket.document_code == of.packet.document_code,
            ReceivedPacket.sender_code == of.packet.sender_code,
        )
        .order_by(IncomingLetter.received_at.desc())
        .options(*TO_SHOW)
        .limit(1)
    )


def alike(
    session: Session, of: IncomingLetter, number: str, issuer: str, issued_on: date | None = None
) -> IncomingLetter | None:
    """A registered letter of the same agency with the same number, symbol and issuer.

    Numbers begin anew each year: where both bear a date, the year must be the same.

    Source:
        Decree 30/2020/NĐ-CP, Annex VI part I, section III.1 h: warn where all three are equal.
    """
    if not number or not issuer:
        return None
    year = extract("year", IncomingLetter.issued_on)
    same_year = [or_(IncomingLetter.issued_on.is_(None), year == issued_on.year)] if issued_on else []
    return session.scalar(
        select(IncomingLetter)
        .where(
            IncomingLetter.agency_id == of.agency_id,
            IncomingLetter.id != of.id,
            IncomingLetter.state.in_(REGISTERED),
            func.lower(IncomingLetter.number) == number.lower(),
            func.lower(IncomingLetter.issuer) == issuer.lower(),
            *same_year,
        )
        .order_by(IncomingLetter.received_at.desc())
        .options(*TO_SHOW)
        .limit(1)
    )


def by_number(session: Session, numbers: Sequence[RegisterNumber]) -> Mapping[str, IncomingLetter]:
    """The letters that bear these numbers, by the id of the number."""
    ids = [one.id for one in numbers]
    found: dict[str, IncomingLetter] = {}
    for start in range(0, len(ids), 500):
        rows = session.scalars(select(IncomingLetter).where(IncomingLetter.number_id.in_(ids[start : start + 500])))
        found |= {row.number_id: row for row in rows if row.number_id}
    return found


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The moments a day of the office begins and ends."""
    begin = datetime.combine(day, time(), LOCAL_ZONE)
    return begin, begin + timedelta(days=1)


def _conditions(actor: Actor, pile: Pile, today: date, words: str) -> list[ColumnElement[bool]]:
    found = [visible_to(actor)]
    if states := _STATES.get(pile):
        found.append(IncomingLetter.state.in_(states))
    if pile is Pile.LATE:
        found.append(IncomingLetter.due_on < today)
    if pile is Pile.TODAY:
        first, last = day_bounds(today)
        found += [IncomingLetter.registered_at >= first, IncomingLetter.registered_at < last]
    if pile is Pile.MINE:
        found.append(_held_by(actor, Part.SUBMIT, Part.LEAD, Part.CO))
    if pile is Pile.CO:
        found.append(_held_by(actor, Part.CO))
    if pile is Pile.INFO:
        found.append(exists().where(Handover.letter_id == IncomingLetter.id, *told_unseen(actor)))
    if pile is Pile.PAPER_TO_COME:
        found += [IncomingLetter.has_paper.is_(True), IncomingLetter.paper_on.is_(None)]
    for word in words.lower().split()[:8]:
        pattern = f"%{word.replace('%', '')}%"
        found.append(or_(*(func.lower(said(name)).like(pattern) for name in ("number", "subject", "issuer"))))
    return found


def told_unseen(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Handovers that only tell the actor of a letter, which he has not opened."""
    return Handover.part == Part.INFO, Handover.seen_at.is_(None), _given_to(actor)


def _held_by(actor: Actor, *parts: Part) -> ColumnElement[bool]:
    return exists().where(
        Handover.letter_id == IncomingLetter.id, Handover.ended_at.is_(None), Handover.part.in_(parts), _given_to(actor)
    )


def _given_to(actor: Actor) -> ColumnElement[bool]:
    return or_(Handover.to_user_id == actor.user_id, Handover.to_unit_id.in_(sorted(actor.unit_ids)))
