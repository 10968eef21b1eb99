"""Registers and volumes of an agency, and which one a document is numbered in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docarchive.core.actor import Actor
from docarchive.core.sorting import vietnamese
from docarchive.registers.errors import RegisterNotFoundError
from docarchive.registers.models import Register, Volume
from docarchive.registers.policies import can_arrange, can_see_registers
from docarchive.registers.states import Direction, Period


def register(session: Session, actor: Actor, register_id: str) -> Register:
    """Find a register the actor may see.

    Raises:
        RegisterNotFoundError: There is none, or it is another agency's.
    """
    found = session.get(Register, register_id)
    if found is None or not _may_see(actor, found.agency_id):
        raise RegisterNotFoundError
    return found


def volume(session: Session, actor: Actor, volume_id: str) -> Volume:
    """Find a volume of a register the actor may see.

    Raises:
        RegisterNotFoundError: There is none, or it is another agency's.
    """
    found = session.get(Volume, volume_id)
    if found is None or not _may_see(actor, found.register.agency_id):
        raise RegisterNotFoundError
    return found


def registers_of(session: Session, agency_id: str, direction: Direction | None = None) -> Sequence[Register]:
    """List an agency's registers in their order, with their volumes."""
    wanted = select(Register).where(Register.agency_id == agency_id)
    if direction is not None:
        wanted = wanted.where(Register.direction == direction)
    return session.scalars(
        wanted.order_by(Register.direction, Register.sort_order, vietnamese(Register.name), Register.id).options(
            selectinload(Register.volumes)
        )
    ).all()


def register_for(
    session: Session, agency_id: str, direction: Direction, kind: str | None, unit_ids: frozenset[str] = frozenset()
) -> Register | None:
    """The register a document of a kind is numbered in; None where the agency keeps none for it.

    A unit's own register goes before the agency's, one that names the kind before one that takes all.
    """
    open_ones = [one for one in registers_of(session, agency_id, direction) if one.takes_letters]
    fitting = [
        one for one in open_ones
        if (one.unit_id is None or one.unit_id in unit_ids) and (not one.kinds or (kind or "") in one.kinds)
    ]  # fmt: skip
    return min(fitting, key=lambda one: (one.unit_id is None, not one.kinds), default=None)


def volume_on(session: Session, of: Register, day: date) -> Volume | None:
    """The volume numbers of a day are given in; None where it has yet to be opened."""
    if of.period == Period.YEAR:
        label = str(day.year)
        return session.scalar(select(Volume).where(Volume.register_id == of.id, Volume.label == label))
    return session.scalar(
        select(Volume)
        .where(Volume.register_id == of.id, Volume.opened_on <= day)
        .order_by(Volume.opened_on.desc())
        .limit(1)
    )


def next_number(session: Session, of: Register, day: date) -> int:
    """The number a document would get now; shown, never promised: it is given when the document is registered."""
    found = volume_on(session, of, day)
    return found.last_number + 1 if found else 1


def _may_see(actor: Actor, agency_id: str) -> bool:
    return actor.sees_all or can_see_registers(actor, agency_id) or can_arrange(actor, agency_id)
