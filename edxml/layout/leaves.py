"""Elements that hold one value, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from edxml.element import Branch, FileLeaf, Leaf
from edxml.times import Moment, format_day

Parts = list[Branch | Leaf | FileLeaf]


def listed(name: str, values: Iterable[str]) -> Parts:
    """Texts under one name."""
    return [Leaf(name, value) for value in values]


def day(name: str, value: date | None) -> Leaf:
    """A date."""
    return Leaf(name, format_day(value) if value else "")


def moment(name: str, value: Moment | None) -> Leaf:
    """A time, as it was received."""
    return Leaf(name, value.text if value else "")


def number(name: str, value: int | None) -> Leaf:
    """A number or a code."""
    return Leaf(name, "" if value is None else str(int(value)))


def truth(name: str, value: bool | None) -> Leaf:  # noqa: FBT001 - the value of the element itself
    """A sign, 0 or 1."""
    return Leaf(name, "" if value is None else str(int(value)))
