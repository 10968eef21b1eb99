"""Who is away when, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload

from docarchive.accounts.errors import AbsenceNotFoundError
from docarchive.accounts.models import Absence, Position
from docarchive.accounts.policies import can_administer
from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role

_BOTH = (joinedload(Absence.user), joinedload(Absence.delegate))


def away_on(session: Session, user_ids: Collection[str], day: date) -> Sequence[Absence]:
    """The absences of some people that cover a day."""
    return _rows(session, Absence.user_id.in_(sorted(user_ids)), _covers(day)) if user_ids else []


def stand_ins(session: Session, user_ids: Collection[str], day: date) -> Sequence[Absence]:
    """The absences of some people that cover a day and name who stands in."""
    if not user_ids:
        return []
    return _rows(session, Absence.user_id.in_(sorted(user_ids)), Absence.delegate_id.is_not(None), _covers(day))


def in_place_of(session: Session, delegate_id: str, day: date) -> Sequence[Absence]:
    """For whom a person may act, from a day on."""
    return _rows(session, Absence.delegate_id == delegate_id, Absence.cancelled_at.is_(None), Absence.last >= day)


def overlapping(session: Session, user_id: str, first: date, last: date) -> Sequence[Absence]:
    """The absences of a person that share a day with a span."""
    inside = (Absence.cancelled_at.is_(None), Absence.first <= last, Absence.last >= first)
    return _rows(session, Absence.user_id == user_id, *inside)


def shown_to(session: Session, actor: Actor, day: date) -> Sequence[Absence]:
    """The absences that end on a day or later and that the actor keeps: his own, his agency's as a clerk, or all."""
    return _rows(session, _kept_by(actor), Absence.cancelled_at.is_(None), Absence.last >= day)


def absence(session: Session, actor: Actor, absence_id: str) -> Absence:
    """Find one the actor keeps or is named in.

    Raises:
        AbsenceNotFoundError: There is none, or it is none of his business.
    """
    mine = or_(_kept_by(actor), Absence.delegate_id == actor.user_id)
    found = session.scalar(select(Absence).where(Absence.id == absence_id, mine).options(*_BOTH))
    if found is None:
        raise AbsenceNotFoundError
    return found


def _kept_by(actor: Actor) -> ColumnElement[bool]:
    own = Absence.user_id == actor.user_id
    if can_administer(actor):
        return or_(own, Absence.user_id.is_not(None))
    if not actor.has(Role.CLERK):
        return own
    colleagues = select(Position.user_id).where(Position.agency_id.in_(sorted(actor.agency_ids)))
    return or_(own, Absence.user_id.in_(colleagues) if actor.agency_ids else false())


def _covers(day: date) -> ColumnElement[bool]:
    return and_(Absence.cancelled_at.is_(None), Absence.first <= day, Absence.last >= day)


def _rows(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Absence]:
    return session.scalars(select(Absence).where(*conditions).options(*_BOTH).order_by(Absence.first, Absence.id)).all()
