"""An agency's registers at a glance: which volume is open, how far its numbers are, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from docarchive.registers.models import Register, Volume
from docarchive.registers.queries.numbers import Sum, reserved, sums
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.states import Direction, Period


@dataclass(frozen=True)
class Shelf:
    """A register with its volumes, the newest first.

    Attributes:
        current: The volume numbers are given in today; None where it has yet to be opened.
        sums: What each volume holds, by its id.
    """

    register: Register
    current: Volume | None
    sums: Mapping[str, Sum]

    @property
    def volumes(self) -> Sequence[Volume]:
        """All volumes, the newest first."""
        return self.register.volumes[::-1]

    @property
    def missing(self) -> Sequence[tuple[Volume, Sequence[int]]]:
        """Volumes with numbers that have no line."""
        return [(one, self.sums[one.id].missing) for one in self.volumes if self.sums[one.id].missing]


def shelves(session: Session, agency_id: str, today: date) -> Sequence[Shelf]:
    """The registers of an agency in their order: incoming, outgoing, internal."""
    found = sorted(registers_of(session, agency_id), key=lambda one: list(Direction).index(Direction(one.direction)))
    summed = sums(session, [volume for one in found for volume in one.volumes])
    return [_shelf(one, today, summed) for one in found]


def shelf(session: Session, register: Register, today: date) -> Shelf:
    """One register."""
    return _shelf(register, today, sums(session, register.volumes))


def running(register: Register, today: date) -> Volume | None:
    """The volume of a day, among those the register has."""
    if register.period == Period.YEAR:
        return next((one for one in register.volumes if one.label == str(today.year)), None)
    return next((one for one in reversed(register.volumes) if one.opened_on <= today), None)


def why_not_closed(session: Session, volume: Volume, today: date) -> str:
    """What keeps a volume from being closed, as a sentence; empty: nothing does."""
    if running(volume.register, today) is volume:
        return f"Quyển {volume.label} còn đang cấp số; khóa sổ khi hết năm hoặc hết nhiệm kỳ."
    if waiting := reserved(session, volume):
        shown = ", ".join(one.printed for one in waiting[:5])
        return f"Còn {len(waiting)} số giữ trước ({shown}). Dùng hoặc hủy các số ấy rồi khóa sổ."
    return ""


def _shelf(register: Register, today: date, summed: Mapping[str, Sum]) -> Shelf:
    return Shelf(register, running(register, today), {one.id: summed[one.id] for one in register.volumes})
