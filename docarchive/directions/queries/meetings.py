"""Meetings a reader may know of, and how the work directed in each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.cells import cell_of
from docarchive.directions.errors import MeetingNotFoundError
from docarchive.directions.models import Assignment, Direction, Meeting
from docarchive.directions.queries.visible import overseen_by, visible_to
from docarchive.directions.states import Cell


def meetings(session: Session, actor: Actor, offset: int, size: int) -> Sequence[Meeting]:
    """Those of one page, the latest first."""
    newest = (Meeting.held_on.desc(), Meeting.begins.desc(), Meeting.id)
    return session.scalars(
        select(Meeting).where(_seen(actor)).order_by(*newest).offset(offset).limit(size)
    ).all()  # fmt: skip


def count_meetings(session: Session, actor: Actor) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(Meeting).where(_seen(actor))) or 0


def meetings_on(session: Session, actor: Actor, day: date) -> Sequence[Meeting]:
    """Those of a day, the earliest first."""
    order = (Meeting.begins, Meeting.id)
    return session.scalars(select(Meeting).where(Meeting.held_on == day, _seen(actor)).order_by(*order)).all()


def meeting(session: Session, actor: Actor, meeting_id: str) -> Meeting:
    """Find a meeting: of one's own register, or one an assignment from which one may see.

    Raises:
        MeetingNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(select(Meeting).where(Meeting.id == meeting_id, _seen(actor)))
    if found is None:
        raise MeetingNotFoundError
    return found


def standing(
    session: Session, actor: Actor, meeting_ids: Sequence[str], today: date
) -> Mapping[str, Mapping[Cell, int]]:
    """The assignments of meetings by cell, of those the actor may see; returned and cancelled ones in none."""
    where = cell_of(today).label("place")
    rows = session.execute(
        select(Direction.meeting_id, where, func.count())
        .join(Assignment, Assignment.direction_id == Direction.id)
        .where(Direction.meeting_id.in_(meeting_ids), visible_to(actor))
        .group_by(Direction.meeting_id, where)
    )
    found: defaultdict[str, dict[Cell, int]] = defaultdict(dict)
    for meeting_id, place, count in rows:
        if meeting_id is not None and place is not None:
            found[meeting_id][Cell(place)] = count
    return found


def directions_in(session: Session, actor: Actor, of: Meeting) -> Sequence[Direction]:
    """The directions given in a meeting, as far as the actor may know of them, in the order they were entered."""
    by_assignment = Direction.id.in_(select(Assignment.direction_id).where(visible_to(actor)))
    seen = or_(Direction.agency_id.in_(overseen_by(actor)), by_assignment)
    return session.scalars(
        select(Direction).where(Direction.meeting_id == of.id, seen).order_by(Direction.created_at, Direction.id)
    ).all()


def _seen(actor: Actor) -> ColumnElement[bool]:
    if actor.sees_all:
        return true()
    given = (
        select(Direction.meeting_id)
        .join(Assignment, Assignment.direction_id == Direction.id)
        .where(Direction.meeting_id.is_not(None), visible_to(actor))
    )
    return or_(Meeting.agency_id.in_(overseen_by(actor)), Meeting.id.in_(given))
