"""What of an agency's directions lies with one person: what he leads, works along with, and is to be given again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from docarchive.directions.cells import OPEN
from docarchive.directions.models import Assignment, AssignmentBody, AssignmentSeries, Direction

_ORDER = (Assignment.due_on.is_(None), Assignment.due_on, Assignment.code)


def led_by(session: Session, agency_id: str, user_id: str) -> Sequence[Assignment]:
    """Open assignments the person leads, those with a report that waits among them; the nearest day first."""
    his = Assignment.lead_user_id == user_id
    return session.scalars(select(Assignment).where(his, *_open_in(agency_id)).order_by(*_ORDER)).all()


def along_with(session: Session, agency_id: str, user_id: str) -> Sequence[Assignment]:
    """Open assignments he works along with, or is told of."""
    his = Assignment.id.in_(select(AssignmentBody.assignment_id).where(AssignmentBody.user_id == user_id))
    return session.scalars(select(Assignment).where(his, *_open_in(agency_id)).order_by(*_ORDER)).all()


def given_to_agency(session: Session, agency_id: str) -> Sequence[Assignment]:
    """Open assignments of any register that an agency leads, works along with or is told of."""
    along = select(AssignmentBody.assignment_id).where(AssignmentBody.agency_id == agency_id)
    his = or_(Assignment.lead_agency_id == agency_id, Assignment.id.in_(along))
    return session.scalars(select(Assignment).where(his, Assignment.state.in_(OPEN)).order_by(*_ORDER)).all()


def given_inside(session: Session, agency_id: str) -> Sequence[Assignment]:
    """Open assignments of an agency's own register that its units or people lead, work along with or are told of."""
    along = select(AssignmentBody.assignment_id).where(
        or_(AssignmentBody.unit_id.is_not(None), AssignmentBody.user_id.is_not(None))
    )
    inside = or_(
        Assignment.lead_unit_id.is_not(None), Assignment.lead_user_id.is_not(None), Assignment.id.in_(along)
    )  # fmt: skip
    return session.scalars(select(Assignment).where(inside, *_open_in(agency_id)).order_by(*_ORDER)).all()


def series_for(session: Session, agency_id: str, user_id: str) -> Sequence[AssignmentSeries]:
    """Recurring work that goes on and has him lead or work along."""
    going_on = session.scalars(
        select(AssignmentSeries)
        .join(AssignmentSeries.direction)
        .where(Direction.agency_id == agency_id, AssignmentSeries.stopped_at.is_(None))
        .order_by(AssignmentSeries.id)
        .options(joinedload(AssignmentSeries.direction))
    )
    return [one for one in going_on if any(body.get("user") == user_id for body in bodies_of(one.design))]


def bodies_of(design: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Everybody a recurring assignment is given to, the lead first."""
    return [design["lead"], *design["co"], *design["info"]]


def _open_in(agency_id: str) -> tuple[Any, ...]:
    return Assignment.agency_id == agency_id, Assignment.state.in_(OPEN)
