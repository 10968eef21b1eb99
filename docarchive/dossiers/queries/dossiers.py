"""Dossiers a reader may see: one, piles of them, and how many of each."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from docarchive.core.actor import Actor
from docarchive.dossiers.errors import DossierNotFoundError
from docarchive.dossiers.models import ChildDossier, Dossier, DossierDocument, DossierMember, RightsEntry
from docarchive.dossiers.policies import can_confirm_rights, can_receive, can_see, oversees
from docarchive.dossiers.states import DossierState, Retention
from docarchive.kernel.periods import REMINDER_DAYS
from indexer.fold import fold_lower

_TO_SHOW = (
    joinedload(Dossier.holder),
    selectinload(Dossier.parent).selectinload(Dossier.members),
    selectinload(Dossier.members).joinedload(DossierMember.user),
)


class Pile(enum.StrEnum):
    """A list of dossiers, named as the address names it."""

    MINE = "cua-toi"
    AGENCY = "co-quan"
    DUE = "sap-den-han"
    LATE = "qua-han"
    CLOSED = "da-dong"
    HANDED_OVER = "da-nop-luu"
    TO_CONFIRM = "cho-xac-nhan"


@dataclass(frozen=True)
class Wanted:
    """Which dossiers are asked for.

    Attributes:
        words: With or without marks; each must be in symbol, title or description.
        year: Of the filing list; None: all.
    """

    pile: Pile = Pile.MINE
    words: str = ""
    year: int | None = None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Dossiers the actor may know of: clerks and leaders all of their agency, others their own and its parts."""
    if actor.sees_all:
        return true()
    if actor.user_id is None:
        return false()
    overseen = [agency for agency in sorted(actor.agency_ids) if oversees(actor, agency)]
    above = aliased(Dossier)
    of_mine = exists().where(
        ChildDossier.child_id == Dossier.id, ChildDossier.parent_id == above.id,
        above.agency_id.in_(sorted(actor.agency_ids)), _mine(actor, above),
    )  # fmt: skip
    mine = and_(Dossier.agency_id.in_(sorted(actor.agency_ids)), _mine(actor))
    return or_(Dossier.agency_id.in_(overseen), mine, of_mine)


