"""Assignments and directions a reader may see: one, lists, how many, and which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, text, true, union_all
from sqlalchemy.orm import Session, joinedload, selectinload

from docarchive.core.actor import Actor
from docarchive.directions.errors import AssignmentNotFoundError
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.policies import oversees
from docarchive.directions.queries.course import (
    extension,
    extensions_of,
    milestone,
    milestones_of,
    open_extensions,
    steps_of,
)
from docarchive.directions.queries.visible import followed_by, led_by, part_of, parts_of, visible_to
from docarchive.directions.queries.wanted import OWN, STUCK_DAYS, Pile, Wanted, conditions, restrictions

__all__ = [
    "STUCK_DAYS", "Pile", "Wanted", "among", "assignment", "assignments", "assignments_of", "conditions", "count",
    "direction", "extension", "extensions_of", "followed_by", "ids", "led_by", "milestone", "milestones_of",
    "open_extensions", "part_of", "steps_of", "visible_to",
]  # fmt: skip

_NEWEST_FIRST = (Pile.ALL, Pile.DONE, Pile.RETURNED)
_TO_SHOW = (
    joinedload(Assignment.direction),
    joinedload(Assignment.lead_agency),
    joinedload(Assignment.lead_unit),
    joinedload(Assignment.lead_user),
    selectinload(Assignment.bodies),
)


def assignment(session: Session, actor: Actor, assignment_id: str) -> Assignment:
    """Find an assignment.

    Raises:
        AssignmentNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(
        select(Assignment).where(Assignment.id == assignment_id, visible_to(actor)).options(*_TO_SHOW)
    )
    if found is None:
        raise AssignmentNotFoundError
    return found


def direction(session: Session, actor: Actor, direction_id: str) -> Direction:
    """Find a direction: of one's own register, or one an assignment of which one may see.

    Raises:
        AssignmentNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.get(Direction, direction_id)
    if found is None:
        raise AssignmentNotFoundError
    seen = exists().where(Assignment.direction_id == direction_id, visible_to(actor))
    if not (oversees(actor, found.agency_id) or session.scalar(select(seen))):
        raise AssignmentNotFoundError
    return found


def assignments_of(session: Session, actor: Actor, of: Direction) -> Sequence[Assignment]:
    """Those assignments of a direction the actor may see, in their order."""
    return session.scalars(
        select(Assignment)
        .where(Assignment.direction_id == of.id, visible_to(actor))
        .order_by(Assignment.ordinal)
        .options(*_TO_SHOW)
    ).all()


def assignments(
    session: Session, actor: Actor, wanted: Wanted, today: date, offset: int = 0, size: int = 50
) -> Sequence[Assignment]:
    """A list in the order of work: what is due, the earliest first; what is past or all, the newest first."""
    order = {
        found: at for at, found in enumerate(session.scalars(_found(actor, wanted, today).offset(offset).limit(size)))
    }
    # Whole rows of those shown alone: many thousands are sorted by their keys.
    rows = session.scalars(select(Assignment).where(Assignment.id.in_(list(order))).options(*_TO_SHOW))
    return sorted(rows, key=lambda row: order[row.id])


def count(session: Session, actor: Actor, wanted: Wanted, today: date) -> int:
    """How many assignments a list has."""
    narrowed = restrictions(actor, wanted, today)
    parts = (select(func.count()).select_from(Assignment).where(part, *narrowed) for part in _parts(actor, wanted))
    return sum(session.scalar(each) or 0 for each in parts)


def ids(session: Session, actor: Actor, wanted: Wanted, today: date) -> Sequence[str]:
    """All assignments of a list in its order."""
    return session.scalars(_found(actor, wanted, today)).all()


def among(session: Session, actor: Actor, ids: Sequence[str]) -> Sequence[Assignment]:
    """Those of the assignments the actor may see, by their codes."""
    return session.scalars(
        select(Assignment)
        .where(Assignment.id.in_(ids), visible_to(actor))
        .order_by(Assignment.code, Assignment.id)
        .options(*_TO_SHOW)
    ).all()


def _found(actor: Actor, wanted: Wanted, today: date) -> Any:
    """The ids of a list in its order."""
    order = _order(wanted)
    keys = [key.label(f"key_{at}") for at, (key, _) in enumerate(order)]
    narrowed = restrictions(actor, wanted, today)
    parts = [select(Assignment.id, *keys).where(part, *narrowed) for part in _parts(actor, wanted)]
    directed = [text(f"key_{at} DESC" if is_last_first else f"key_{at}") for at, (_, is_last_first) in enumerate(order)]
    found = parts[0] if len(parts) == 1 else union_all(*parts)
    return found.order_by(*directed, text("id"))


def _parts(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The right to see: what a pile gives one to follow, to lead or to work along with one may see without more."""
    return [true()] if wanted.pile in OWN else parts_of(actor)


def _order(wanted: Wanted) -> list[tuple[ColumnElement[Any], bool]]:
    """What a list is sorted by, and whether the last comes first."""
    if wanted.pile is Pile.STUCK or wanted.stuck_days is not None:
        return [(Assignment.moved_at.expression, False)]
    if wanted.pile in _NEWEST_FIRST and wanted.cell is None and wanted.late is None:
        return [(Assignment.given_on.expression, True), (Assignment.code.expression, True)]
    due_on = Assignment.due_on.expression
    return [(due_on.is_(None), False), (due_on, False), (Assignment.code.expression, False)]
