"""To whom a letter can be given in an agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Position, Unit, User
from docarchive.accounts.queries.agencies import units_of
from docarchive.core.sorting import vietnamese
from docarchive.exchange.errors import NobodyChosenError
from docarchive.kernel.roles import Role


def leaders(session: Session, agency_id: str, day: date) -> Sequence[Position]:
    """The seats of an agency's leaders on a day, in the order of their names."""
    return [seat for seat in people(session, agency_id, day) if Role.LEADER in seat.user.roles]


def people(session: Session, agency_id: str, day: date) -> Sequence[Position]:
    """The seats held in an agency on a day by people who may sign in; one a person, the main one first."""
    rows = session.scalars(
        select(Position)
        .join(User, User.id == Position.user_id)
        .where(Position.agency_id == agency_id, Position.valid_from <= day, User.disabled_at.is_(None))
        .where(or_(Position.valid_to.is_(None), Position.valid_to >= day))
        .order_by(vietnamese(User.name), User.id, Position.is_main.desc())
    )
    seats: dict[str, Position] = {}
    for seat in rows:
        seats.setdefault(seat.user_id, seat)
    return list(seats.values())


def choices(session: Session, agency_id: str, day: date) -> list[tuple[str, str]]:
    """Units, then people, as forms offer them: ``unit:<id>`` or ``user:<id>``, and words."""
    units = [(f"unit:{unit.id}", unit.name) for unit in units_of(session, [agency_id])]
    seats = [(f"user:{seat.user_id}", titled(seat)) for seat in people(session, agency_id, day)]
    return [*units, *seats]


def titled(seat: Position) -> str:
    """A person with the title of the seat: ``Nguyễn Văn An, Phó Chủ tịch``."""
    return f"{seat.user.name}, {seat.title}" if seat.title else seat.user.name


def receiver(session: Session, agency_id: str, day: date, chosen: str) -> User | Unit:
    """Find who was chosen.

    Raises:
        NobodyChosenError: Nobody, or nobody of this agency.
    """
    kind, _, of = chosen.partition(":")
    if kind == "unit":
        unit = session.get(Unit, of)
        if unit is not None and unit.agency_id == agency_id and unit.is_active:
            return unit
    elif kind == "user":
        seat = next((seat for seat in people(session, agency_id, day) if seat.user_id == of), None)
        if seat is not None:
            return seat.user
    raise NobodyChosenError
