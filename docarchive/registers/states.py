"""What a register is for, how long its numbers run, and where a number stands."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Direction(enum.StrEnum):
    """Which way the letters of a register go."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    INTERNAL = "internal"


class Period(enum.StrEnum):
    """After what the numbers begin again at 01.

    Source:
        Decree 30/2020/NĐ-CP, Article 15 and Annex I (calendar year); numbers of the Party run for a term of congress,
        those of some councils for a term of the council.
    """

    YEAR = "year"
    TERM = "term"


class NumberState(enum.StrEnum):
    """Where a number stands; whatever happens, it stays in its register."""

    RESERVED = "reserved"
    GIVEN = "given"
    CANCELLED = "cancelled"


NEXT: Mapping[NumberState, frozenset[NumberState]] = {
    NumberState.RESERVED: frozenset({NumberState.GIVEN, NumberState.CANCELLED}),
    NumberState.GIVEN: frozenset({NumberState.CANCELLED}),
    NumberState.CANCELLED: frozenset(),
}

DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.INCOMING: "Văn bản đến",
    Direction.OUTGOING: "Văn bản đi",
    Direction.INTERNAL: "Văn bản nội bộ",
}

PERIOD_WORDS: Mapping[Period, str] = {Period.YEAR: "theo năm", Period.TERM: "theo nhiệm kỳ"}

NUMBER_WORDS: Mapping[NumberState, str] = {
    NumberState.RESERVED: "Giữ trước",
    NumberState.GIVEN: "Đã cấp",
    NumberState.CANCELLED: "Hủy",
}
