"""An agency ends, or gives a part of itself away: its units, people and lower agencies go over to those that follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from docarchive.accounts.models import Agency, AgencySuccession, Position, Unit
from docarchive.accounts.policies import can_administer
from docarchive.core.work import UnitOfWork


def end_agency(uow: UnitOfWork, agency: Agency, followers: Iterable[Agency], keeper: Agency, day: date) -> None:
    """Let an agency end on the day before; its records, and those it kept of others, are its keeper's from then on."""
    uow.require(can_administer(uow.actor))
    agency.valid_to, agency.successor = day - timedelta(1), keeper
    for each in followers:
        _follow(uow, agency.id, each, day, keeps_records=each is keeper)
    for older in uow.session.scalars(
        select(AgencySuccession).where(
            AgencySuccession.successor_id == agency.id, AgencySuccession.keeps_records.is_(True)
        )
    ).all():
        older.keeps_records = False
        _follow(uow, older.predecessor_id, keeper, day, keeps_records=True)
    uow.session.flush()
    uow.session.expire(keeper, ["followed"])
    uow.record("agency.ended", agency.id, name=agency.name, day=day.isoformat(), successor=keeper.id)


def part_agency(uow: UnitOfWork, agency: Agency, followers: Iterable[Agency], day: date) -> None:
    """Say who follows an agency that goes on, in what it gave away; its records stay its own."""
    uow.require(can_administer(uow.actor))
    for each in followers:
        _follow(uow, agency.id, each, day, keeps_records=False)
    uow.record("agency.parted", agency.id, name=agency.name, day=day.isoformat())


def move_unit(uow: UnitOfWork, unit: Unit, target: Agency) -> None:
    """Make a unit another agency's, with whatever lies with it."""
    uow.require(can_administer(uow.actor))
    before, unit.agency = unit.agency_id, target
    uow.record("unit.moved", unit.id, name=unit.name, before=before, after=target.id)


def move_seat(uow: UnitOfWork, seat: Position, target: Agency, day: date) -> None:
    """Give whoever holds a seat the same one in another agency from a day on; the old one stays in the history."""
    uow.require(can_administer(uow.actor))
    before = seat.agency_id
    if seat.valid_from >= day:
        seat.agency = target
    else:
        uow.session.add(
            Position(
                user=seat.user, agency=target, unit_id=seat.unit_id, title=seat.title, valid_from=day,
                valid_to=seat.valid_to, is_main=seat.is_main,
            )
        )  # fmt: skip
        seat.valid_to = day - timedelta(1)
    uow.record("position.moved", seat.user_id, before=before, after=target.id, day=day.isoformat())


def move_below(uow: UnitOfWork, agency: Agency, target: Agency) -> None:
    """Put an agency below another one in the tree."""
    uow.require(can_administer(uow.actor))
    before, agency.parent = agency.parent_id, target
    uow.record("agency.moved", agency.id, name=agency.name, before=before, after=target.id)


def _follow(uow: UnitOfWork, predecessor_id: str, successor: Agency, day: date, *, keeps_records: bool) -> None:
    known = uow.session.get(AgencySuccession, (predecessor_id, successor.id))
    if known is None:
        row = AgencySuccession(predecessor_id=predecessor_id, successor_id=successor.id, day=day)
        uow.session.add(row)
        known = row
    known.keeps_records = keeps_records
    uow.session.flush()
