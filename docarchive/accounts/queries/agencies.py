"""Agencies and units as pages and other features read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docarchive.accounts import agency_codes
from docarchive.accounts.models import Agency, Unit
from docarchive.core.sorting import vietnamese
from docarchive.kernel.errors import NotFoundError


@dataclass(frozen=True)
class TreeRow:
    """An agency and how deep it stands in the tree; 0 at the top."""

    agency: Agency
    depth: int


def tree(session: Session) -> list[TreeRow]:
    """List all agencies from the top down, children below their parent, in the official order, then by name."""
    agencies = session.scalars(select(Agency).order_by(Agency.sort_order, vietnamese(Agency.name), Agency.id)).all()
    children: dict[str | None, list[Agency]] = {}
    for agency in agencies:
        children.setdefault(agency.parent_id, []).append(agency)
    rows: list[TreeRow] = []

    def add(parent_id: str | None, depth: int) -> None:
        for agency in children.pop(parent_id, []):
            rows.append(TreeRow(agency, depth))
            add(agency.id, depth + 1)

    add(None, 0)
    return rows


def agency(session: Session, agency_id: str) -> Agency:
    """Find an agency.

    Raises:
        NotFoundError: There is none.
    """
    found = session.get(Agency, agency_id)
    if found is None:
        raise NotFoundError
    return found


def line_of(session: Session, agency_id: str) -> list[str]:
    """List the ids from an agency up to the top of the tree, itself first; a ring tied by hand ends, too."""
    line: list[str] = []
    above: str | None = agency_id
    while above is not None and above not in line:
        line.append(above)
        above = session.scalar(select(Agency.parent_id).where(Agency.id == above))
    return line


def agency_by_code(session: Session, code: str) -> Agency | None:
    """Find an agency by its present or its old code, however it is spaced or cased."""
    tidy = agency_codes.tidy(code)
    return session.scalar(
        select(Agency).where(or_(Agency.code == tidy, Agency.old_code == tidy)).order_by(Agency.code != tidy).limit(1)
    )


def acting_for(agency: Agency, day: date) -> Agency:
    """Who acts for an agency on a day: itself or, once it ended, whoever keeps its records."""
    passed: set[str] = set()
    while agency.valid_to is not None and agency.valid_to < day and agency.successor and agency.id not in passed:
        passed.add(agency.id)
        agency = agency.successor
    return agency


def unit(session: Session, unit_id: str) -> Unit:
    """Find a unit.

    Raises:
        NotFoundError: There is none.
    """
    found = session.get(Unit, unit_id)
    if found is None:
        raise NotFoundError
    return found


def unit_of(session: Session, agency_id: str, unit_id: str) -> Unit:
    """Find a unit of an agency.

    Raises:
        NotFoundError: The agency has none such.
    """
    found = unit(session, unit_id)
    if found.agency_id != agency_id:
        raise NotFoundError
    return found


def units_of(session: Session, agency_ids: Sequence[str]) -> Sequence[Unit]:
    """List the active units of agencies, in their order."""
    return session.scalars(
        select(Unit)
        .where(Unit.agency_id.in_(agency_ids), Unit.is_active)
        .order_by(Unit.agency_id, Unit.sort_order, vietnamese(Unit.name), Unit.id)
    ).all()
