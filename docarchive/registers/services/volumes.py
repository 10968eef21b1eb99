"""Opening volumes, saying where their numbers begin, closing them."""

from __future__ import annotations

from datetime import date

from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from docarchive.registers.errors import NoTermOpenError, NumbersGivenError, TermOpenError, VolumeClosedError
from docarchive.registers.models import Register, Volume
from docarchive.registers.policies import can_arrange
from docarchive.registers.queries.registers import volume_on
from docarchive.registers.queries.shelves import why_not_closed
from docarchive.registers.states import Period

_HIGHEST_START = 1_000_000


def open_volume(uow: UnitOfWork, register: Register, day: date) -> Volume:
    """Give the volume of a day; a year's volume opens with its first number.

    Raises:
        NoTermOpenError: Numbers run by terms and none was open on that day.
    """
    found = volume_on(uow.session, register, day)
    if found is not None:
        return found
    if register.period == Period.TERM:
        raise NoTermOpenError
    uow.alone(f"volumes of {register.id}")
    return volume_on(uow.session, register, day) or _opened(uow, register, str(day.year), day)


def open_term(uow: UnitOfWork, register: Register, label: str) -> Volume:
    """Open the volume of a new term: numbers begin again at 01 from today.

    Raises:
        TermOpenError: The term is open already, or another opened today.
        InvalidInputError: The register's numbers run by years.
    """
    uow.require(can_arrange(uow.actor, register.agency_id))
    if register.period != Period.TERM:
        raise InvalidInputError("Sổ này cấp số theo năm, tự mở quyển mới ngày 01/01.")
    uow.alone(f"volumes of {register.id}")
    uow.session.refresh(register, ["volumes"])
    today = local_day(uow.now)
    if any(one.label == label or one.opened_on >= today for one in register.volumes):
        raise TermOpenError(label)
    return _opened(uow, register, label, today)


def begin_at(uow: UnitOfWork, register: Register, first: int, reason: str) -> Volume:
    """Say once where the present volume begins, for an office that goes on from an older register.

    Args:
        first: The first number given here, 2 or more.

    Raises:
        NumbersGivenError: The volume has numbers, or its beginning was said before.
        InvalidInputError: No number can begin there, or the reason is shorter than ten characters.
    """
    uow.require(can_arrange(uow.actor, register.agency_id))
    if not 2 <= first <= _HIGHEST_START:
        message = "Số bắt đầu từ 2 trở lên; sổ mới tự bắt đầu từ 01."
        raise InvalidInputError(message, fields={"first": message})
    reason = stated(reason)
    volume = _held(uow, open_volume(uow, register, local_day(uow.now)))
    if volume.is_begun or volume.first_number > 1:
        raise NumbersGivenError(volume.label, volume.last_number)
    volume.first_number, volume.last_number = first, first - 1
    uow.record("volume.begun_at", volume.id, first=first, reason=reason)
    return volume


def close_volume(uow: UnitOfWork, volume: Volume) -> None:
    """Close a volume that has ended, for printing and binding; nothing more goes in.

    Raises:
        VolumeClosedError: It is closed already.
        InvalidInputError: Its year or term is still running, or a reserved number waits for its letter.
    """
    volume = _held(uow, volume)
    uow.require(can_arrange(uow.actor, volume.register.agency_id))
    if why := why_not_closed(uow.session, volume, local_day(uow.now)):
        raise InvalidInputError(why)
    volume.closed_at, volume.closed_by = uow.now, uow.actor.name
    uow.record("volume.closed", volume.id, label=volume.label, last=volume.last_number)


def _opened(uow: UnitOfWork, register: Register, label: str, day: date) -> Volume:
    volume = Volume(register=register, label=label, opened_on=day)
    uow.session.add(volume)
    uow.session.flush()
    uow.record("volume.opened", volume.id, register=register.id, label=label)
    return volume


def _held(uow: UnitOfWork, volume: Volume) -> Volume:
    held = uow.session.get_one(Volume, volume.id, with_for_update=True, populate_existing=True)
    if held.closed_at is not None:
        raise VolumeClosedError(held.label)
    return held
