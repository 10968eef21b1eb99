"""Which assignments a reader may know of: the one rule behind every list, count, figure, export and call.

Conditions leave out what cannot hold of the actor at hand, so that the database sees plain choices it has indexes for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select, true

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentBody, Direction
from docarchive.directions.policies import oversees
from docarchive.directions.states import Part


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Assignments the actor follows, leads, works along with or is told of (``policies.can_see``)."""
    if actor.sees_all:
        return true()
    return or_(false(), *_followed(actor), *_led(actor), *_part_of(actor, *Part))


def parts_of(actor: Actor) -> list[ColumnElement[bool]]:
    """``visible_to`` cut into parts that have nothing in common, so that each is found by an index of its own.

    A register of many thousands is one plain choice for whoever keeps it; what others gave his agency is a few more.
    """
    overseen = overseen_by(actor)
    if actor.sees_all or not overseen:
        return [visible_to(actor)]
    others = or_(false(), *_led(actor), *_part_of(actor, *Part))
    return [Assignment.agency_id.in_(overseen), and_(Assignment.agency_id.not_in(overseen), others)]


def ways_beside(actor: Actor) -> list[ColumnElement[bool]]:
    """What one may see beside the registers one keeps, each way by an index of its own; they may overlap."""
    overseen = overseen_by(actor)
    others = [*_led(actor), *_part_of(actor, *Part)]
    if actor.user_id is not None and len(overseen) < len(actor.agency_ids):
        others.append(Assignment.direction_id.in_(_given(actor)))
    return others


def followed_by(actor: Actor) -> ColumnElement[bool]:
    """Assignments of registers the actor keeps as clerk or leader, and those he gave (``policies.can_follow``)."""
    return true() if actor.sees_all else or_(false(), *_followed(actor))


def led_by(actor: Actor) -> ColumnElement[bool]:
    """Assignments the actor leads: his agency's as clerk or leader, his unit's, his own."""
    return or_(false(), *_led(actor))


def part_of(actor: Actor, *parts: Part) -> ColumnElement[bool]:
    """Assignments in which the actor has one of these parts beside the lead."""
    return or_(false(), *_part_of(actor, *parts))


def _followed(actor: Actor) -> Iterator[ColumnElement[bool]]:
    if overseen := overseen_by(actor):
        yield Assignment.agency_id.in_(overseen)
    if actor.user_id is not None and len(overseen) < len(actor.agency_ids):
        yield Assignment.direction_id.in_(_given(actor))


def _led(actor: Actor) -> Iterator[ColumnElement[bool]]:
    if overseen := overseen_by(actor):
        yield Assignment.lead_agency_id.in_(overseen)
    if actor.unit_ids:
        yield Assignment.lead_unit_id.in_(sorted(actor.unit_ids))
    if actor.user_id is not None and actor.agency_ids:
        yield and_(Assignment.lead_user_id == actor.user_id, _is_of(actor))


def _part_of(actor: Actor, *parts: Part) -> Iterator[ColumnElement[bool]]:
    """Each kind of body by itself: each has an index."""
    here = AssignmentBody.part.in_(parts)
    if overseen := overseen_by(actor):
        yield Assignment.id.in_(
            select(AssignmentBody.assignment_id).where(AssignmentBody.agency_id.in_(overseen), here)
        )
    if actor.unit_ids:
        units = AssignmentBody.unit_id.in_(sorted(actor.unit_ids))
        yield Assignment.id.in_(select(AssignmentBody.assignment_id).where(units, here))
    if actor.user_id is not None and actor.agency_ids:
        mine = select(AssignmentBody.assignment_id).where(AssignmentBody.user_id == actor.user_id, here)
        yield and_(Assignment.id.in_(mine), _is_of(actor))


def _is_of(actor: Actor) -> ColumnElement[bool]:
    """Of an agency of the actor's; a case, so that the few are not sought among all of the agency."""
    return case((Assignment.agency_id.in_(sorted(actor.agency_ids)), 1), else_=0) == 1


def _given(actor: Actor) -> Select[str]:
    agencies = sorted(actor.agency_ids)
    return select(Direction.id).where(Direction.giver_id == actor.user_id, Direction.agency_id.in_(agencies))


def overseen_by(actor: Actor) -> list[str]:
    """The agencies whose registers the actor keeps."""
    return [agency_id for agency_id in sorted(actor.agency_ids) if oversees(actor, agency_id)]
