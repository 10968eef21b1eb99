"""Registers and their volumes."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.registers_shapes import (
    BeginIn,
    NewRegisterIn,
    RegisterIn,
    RegisterOut,
    RegistersOut,
    TermIn,
    VolumeOut,
)
from docarchive.core.web import actor, services, work
from docarchive.kernel.local_time import local_day
from docarchive.registers.entries import ENTRIES, Entries
from docarchive.registers.errors import RegisterNotFoundError
from docarchive.registers.models import Register, Volume
from docarchive.registers.policies import can_arrange, can_see_registers
from docarchive.registers.queries import registers as queries
from docarchive.registers.queries.numbers import Sum, summed
from docarchive.registers.queries.shelves import Shelf, shelf, shelves
from docarchive.registers.services import arranging, volumes
from docarchive.registers.services.arranging import Design
from docarchive.registers.states import Direction, Period


@bp.get("/agencies/<agency_id>/registers")
@bp.output(RegistersOut)
def list_registers(agency_id: str) -> RegistersOut:
    """List the registers of an agency."""
    found = shelves(work().session, _agency(agency_id).id, local_day(work().now))
    return RegistersOut(registers=[_shown(one) for one in found])


@bp.post("/agencies/<agency_id>/registers")
@bp.input(NewRegisterIn, arg_name="new")
@bp.output(RegisterOut, status_code=201)
def create_register(agency_id: str, new: NewRegisterIn) -> RegisterOut:
    """Add a register; one for incoming letters has no symbol."""
    agency = _agency(agency_id)
    design = replace(_design(agency, new, new.direction, new.period), is_secret=new.is_secret)
    may_be_secret = services().settings.secret_registers
    return _found(arranging.create_register(work(), agency, design, may_be_secret=may_be_secret))


@bp.post("/agencies/<agency_id>/registers/usual")
@bp.output(RegistersOut, status_code=201)
def create_usual_registers(agency_id: str) -> RegistersOut:
    """Give an agency without registers those nearly every office keeps."""
    made = arranging.create_usual(work(), _agency(agency_id))
    return RegistersOut(registers=[_found(one) for one in made])


@bp.get("/registers/<register_id>")
@bp.output(RegisterOut)
def one_register(register_id: str) -> RegisterOut:
    """Show a register with its volumes."""
    return _found(_register(register_id))


@bp.put("/registers/<register_id>")
@bp.input(RegisterIn, arg_name="wanted")
@bp.output(RegisterOut)
def change_register(register_id: str, wanted: RegisterIn) -> RegisterOut:
    """Change a register; numbers given before keep their symbols."""
    found = _register(register_id)
    design = _design(found.agency, wanted, Direction(found.direction), Period(found.period))
    design = replace(design, is_secret=found.is_secret)
    arranging.change_register(work(), found, design, is_open=wanted.is_open)
    return _found(found)


@bp.put("/registers/<register_id>/beginning")
@bp.input(BeginIn, arg_name="wanted")
@bp.output(VolumeOut)
def begin_register(register_id: str, wanted: BeginIn) -> VolumeOut:
    """Say once where the present volume begins, for an office that goes on from an older register."""
    return _volume(volumes.begin_at(work(), _register(register_id), wanted.first, wanted.reason))


@bp.post("/registers/<register_id>/terms")
@bp.input(TermIn, arg_name="term")
@bp.output(VolumeOut, status_code=201)
def open_term(register_id: str, term: TermIn) -> VolumeOut:
    """Open the volume of a new term: numbers begin again at 01 from today."""
    return _volume(volumes.open_term(work(), _register(register_id), term.label.strip()))


@bp.get("/volumes/<volume_id>")
@bp.output(VolumeOut)
def one_volume(volume_id: str) -> VolumeOut:
    """Show a volume with its sums, what is missing in it, and which lines have no file."""
    found = queries.volume(work().session, actor(), volume_id)
    entries = cast(Entries, services().extensions[ENTRIES])
    bare = [one.printed for one in entries.without_file(work().session, actor(), found)]
    return _volume(found, without_file=bare)


@bp.put("/volumes/<volume_id>/closing")
@bp.output(VolumeOut)
def close_volume(volume_id: str) -> VolumeOut:
    """Close a volume whose year or term has ended, for good; nothing more goes in."""
    found = queries.volume(work().session, actor(), volume_id)
    volumes.close_volume(work(), found)
    return _volume(found)


def _agency(agency_id: str) -> Agency:
    if not (actor().sees_all or can_see_registers(actor(), agency_id) or can_arrange(actor(), agency_id)):
        raise RegisterNotFoundError
    return agencies.agency(work().session, agency_id)


def _register(register_id: str) -> Register:
    return queries.register(work().session, actor(), register_id)


def _design(agency: Agency, wanted: RegisterIn, direction: Direction, period: Period) -> Design:
    unit = agencies.unit_of(work().session, agency.id, wanted.unit_id) if wanted.unit_id else None
    symbol = "" if direction is Direction.INCOMING else wanted.symbol.strip()
    return Design(wanted.name, direction, wanted.kinds, period, symbol, unit, wanted.sort_order)


def _found(register: Register) -> RegisterOut:
    return _shown(shelf(work().session, register, local_day(work().now)))


def _shown(on_shelf: Shelf) -> RegisterOut:
    listed = [_volume(one, on_shelf.sums[one.id]) for one in on_shelf.volumes]
    current = on_shelf.current.id if on_shelf.current else None
    return fields_of(RegisterOut, on_shelf.register, volumes=listed, current_id=current)


def _volume(volume: Volume, known: Sum | None = None, without_file: list[str] | None = None) -> VolumeOut:
    held = known or summed(work().session, volume)
    return fields_of(
        VolumeOut,
        volume,
        given=held.given,
        reserved=held.reserved,
        cancelled=held.cancelled,
        missing=list(held.missing),
        without_file=without_file,
    )
