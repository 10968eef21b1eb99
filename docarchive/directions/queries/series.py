"""The recurring work that follows from a direction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.directions.errors import AssignmentNotFoundError
from docarchive.directions.models import AssignmentSeries, Direction


def series_of(session: Session, direction: Direction) -> Sequence[AssignmentSeries]:
    """Every series of a direction, those that were stopped, too."""
    return session.scalars(
        select(AssignmentSeries).where(AssignmentSeries.direction_id == direction.id).order_by(AssignmentSeries.id)
    ).all()


def series(session: Session, direction: Direction, series_id: str) -> AssignmentSeries:
    """Find a series of a direction the reader was allowed to see.

    Raises:
        AssignmentNotFoundError: It has none such.
    """
    found = session.get(AssignmentSeries, series_id)
    if found is None or found.direction_id != direction.id:
        raise AssignmentNotFoundError
    return found
