"""Giving numbers: in the transaction that registers the letter, so that there is no gap and no twin.

The number is one more than the volume's last, taken by the same statement that counts it up. PostgreSQL holds the
volume's row until the transaction ends, SQLite has one writer; a transaction that is undone gives its number back
before anybody else could see it.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from docarchive.registers.errors import (
    BackdatedError,
    NumberStateError,
    PostdatedError,
    SuffixesUsedUpError,
    VolumeClosedError,
    WrongRegisterError,
)
from docarchive.registers.events import NumberCancelled
from docarchive.registers.models import Register, RegisterNumber, Volume
from docarchive.registers.policies import can_number
from docarchive.registers.services.volumes import open_volume
from docarchive.registers.states import NumberState

MOST_RESERVED = 50
_REFUSAL = "Chỉ văn thư của cơ quan cấp được số trong sổ này."


@dataclass(frozen=True)
class Place:
    """Where in the register a letter goes, when it is not the next number.

    Attributes:
        kept: A number reserved for it.
        beside: It was left out: its number stands beside this one of the same day (36a after 36).
        reason: Why it was left out; at least ten characters.
    """

    kept: RegisterNumber | None = None
    beside: RegisterNumber | None = None
    reason: str = ""


NEXT = Place()


def give_at(
    uow: UnitOfWork, register: Register, letter_id: str, place: Place, day: date | None = None
) -> RegisterNumber:  # fmt: skip
    """Give a letter the number it is to have: the next one, one that was kept, or one put in beside another.

    Raises:
        WrongRegisterError: The other number is another register's, or nothing that is kept here goes into this one.
        ReasonMissingError: It is put in without a reason.
    """
    require_letters(register)
    other = place.kept or place.beside
    if other is None:
        return give(uow, register, letter_id, day)
    if other.volume.register_id != register.id:
        raise WrongRegisterError(f"Số {other.printed} thuộc sổ khác. Chọn đúng sổ, hoặc lấy số kế tiếp.")
    if place.beside is not None:
        return give_beside(uow, place.beside, letter_id, stated(place.reason))
    use(uow, other, letter_id)
    return other


def give(uow: UnitOfWork, register: Register, letter_id: str, day: date | None = None) -> RegisterNumber:
    """Give a letter the next number of its register.

    Args:
        day: The day the number belongs to; None: today in Vietnam.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        BackdatedError: A later day has numbers already.
        PostdatedError: The day has not come.
        VolumeClosedError: The volume of that day is closed, or the register gives no more numbers.
        NoTermOpenError: Numbers run by terms and none is open.

    Source:
        Decree 30/2020/NĐ-CP, Articles 15 and 22: in order, from 01 on 1 January, paper and electronic together.
    """
    uow.require(can_number(uow.actor, register), _REFUSAL)
    return _given(uow, register, NumberState.GIVEN, letter_id, day, "")


def reserve(uow: UnitOfWork, register: Register, count: int, reason: str) -> list[RegisterNumber]:
    """Keep the next numbers for letters that are still to be signed.

    Args:
        count: 1 to 50.
        reason: What for; stands in the register.

    Raises:
        WrongRegisterError: Not so many at once, or of a register of secret papers: what for would be written.
        NotAllowedError: As for ``give``, and so are the other errors.
    """
    uow.require(can_number(uow.actor, register), _REFUSAL)
    require_letters(register)
    if not 1 <= count <= MOST_RESERVED:
        raise WrongRegisterError(f"Giữ trước được từ 1 đến {MOST_RESERVED} số một lần.")
    return [_given(uow, register, NumberState.RESERVED, None, None, reason) for _ in range(count)]


def use(uow: UnitOfWork, number: RegisterNumber, letter_id: str) -> None:
    """Give a letter a number that was kept for it.

    Raises:
        NumberStateError: It is not reserved.
    """
    uow.require(can_number(uow.actor, number.volume.register), _REFUSAL)
    _hold(uow, number)
    number.step_to(NumberState.GIVEN)
    number.subject = letter_id
    uow.record("number.used", number.id, number=number.printed, letter=letter_id)


def give_beside(uow: UnitOfWork, beside: RegisterNumber, letter_id: str, reason: str) -> RegisterNumber:
    """Put a number in beside another of the same day: 36a after 36, 36b after 36a.

    Raises:
        SuffixesUsedUpError: It stands beside 26 others.
        VolumeClosedError: The volume is closed.
    """
    volume = _held_volume(uow, beside.volume)
    uow.require(can_number(uow.actor, volume.register), _REFUSAL)
    taken = set(
        uow.session.scalars(
            select(RegisterNumber.suffix).where(
                RegisterNumber.volume_id == volume.id, RegisterNumber.number == beside.number
            )
        )
    )
    suffix = next((letter for letter in string.ascii_lowercase if letter not in taken), None)
    if suffix is None:
        raise SuffixesUsedUpError(beside.number)
    return _written(uow, volume, beside.number, suffix, beside.day, NumberState.GIVEN, letter_id, reason)


def cancel(uow: UnitOfWork, number: RegisterNumber, reason: str) -> None:
    """Cancel a number: its line stays in the register with the reason, and nobody gets the number again.

    Raises:
        NumberStateError: It was cancelled before.
        ConflictError: Whoever keeps the letter that bears it objects: it is being handled.
        InvalidInputError: The reason is shorter than ten characters.
    """
    uow.require(can_number(uow.actor, number.volume.register), _REFUSAL)
    reason = stated(reason)
    _hold(uow, number)
    number.step_to(NumberState.CANCELLED)
    number.reason = reason
    if number.subject:
        uow.emit(NumberCancelled(number.subject, number.printed, reason))
    uow.record("number.cancelled", number.id, number=number.printed, volume=number.volume_id, reason=reason)


def require_letters(register: Register) -> None:
    """Refuse a register of secret papers to everything that is kept here.

    Raises:
        WrongRegisterError: It is one.
    """
    if register.is_secret:
        message = f"{register.name} chỉ ghi số của văn bản giấy có dấu mật; văn bản trên hệ thống vào sổ khác."
        raise WrongRegisterError(message)


def _given(
    uow: UnitOfWork, register: Register, state: NumberState, letter_id: str | None, day: date | None, reason: str
) -> RegisterNumber:
    today = local_day(uow.now)
    day = day or today
    if day > today:
        raise PostdatedError(day)
    if not register.is_open:
        raise VolumeClosedError(register.name)
    volume = open_volume(uow, register, day)
    number = _counted_up(uow, volume, day)
    return _written(uow, volume, number, "", day, state, letter_id, reason)


def _counted_up(uow: UnitOfWork, volume: Volume, day: date) -> int:
    """The volume's next number; its row is ours until the transaction ends."""
    number = uow.session.scalar(
        update(Volume)
        .where(Volume.id == volume.id, Volume.closed_at.is_(None), or_(Volume.last_on.is_(None), Volume.last_on <= day))
        .values(last_number=Volume.last_number + 1, last_on=day)
        .returning(Volume.last_number)
        .execution_options(synchronize_session=False)
    )
    if number is not None:
        for name, value in (("last_number", number), ("last_on", day)):
            set_committed_value(volume, name, value)
        return number
    uow.session.refresh(volume)
    if volume.closed_at is not None:
        raise VolumeClosedError(volume.label)
    raise BackdatedError(day, volume.last_on or day)


