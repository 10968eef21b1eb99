"""Outgoing letters a reader may see: one, lists by where they stand, and how many of each."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from docarchive.archive.models import ImportItem
from docarchive.core.actor import Actor
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import OutgoingFile, OutgoingLetter, OutgoingRecipient, OutgoingStep
from docarchive.exchange.outgoing_states import NUMBERED, REFUSED, Deed, OutgoingState
from docarchive.exchange.policies import can_oversee
from docarchive.registers.models import RegisterNumber


class OutPile(enum.StrEnum):
    """A list of outgoing work, named as the address names it."""

    DRAFTS = "du-thao"
    MINE = "cho-toi"
    ASKED = "xin-y-kien"
    SUBMITTED = "da-trinh"
    SIGNED = "cho-so"
    NUMBERED = "cho-ban-hanh"
    ISSUED = "da-ban-hanh"
    SENT_BACK = "bi-tra-lai"
    RECALLED = "thu-hoi"
    CANCELLED = "da-huy"
    ALL = "tat-ca"


_STATES: Mapping[OutPile, tuple[OutgoingState, ...]] = {
    OutPile.SUBMITTED: (OutgoingState.SUBMITTED,),
    OutPile.SIGNED: (OutgoingState.SIGNED,),
    OutPile.NUMBERED: (OutgoingState.NUMBERED,),
    OutPile.ISSUED: (OutgoingState.ISSUED,),
    OutPile.SENT_BACK: (OutgoingState.ISSUED,),
    OutPile.RECALLED: (OutgoingState.RECALLED, OutgoingState.REPLACED),
    OutPile.CANCELLED: (OutgoingState.CANCELLED,),
}
_TO_SHOW = (
    joinedload(OutgoingLetter.holder),
    joinedload(OutgoingLetter.given),
    joinedload(OutgoingLetter.register),
    selectinload(OutgoingLetter.files),
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Letters the actor may know of.

    A draft is its drafter's and theirs it was shown to; once presented, the agency's clerks and leaders see it, too.
    """
    if actor.sees_all:
        return true()
    overseen = [agency for agency in sorted(actor.agency_ids) if can_oversee(actor, agency)]
    shown = exists().where(OutgoingStep.letter_id == OutgoingLetter.id, _to(actor))
    mine = or_(OutgoingLetter.drafter_id == actor.user_id, shown)
    return or_(
        and_(OutgoingLetter.agency_id.in_(overseen), OutgoingLetter.state != OutgoingState.DRAFT),
        and_(OutgoingLetter.agency_id.in_(sorted(actor.agency_ids)), mine),
    )


def outgoing_letter(session: Session, actor: Actor, letter_id: str) -> OutgoingLetter:
    """Find a letter.

    Raises:
        LetterNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(
        select(OutgoingLetter).where(OutgoingLetter.id == letter_id, visible_to(actor)).options(*_TO_SHOW)
    )
    if found is None:
        raise LetterNotFoundError
    return found


def outgoing_letters(
    session: Session, actor: Actor, pile: OutPile, *, words: str = "", offset: int = 0, size: int = 50
) -> Sequence[OutgoingLetter]:
    """A pile in the order of work: what waits, oldest first; what is issued, newest first."""
    return session.scalars(
        select(OutgoingLetter)
        .where(*_conditions(actor, pile, words))
        .order_by(*_order(pile))
        .offset(offset)
        .limit(size)
        .options(*_TO_SHOW)
    ).all()


def count_outgoing(session: Session, actor: Actor, pile: OutPile, words: str = "") -> int:
    """How many letters a pile has."""
    return session.scalar(select(func.count()).select_from(OutgoingLetter).where(*_conditions(actor, pile, words))) or 0


def outgoing_by_number(session: Session, numbers: Sequence[RegisterNumber]) -> Mapping[str, OutgoingLetter]:
    """The letters that bear these numbers, by the id of the number."""
    ids = [one.id for one in numbers]
    found: dict[str, OutgoingLetter] = {}
    for start in range(0, len(ids), 500):
        rows = session.scalars(
            select(OutgoingLetter)
            .where(OutgoingLetter.number_id.in_(ids[start : start + 500]), OutgoingLetter.state.in_(NUMBERED))
            .options(selectinload(OutgoingLetter.sent_to))
        )
        found |= {row.number_id: row for row in rows if row.number_id}
    return found


def recalled_among(session: Session, document_ids: Sequence[str]) -> OutgoingLetter | None:
    """A recalled letter one of these documents is, or is an annex of; None: none of them. Asked by the house."""
    of_files = (
        select(OutgoingFile.letter_id)
        .join(ImportItem, ImportItem.id == OutgoingFile.item_id)
        .where(ImportItem.document_id.in_(document_ids))
    )
    frozen = select(OutgoingLetter).where(OutgoingLetter.frozen_at.is_not(None)).limit(1)
    # Two questions, each by an index of its own: every page of a document asks.
    return session.scalar(frozen.where(OutgoingLetter.document_id.in_(document_ids))) or session.scalar(
        frozen.where(OutgoingLetter.id.in_(of_files))
    )


def _to(actor: Actor) -> ColumnElement[bool]:
    """A step that was for the actor, or for his unit."""
    return or_(OutgoingStep.to_user_id == actor.user_id, OutgoingStep.to_unit_id.in_(sorted(actor.unit_ids)))


def _order(pile: OutPile) -> list[Any]:
    if pile in (OutPile.ISSUED, OutPile.SENT_BACK, OutPile.RECALLED, OutPile.ALL, OutPile.CANCELLED):
        newest = func.coalesce(OutgoingLetter.issued_at, OutgoingLetter.created_at)
        return [newest.desc(), OutgoingLetter.id.desc()]
    urgent = (OutgoingLetter.urgency == "").asc()
    return [urgent, OutgoingLetter.created_at, OutgoingLetter.id]


def _conditions(actor: Actor, pile: OutPile, words: str) -> list[ColumnElement[bool]]:
    found = [visible_to(actor)]
    if states := _STATES.get(pile):
        found.append(OutgoingLetter.state.in_(states))
    if pile is OutPile.DRAFTS:
        found += [OutgoingLetter.state == OutgoingState.DRAFT, OutgoingLetter.drafter_id == actor.user_id]
    if pile is OutPile.MINE:
        found += [OutgoingLetter.state == OutgoingState.SUBMITTED, OutgoingLetter.holder_id == actor.user_id]
    if pile is OutPile.ASKED:
        found.append(
            exists().where(
                OutgoingStep.letter_id == OutgoingLetter.id, _to(actor), OutgoingStep.deed == Deed.ASKED,
                OutgoingStep.answered_at.is_(None),
            )
        )  # fmt: skip
    if pile is OutPile.SENT_BACK:
        found.append(
            exists().where(OutgoingRecipient.letter_id == OutgoingLetter.id, OutgoingRecipient.status == REFUSED)
        )
    for word in words.lower().split()[:8]:
        pattern = f"%{word.replace('%', '')}%"
        columns = (OutgoingLetter.number, OutgoingLetter.subject, OutgoingLetter.recipients)
        found.append(or_(*(func.lower(column).like(pattern) for column in columns)))
    return found
