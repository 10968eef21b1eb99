"""Which assignments a reader may know of: the one rule behind every list, count, figure, export and call."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select, true

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentBody, Direction
from docarchive.directions.policies import oversees
from docarchive.directions.states import Part


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Assignments the actor follows, leads, works along with or is told of (``policies.can_see``)."""
    if actor.sees_all:
        return true()
    return or_(followed_by(actor), led_by(actor), part_of(actor, *Part))


def followed_by(actor: Actor) -> ColumnElement[bool]:
    """Assignments of registers the actor keeps as clerk or leader, and those he gave (``policies.can_follow``)."""
    if actor.sees_all:
        return true()
    gave = select(Direction.id).where(
        Direction.giver_id == actor.user_id, Direction.agency_id.in_(sorted(actor.agency_ids))
    )
    return or_(Assignment.agency_id.in_(_overseen(actor)), Assignment.direction_id.in_(gave))


def led_by(actor: Actor) -> ColumnElement[bool]:
    """Assignments the actor leads: his agency's as clerk or leader, his unit's, his own."""
    own = and_(Assignment.lead_user_id == actor.user_id, Assignment.agency_id.in_(sorted(actor.agency_ids)))
    return or_(
        Assignment.lead_agency_id.in_(_overseen(actor)), Assignment.lead_unit_id.in_(sorted(actor.unit_ids)), own
    )


def part_of(actor: Actor, *parts: Part) -> ColumnElement[bool]:
    """Assignments in which the actor has one of these parts beside the lead."""
    own = and_(
        AssignmentBody.user_id == actor.user_id,
        AssignmentBody.assignment_id.in_(
            select(Assignment.id).where(
                Assignment.id == AssignmentBody.assignment_id, Assignment.agency_id.in_(sorted(actor.agency_ids))
            )
        ),
    )
    mine = or_(AssignmentBody.agency_id.in_(_overseen(actor)), AssignmentBody.unit_id.in_(sorted(actor.unit_ids)), own)
    return Assignment.id.in_(select(AssignmentBody.assignment_id).where(mine, AssignmentBody.part.in_(parts)))


def _overseen(actor: Actor) -> list[str]:
    return [agency_id for agency_id in sorted(actor.agency_ids) if oversees(actor, agency_id)]