def dossier(session: Session, actor: Actor, dossier_id: str) -> Dossier:
    """Find a dossier.

    Raises:
        DossierNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.get(Dossier, dossier_id, options=_TO_SHOW)
    if found is None or not can_see(actor, found):
        raise DossierNotFoundError
    return found


def count(session: Session, actor: Actor, wanted: Wanted, today: date) -> int:
    """How many dossiers are in a pile."""
    return session.scalar(select(func.count()).select_from(Dossier).where(*_conditions(actor, wanted, today))) or 0


def dossiers(
    session: Session, actor: Actor, wanted: Wanted, today: date, offset: int = 0, size: int | None = None
) -> Sequence[Dossier]:
    """A pile: what is due first by its day, everything else the newest year first, then by symbol."""
    by_day = wanted.pile in {Pile.DUE, Pile.LATE}
    order = (Dossier.due_on, Dossier.id) if by_day else (Dossier.year.desc(), Dossier.symbol, Dossier.id)
    statement = select(Dossier).where(*_conditions(actor, wanted, today)).order_by(*order)
    return session.scalars(statement.offset(offset).limit(size).options(*_TO_SHOW)).all()


def years(session: Session, actor: Actor) -> Sequence[int]:
    """Years the actor sees dossiers of, the newest first."""
    return session.scalars(select(Dossier.year).where(visible_to(actor)).distinct().order_by(Dossier.year.desc())).all()


def holding(session: Session, actor: Actor, document_id: str) -> Sequence[Dossier]:
    """The dossiers the actor may see that hold a document he sees."""
    held = exists().where(DossierDocument.dossier_id == Dossier.id, DossierDocument.document_id == document_id)
    statement = select(Dossier).where(held, visible_to(actor)).order_by(Dossier.year.desc(), Dossier.symbol, Dossier.id)
    return session.scalars(statement).all()


def to_fill(session: Session, actor: Actor, words: str = "", most: int = 50) -> Sequence[Dossier]:
    """Open dossiers the actor may put documents in, his own first."""
    clerk_of = [agency for agency in sorted(actor.agency_ids) if can_receive(actor, agency)]
    filled = or_(Dossier.agency_id.in_(clerk_of), _mine(actor)) if actor.user_id else true()
    conditions = (Dossier.state == DossierState.OPEN, visible_to(actor), filled, *_named(words))
    own = (Dossier.holder_id == actor.user_id).desc()
    return session.scalars(
        select(Dossier).where(*conditions).order_by(own, Dossier.year.desc(), Dossier.symbol, Dossier.id).limit(most)
    ).all()


def children(session: Session, actor: Actor, of: Dossier) -> Sequence[Dossier]:
    """The dossiers that are part of one, as far as the actor may know of them, by symbol."""
    mine = select(ChildDossier.child_id).where(ChildDossier.parent_id == of.id)
    statement = select(Dossier).where(Dossier.id.in_(mine), visible_to(actor)).order_by(Dossier.symbol, Dossier.id)
    return session.scalars(statement.options(*_TO_SHOW)).all()


def may_take(session: Session, actor: Actor, child: Dossier, most: int = 50) -> Sequence[Dossier]:
    """Open dossiers of the agency a dossier can be made part of by the actor; none where it has children itself."""
    if session.scalar(select(ChildDossier.child_id).where(ChildDossier.parent_id == child.id).limit(1)) is not None:
        return ()
    managed = true() if can_receive(actor, child.agency_id) else Dossier.holder_id == actor.user_id
    is_child = exists().where(ChildDossier.child_id == Dossier.id)
    conditions = (
        Dossier.agency_id == child.agency_id, Dossier.id != child.id, Dossier.state == DossierState.OPEN, managed,
        ~is_child, visible_to(actor),
    )  # fmt: skip
    order = (Dossier.year.desc(), Dossier.symbol, Dossier.id)
    return session.scalars(select(Dossier).where(*conditions).order_by(*order).limit(most)).all()


def open_rights(session: Session, of: Dossier) -> Sequence[RightsEntry]:
    """Changes of rights nobody has confirmed, the newest first."""
    return session.scalars(
        select(RightsEntry)
        .where(RightsEntry.dossier_id == of.id, RightsEntry.confirmed_at.is_(None))
        .order_by(RightsEntry.at.desc(), RightsEntry.id)
    ).all()


def _mine(actor: Actor, of: type[Dossier] = Dossier) -> ColumnElement[bool]:
    member = exists().where(DossierMember.dossier_id == of.id, DossierMember.user_id == actor.user_id)
    return or_(of.holder_id == actor.user_id, member)


def _named(words: str) -> list[ColumnElement[bool]]:
    return [Dossier.folded.contains(word, autoescape=True) for word in fold_lower(words).split()[:12]]


def _conditions(actor: Actor, wanted: Wanted, today: date) -> list[Any]:
    conditions = [visible_to(actor), *_named(wanted.words)]
    if wanted.year is not None:
        conditions.append(Dossier.year == wanted.year)
    return [*conditions, *_of_pile(actor, wanted.pile, today)]


def _of_pile(actor: Actor, pile: Pile, today: date) -> list[ColumnElement[bool]]:
    owed = [Dossier.state == DossierState.CLOSED, _owed()]
    match pile:
        case Pile.MINE:
            return [_mine(actor)] if actor.user_id else []
        case Pile.AGENCY:
            return []
        case Pile.DUE:
            return [*owed, Dossier.due_on >= today, Dossier.due_on <= today + timedelta(REMINDER_DAYS)]
        case Pile.LATE:
            return [*owed, Dossier.due_on < today]
        case Pile.CLOSED:
            return [Dossier.state == DossierState.CLOSED]
        case Pile.HANDED_OVER:
            return [Dossier.state == DossierState.HANDED_OVER]
        case Pile.TO_CONFIRM:
            return [_unconfirmed(actor)]


def _owed() -> ColumnElement[bool]:
    """Kept for five years or more (Decree 30/2020/NĐ-CP, Article 30)."""
    return or_(Dossier.retention != Retention.OTHER, Dossier.retention_years >= 5)


def _unconfirmed(actor: Actor) -> ColumnElement[bool]:
    led = [agency for agency in sorted(actor.agency_ids) if can_confirm_rights(actor, agency)]
    waits = exists().where(RightsEntry.dossier_id == Dossier.id, RightsEntry.confirmed_at.is_(None))
    return waits if actor.sees_all else and_(Dossier.agency_id.in_(led), waits)
