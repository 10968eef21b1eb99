"""The lines of a volume as they are shown and printed: numbers, what their letters say, and what is missing between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.registers.entries import Entries, Entry
from docarchive.registers.models import RegisterNumber, Volume
from docarchive.registers.queries.numbers import Window, lines, summed
from docarchive.registers.states import NumberState

_TYPED = re.compile(r"0*(\d{1,7})\s*([a-z]?)")


@dataclass(frozen=True)
class Row:
    """A line of a volume: a number with what its letter says, or a number that has no line.

    Attributes:
        entry: None where there is no letter, or the reader may not know of it.
        missing: The number without a line; then everything else is None.
    """

    number: RegisterNumber | None = None
    entry: Entry | None = None
    missing: int | None = None

    @property
    def is_struck(self) -> bool:
        """Whether the number was cancelled."""
        return self.number is not None and self.number.state == NumberState.CANCELLED


def count(session: Session, of: Volume, window: Window) -> int:
    """How many lines a window lets through, without the missing ones."""
    wanted = lines(of, window).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def rows(
    session: Session, actor: Actor, of: Volume, window: Window, entries: Entries, offset: int = 0,
    size: int | None = None,
) -> list[Row]:  # fmt: skip
    """Some lines of a window, each number that is missing in its place."""
    held = session.scalars(lines(of, window).offset(max(0, offset - 1)).limit(size and size + (offset > 0))).all()
    before, shown = (held[0], held[1:]) if offset and held else (None, held)
    is_end = size is None or len(shown) < size or count(session, of, window) == offset + size
    low = before.number if before else _low(of, window, shown)
    high = _high(of, window, shown) if is_end else max((one.number for one in shown), default=0)
    missing = [one for one in summed(session, of).missing if low < one <= high]
    return list(_woven(shown, missing, entries.of(session, actor, shown)))


def typed_number(text: str) -> tuple[int, str] | None:
    """Read a number as people type it: ``42``, ``042``, ``36a``; None where it is none."""
    found = _TYPED.fullmatch(text.strip().lower())
    return (int(found[1]), found[2]) if found else None


def position(session: Session, of: Volume, window: Window, number: int, suffix: str) -> int | None:
    """How many lines of a window stand before a number; None where it is not there."""
    there = lines(of, window).where(RegisterNumber.number == number, RegisterNumber.suffix == suffix)
    if session.scalar(there) is None:
        return None
    earlier = and_(RegisterNumber.number == number, RegisterNumber.suffix < suffix)
    before = lines(of, window).where(or_(RegisterNumber.number < number, earlier)).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(before)) or 0


def _low(of: Volume, window: Window, shown: Sequence[RegisterNumber]) -> int:
    """The number after which what is missing belongs to the first page; days say nothing of missing numbers."""
    if window.first_day and shown:
        return shown[0].number
    return max(of.first_number, window.first_number or 0) - 1


def _high(of: Volume, window: Window, shown: Sequence[RegisterNumber]) -> int:
    if window.last_day and shown:
        return shown[-1].number
    return min(of.last_number, window.last_number or of.last_number)


def _woven(held: Sequence[RegisterNumber], missing: Sequence[int], said: Mapping[str, Entry]) -> Iterator[Row]:
    waiting = list(missing)
    for number in held:
        while waiting and waiting[0] < number.number:
            yield Row(missing=waiting.pop(0))
        yield Row(number, said.get(number.id))
    yield from (Row(missing=one) for one in waiting)
