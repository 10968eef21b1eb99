"""The ledger of numbers as the register's pages read it: none left out, the cancelled and the missing ones too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    rows = session.execute(
        select(RegisterNumber.state, func.count())
        .where(RegisterNumber.volume_id == of.id)
        .group_by(RegisterNumber.state)
    )
    counted: dict[str, int] = dict(rows.all())
    return Sum(
        counted.get(NumberState.GIVEN, 0), counted.get(NumberState.RESERVED, 0), counted.get(NumberState.CANCELLED, 0),
        tuple(_missing(session, of)),
    )  # fmt: skip


def _missing(session: Session, of: Volume) -> Iterator[int]:
    held = session.scalars(
        select(RegisterNumber.number)
        .where(RegisterNumber.volume_id == of.id, RegisterNumber.suffix == "")
        .order_by(RegisterNumber.number)
    )
    wanted = of.first_number
    for found in held:
        yield from range(wanted, found)
        wanted = found + 1
    yield from range(wanted, of.last_number + 1)
