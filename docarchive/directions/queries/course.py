"""The course of an assignment: its steps, milestones and requests for more time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.directions.cells import OPEN
from docarchive.directions.errors import AssignmentNotFoundError
from docarchive.directions.models import Assignment, AssignmentStep, Extension, Milestone
from docarchive.directions.queries.visible import followed_by


def steps_of(session: Session, assignment: Assignment) -> Sequence[AssignmentStep]:
    """Everything that was done with it, in its order."""
    return session.scalars(
        select(AssignmentStep).where(AssignmentStep.assignment_id == assignment.id).order_by(AssignmentStep.ordinal)
    ).all()


def milestones_of(session: Session, assignment: Assignment) -> Sequence[Milestone]:
    """Its milestones in their order."""
    return session.scalars(
        select(Milestone).where(Milestone.assignment_id == assignment.id).order_by(Milestone.ordinal)
    ).all()


def extensions_of(session: Session, assignment: Assignment) -> Sequence[Extension]:
    """Every request for more time, the first one first."""
    return session.scalars(
        select(Extension).where(Extension.assignment_id == assignment.id).order_by(Extension.asked_at, Extension.id)
    ).all()


def asked_extension(session: Session, assignment: Assignment) -> Extension | None:
    """The request for more time that waits to be decided; at most one does."""
    return session.scalar(
        select(Extension).where(Extension.assignment_id == assignment.id, Extension.granted.is_(None))
    )


def milestone(session: Session, assignment: Assignment, milestone_id: str) -> Milestone:
    """Find a milestone of an assignment the reader was allowed to see.

    Raises:
        AssignmentNotFoundError: It has none such.
    """
    found = session.get(Milestone, milestone_id)
    if found is None or found.assignment_id != assignment.id:
        raise AssignmentNotFoundError
    return found


def extension(session: Session, assignment: Assignment, extension_id: str) -> Extension:
    """Find a request for more time of an assignment the reader was allowed to see.

    Raises:
        AssignmentNotFoundError: There is none such.
    """
    found = session.get(Extension, extension_id)
    if found is None or found.assignment_id != assignment.id:
        raise AssignmentNotFoundError
    return found


def open_extensions(session: Session, actor: Actor) -> Sequence[Extension]:
    """Requests the actor decides, the oldest first; those of work that has ended wait for nobody."""
    return session.scalars(
        select(Extension)
        .join(Assignment)
        .where(Extension.granted.is_(None), Assignment.state.in_(OPEN), followed_by(actor))
        .order_by(Extension.asked_at, Extension.id)
        .options(joinedload(Extension.assignment).joinedload(Assignment.direction))
    ).all()
