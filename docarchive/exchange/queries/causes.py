"""What an agency offers as causes of sending letters back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.core.sorting import vietnamese
from docarchive.exchange.causes import OTHER, USUAL
from docarchive.exchange.models import ReturnCause


def causes_of(session: Session, agency_id: str) -> Sequence[tuple[str, bool]]:
    """Every cause of an agency and whether it is offered: the usual ones, its own by name, the catch-all last."""
    rows = session.scalars(
        select(ReturnCause).where(ReturnCause.agency_id == agency_id).order_by(vietnamese(ReturnCause.name))
    ).all()
    said = {row.name: row.is_offered for row in rows}
    usual = [(name, said.pop(name, True)) for name in USUAL]
    return [*usual, *said.items(), (OTHER, True)]


def offered_causes(session: Session, agency_id: str) -> list[str]:
    """The causes people of an agency choose from."""
    return [name for name, is_offered in causes_of(session, agency_id) if is_offered]
