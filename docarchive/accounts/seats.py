"""A person as rights see him: name, roles and seats; an account, or just these columns of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from docarchive.kernel.roles import Role


class Seat(Protocol):
    """A place in an agency.

    Attributes:
        is_main: The seat whose agency the person acts for.
        records_of: Ids of the agencies that ended and whose records its agency keeps.
    """

    @property
    def agency_id(self) -> str: ...
    @property
    def unit_id(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def is_main(self) -> bool: ...
    @property
    def records_of(self) -> frozenset[str]: ...

    def is_held_on(self, day: date) -> bool:
        """Tell whether the seat is held on a day and its agency exists on it."""


class Person(Protocol):
    """Somebody who may sign in."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> frozenset[Role]: ...
    @property
    def is_enabled(self) -> bool: ...

    def positions_on(self, day: date) -> Sequence[Seat]:
        """List the seats held on a day in agencies that exist on it, the main one first."""


_Seat = TypeVar("_Seat", bound=Seat)


def held_on(seats: Iterable[_Seat], day: date) -> list[_Seat]:
    """List the seats held on a day, the main one first, then the oldest."""
    held = [seat for seat in seats if seat.is_held_on(day)]
    return sorted(held, key=lambda seat: (not seat.is_main, seat.valid_from))


def lasts_on(day: date, first: date | None, last: date | None) -> bool:
    """Tell whether a day lies between two days, both included; None leaves a side open."""
    return (first is None or first <= day) and (last is None or day <= last)
