"""Mergers and partings that were prepared before their day."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.policies import can_administer
from docarchive.core.actor import Actor
from docarchive.succession.errors import ReorganisationNotFoundError
from docarchive.succession.planned import OPEN, PlannedReorganisation


def open_plans(session: Session) -> Sequence[PlannedReorganisation]:
    """What waits for its day, or is stuck, the nearest first; whoever may know of it, the caller has asked."""
    wanted = select(PlannedReorganisation).where(PlannedReorganisation.state.in_(OPEN))
    return session.scalars(wanted.order_by(PlannedReorganisation.day, PlannedReorganisation.id)).all()


def planned_reorganisation(session: Session, actor: Actor, planned_id: str) -> PlannedReorganisation:
    """Find one that was prepared.

    Raises:
        ReorganisationNotFoundError: There is none, or the actor does not administer.
    """
    found = session.get(PlannedReorganisation, planned_id) if can_administer(actor) else None
    if found is None:
        raise ReorganisationNotFoundError
    return found