def _written(
    uow: UnitOfWork, volume: Volume, number: int, suffix: str, day: date, state: NumberState, letter_id: str | None,
    reason: str,
) -> RegisterNumber:  # fmt: skip
    row = RegisterNumber(
        volume=volume, number=number, suffix=suffix, day=day, state=state, subject=letter_id, reason=reason,
        given_at=uow.now, given_by=uow.actor.key, given_by_name=uow.actor.name,
    )  # fmt: skip
    uow.session.add(row)
    uow.session.flush()
    if letter_id is None:
        uow.record("number.reserved", row.id, number=row.printed, volume=volume.id, reason=reason)
    else:
        uow.record("number.given", row.id, number=row.printed, volume=volume.id, letter=letter_id, reason=reason)
    return row


def _held_volume(uow: UnitOfWork, volume: Volume) -> Volume:
    held = uow.session.get_one(Volume, volume.id, with_for_update=True, populate_existing=True)
    if held.closed_at is not None:
        raise VolumeClosedError(held.label)
    return held


def _hold(uow: UnitOfWork, number: RegisterNumber) -> None:
    """See a number as it stands now, kept from others until the unit ends."""
    uow.session.refresh(number, with_for_update=True)
    if number.volume.closed_at is not None:
        raise VolumeClosedError(number.volume.label)
    if number.state == NumberState.CANCELLED:
        raise NumberStateError(f"Số {number.printed} đã hủy trước đó.")
