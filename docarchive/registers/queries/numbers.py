"""The ledger of numbers as the register's pages read it: none left out, the cancelled and the missing ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from docarchive.registers.errors import RegisterNotFoundError
from docarchive.registers.models import RegisterNumber, Volume
from docarchive.registers.states import NumberState


@dataclass(frozen=True)
class Window:
    """Which lines of a volume are wanted; None leaves an end open.

    Attributes:
        first_day: With ``last_day``: both included.
        first_number: With ``last_number``: both included.
    """

    first_day: date | None = None
    last_day: date | None = None
    first_number: int | None = None
    last_number: int | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Say it to the database."""
        for column, first, last in (
            (RegisterNumber.day, self.first_day, self.last_day),
            (RegisterNumber.number, self.first_number, self.last_number),
        ):
            if first is not None:
                yield column >= first
            if last is not None:
                yield column <= last


def lines(of: Volume, window: Window | None = None) -> Select[RegisterNumber]:
    """All numbers of a volume in their order: 36, 36a, 37."""
    wanted = select(RegisterNumber).where(RegisterNumber.volume_id == of.id, *(window or Window()).conditions())
    return wanted.order_by(RegisterNumber.number, RegisterNumber.suffix)


def number(session: Session, of: Volume, number_id: str) -> RegisterNumber:
    """Find a number of a volume.

    Raises:
        RegisterNotFoundError: The volume has none such.
    """
    found = session.get(RegisterNumber, number_id)
    if found is None or found.volume_id != of.id:
        raise RegisterNotFoundError
    return found


def number_of(session: Session, letter_id: str) -> RegisterNumber | None:
    """The number a letter bears; a cancelled one no longer counts."""
    return session.scalar(
        select(RegisterNumber).where(RegisterNumber.subject == letter_id, RegisterNumber.state == NumberState.GIVEN)
    )


def number_in(session: Session, of: Volume, printed: str) -> RegisterNumber | None:
    """The number of a volume as people write it: ``36``, ``036``; with a letter that of one put in beside another."""
    found = re.fullmatch(r"0*(\d{1,6})([a-z]?)", printed.strip().lower())
    if found is None:
        return None
    wanted = (RegisterNumber.number == int(found[1]), RegisterNumber.suffix == found[2])
    return session.scalar(select(RegisterNumber).where(RegisterNumber.volume_id == of.id, *wanted))


def reserved(session: Session, of: Volume) -> Sequence[RegisterNumber]:
    """Numbers kept for letters that are still to come."""
    return session.scalars(lines(of).where(RegisterNumber.state == NumberState.RESERVED)).all()


@dataclass(frozen=True)
class Sum:
    """What a volume holds.

    Attributes:
        missing: Numbers between the first and the last that nobody gave; always empty unless rows were lost.
    """

    given: int
    reserved: int
    cancelled: int
    missing: tuple[int, ...]

    @property
    def total(self) -> int:
        """All lines of the volume."""
        return self.given + self.reserved + self.cancelled


def summed(session: Session, of: Volume) -> Sum:
    """Count a volume, and look for gaps: every number from the first to the last must have its line."""
    return sums(session, [of])[of.id]


def sums(session: Session, volumes: Sequence[Volume]) -> Mapping[str, Sum]:
    """Count volumes and look for their gaps, all in three questions; by the volume's id."""
    ids = [one.id for one in volumes]
    counted: dict[str, dict[str, int]] = {one: {} for one in ids}
    rows = session.execute(
        select(RegisterNumber.volume_id, RegisterNumber.state, func.count())
        .where(RegisterNumber.volume_id.in_(ids))
        .group_by(RegisterNumber.volume_id, RegisterNumber.state)
    )
    for volume_id, state, count in rows:
        counted[volume_id][state] = count
    gaps = _gaps(session, volumes)
    return {one: _sum(counted[one], gaps[one]) for one in ids}


def _sum(counted: Mapping[str, int], missing: Sequence[int]) -> Sum:
    given, kept, cancelled = (
        counted.get(state, 0) for state in (NumberState.GIVEN, NumberState.RESERVED, NumberState.CANCELLED)
    )
    return Sum(given, kept, cancelled, tuple(missing))


def _gaps(session: Session, volumes: Sequence[Volume]) -> Mapping[str, list[int]]:
    """Numbers without a line: before the first that has one, between two, and after the last."""
    ids = [one.id for one in volumes]
    held = RegisterNumber.volume_id.in_(ids), RegisterNumber.suffix == ""
    lowest, highest = func.min(RegisterNumber.number), func.max(RegisterNumber.number)
    rows = session.execute(
        select(RegisterNumber.volume_id, lowest, highest).where(*held).group_by(RegisterNumber.volume_id)
    )
    ends = {volume_id: (first, last) for volume_id, first, last in rows}
    found: dict[str, list[int]] = {}
    for one in volumes:
        first, last = ends.get(one.id, (one.last_number + 1, one.last_number))
        found[one.id] = [*range(one.first_number, first), *range(last + 1, one.last_number + 1)]
    for volume_id, before, number in _jumps(session, held):
        found[volume_id].extend(range(before + 1, number))
    return {volume_id: sorted(missing) for volume_id, missing in found.items()}


def _jumps(session: Session, held: tuple[ColumnElement[bool], ...]) -> Iterator[tuple[str, int, int]]:
    """Neighbours that are more than one apart."""
    volume_id, number = RegisterNumber.volume_id, RegisterNumber.number
    before = func.lag(number).over(partition_by=volume_id, order_by=number).label("before")
    pairs = select(volume_id, before, number).where(*held).subquery()
    for row in session.execute(select(pairs).where(pairs.c.number > pairs.c.before + 1)):
        yield row.volume_id, row.before, row.number


def twins(session: Session, of: Volume) -> Sequence[str]:
    """Numbers that stand in a volume twice; always empty unless the database lost its rule."""
    rows = session.execute(
        select(RegisterNumber.number, RegisterNumber.suffix)
        .where(RegisterNumber.volume_id == of.id)
        .group_by(RegisterNumber.number, RegisterNumber.suffix)
        .having(func.count() > 1)
        .order_by(RegisterNumber.number, RegisterNumber.suffix)
    )
    return [f"{value:02d}{suffix}" for value, suffix in rows]
