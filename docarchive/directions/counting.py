"""The figures of a period as values: four cells, what is counted apart, rates with their formula, sums that close."""

from __future__ import annotations

import enum
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docarchive.core.screen import format_number
from docarchive.kernel.errors import InvalidInputError


class By(enum.StrEnum):
    """What a report is broken down by."""

    AGENCY = "agency"
    LEADER = "leader"
    DOCUMENT = "document"
    FIELD = "field"
    UNIT = "unit"
    SOURCE = "source"


class Figure(enum.StrEnum):
    """A number of a report, named as the address names it; behind each are exactly so many assignments.

    Those without a deadline are in the ``…_NO_TERM`` alone, those returned or cancelled in none but their own.
    """

    DONE_IN_TIME = "ht-dung"
    DONE_LATE = "ht-qua"
    OPEN_IN_TIME = "cht-trong"
    OPEN_LATE = "cht-qua"
    DONE = "ht"
    OPEN = "cht"
    IN_TIME = "trong"
    LATE = "qua"
    ASSIGNED = "tat-ca"
    CARRIED_OVER = "ky-truoc"
    GIVEN = "trong-ky"
    DONE_NO_TERM = "ht-khong-han"
    OPEN_NO_TERM = "cht-khong-han"
    NO_TERM = "khong-han"
    CARRIED_OVER_NO_TERM = "ky-truoc-khong-han"
    GIVEN_NO_TERM = "trong-ky-khong-han"
    FIRST_DONE_IN_TIME = "dau-ht-dung"
    FIRST_DONE_LATE = "dau-ht-qua"
    FIRST_OPEN_IN_TIME = "dau-cht-trong"
    FIRST_OPEN_LATE = "dau-cht-qua"
    LATE_TO_30 = "tuoi-1"
    LATE_TO_60 = "tuoi-2"
    LATE_TO_120 = "tuoi-3"
    LATE_LONGER = "tuoi-4"
    RETURNED = "tra-lai"
    CANCELLED = "huy"


# Days past the deadline, both ends counted; the last band is open.
BANDS: Final[Mapping[Figure, tuple[int, int | None]]] = {
    Figure.LATE_TO_30: (1, 30),
    Figure.LATE_TO_60: (31, 60),
    Figure.LATE_TO_120: (61, 120),
    Figure.LATE_LONGER: (121, None),
}

BY_WORDS: Final[Mapping[By, str]] = {
    By.AGENCY: "cơ quan chủ trì",
    By.LEADER: "người chỉ đạo",
    By.DOCUMENT: "văn bản",
    By.FIELD: "lĩnh vực",
    By.UNIT: "đơn vị",
    By.SOURCE: "nguồn chỉ đạo",
}

BAND_WORDS: Final[Mapping[Figure, str]] = {
    Figure.LATE_TO_30: "1–30 ngày",
    Figure.LATE_TO_60: "31–60 ngày",
    Figure.LATE_TO_120: "61–120 ngày",
    Figure.LATE_LONGER: "Trên 120 ngày",
}


# Stands before a key that is a name: such a body, leader or document has no row of its own here.
NAMED: Final = "~"
_ONE_WAY: Final = "="


def line_key(by: By, key: str) -> str:
    """What a line is asked for by: the id of a row, but never that of a document, which its reader may not know of.

    Asked again about what it gave, it gives the same.
    """
    if by is not By.DOCUMENT or key.startswith((NAMED, _ONE_WAY)):
        return key
    return _ONE_WAY + hashlib.sha256(f"line of {key}".encode()).hexdigest()[:20]


class SumsDoNotCloseError(Exception):
    """Two ways of counting the same came to different sums: a fault that must be seen, not printed."""


@dataclass(frozen=True)
class Span:
    """The days a report is about, both counted.

    Raises:
        InvalidInputError: The last day is before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            message = "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."
            raise InvalidInputError(message, fields={"last": message})

    @classmethod
    def this_year(cls, today: date) -> Span:
        """From New Year until today."""
        return cls(date(today.year, 1, 1), today)

    def as_of(self, today: date) -> date:
        """The day assignments are judged on: the last one, or today where the period is not over."""
        return min(self.last, today)


@dataclass(frozen=True)
class Rate:
    """A part of a whole.

    Attributes:
        sum: How the whole is made up, as it is printed: ``133``, ``(39 + 11)``.
    """

    part: int
    whole: int
    sum: str

    @property
    def percent(self) -> float | None:
        """To two places, halves upwards; None: there is nothing to divide by."""
        return (self.part * 20_000 + self.whole) // (2 * self.whole) / 100 if self.whole else None

    @property
    def shown(self) -> str:
        """``29,32%``, or a dash."""
        percent = self.percent
        return format_number(None) if percent is None else f"{format_number(percent, 2)}%"

    @property
    def formula(self) -> str:
        """The sum spelled out: ``39/133 = 29,32%``."""
        return f"{format_number(self.part)}/{self.sum} = {self.shown}"


@dataclass(frozen=True)
class Counts:
    """How many assignments lie behind each figure; those not named have none."""

    numbers: Mapping[Figure, int] = field(default_factory=dict)

    def __getitem__(self, figure: Figure) -> int:
        return self.numbers.get(figure, 0)

    @property
    def left_out(self) -> int:
        """Returned or cancelled: in no cell and no sum."""
        return self[Figure.RETURNED] + self[Figure.CANCELLED]

    @property
    def done_of_assigned(self) -> Rate:
        """Done, of all that have a deadline (``39/133``)."""
        return Rate(self[Figure.DONE], self[Figure.ASSIGNED], format_number(self[Figure.ASSIGNED]))

    @property
    def done_of_due(self) -> Rate:
        """Done, of those that should be by now: done or past their deadline."""
        done, late = self[Figure.DONE], self[Figure.OPEN_LATE]
        return Rate(done, done + late, f"({format_number(done)} + {format_number(late)})")

    @property
    def in_time(self) -> Rate:
        """Done by the deadline in force, extensions counted, of those done."""
        return Rate(self[Figure.DONE_IN_TIME], self[Figure.DONE], format_number(self[Figure.DONE]))

    @property
    def in_time_by_first(self) -> Rate:
        """Done by the deadline as first set, of those done."""
        return Rate(self[Figure.FIRST_DONE_IN_TIME], self[Figure.DONE], format_number(self[Figure.DONE]))

    @property
    def rates(self) -> Mapping[str, Rate]:
        """Every rate by its name."""
        names = ("done_of_assigned", "done_of_due", "in_time", "in_time_by_first")
        return {name: getattr(self, name) for name in names}

    @property
    def identity(self) -> str:
        """What must be equal, spelled out: ``28 + 105 = 39 + 94``, with words."""
        carried, given, done, still = (
            format_number(self[each]) for each in (Figure.CARRIED_OVER, Figure.GIVEN, Figure.DONE, Figure.OPEN)
        )
        return f"{carried} kỳ trước chuyển sang + {given} giao trong kỳ = {done} hoàn thành + {still} chưa hoàn thành"

    def check(self) -> None:
        """Compare every sum with its parts.

        Raises:
            SumsDoNotCloseError: Some sum does not close.
        """
        of = self.numbers.get
        for wholes, parts in _SUMS:
            left, right = 0, 0
            for each in wholes:
                left += of(each, 0)
            for each in parts:
                right += of(each, 0)
            if left != right:
                one, other = (" + ".join(each.name for each in side) for side in (wholes, parts))
                raise SumsDoNotCloseError(f"{one} = {left}, but {other} = {right}")


_CELLS: Final = (Figure.DONE_IN_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TIME, Figure.OPEN_LATE)
_SUMS: Final[Sequence[tuple[Sequence[Figure], Sequence[Figure]]]] = (
    ((Figure.CARRIED_OVER, Figure.GIVEN), (Figure.DONE, Figure.OPEN)),
    ((Figure.ASSIGNED,), _CELLS),
    ((Figure.DONE,), (Figure.DONE_IN_TIME, Figure.DONE_LATE)),
    ((Figure.OPEN,), (Figure.OPEN_IN_TIME, Figure.OPEN_LATE)),
    ((Figure.IN_TIME, Figure.LATE), _CELLS),
    ((Figure.OPEN_LATE,), tuple(BANDS)),
    ((Figure.CARRIED_OVER_NO_TERM, Figure.GIVEN_NO_TERM), (Figure.DONE_NO_TERM, Figure.OPEN_NO_TERM)),
    ((Figure.NO_TERM,), (Figure.DONE_NO_TERM, Figure.OPEN_NO_TERM)),
    ((Figure.DONE,), (Figure.FIRST_DONE_IN_TIME, Figure.FIRST_DONE_LATE)),
    ((Figure.OPEN,), (Figure.FIRST_OPEN_IN_TIME, Figure.FIRST_OPEN_LATE)),
)


@dataclass(frozen=True)
class Line:
    """One body, leader, document, field or unit of a report.

    Attributes:
        key: What its rows are asked for by; see ``queries.figures``.
    """

    key: str
    name: str
    counts: Counts


@dataclass(frozen=True)
class Report:
    """The figures of a period, whole and broken down; the lines add up to the whole.

    Attributes:
        as_of: The day everything is judged on.
        lines: In official order, never ranked.
    """

    span: Span
    as_of: date
    by: By
    total: Counts
    lines: Sequence[Line]

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def check(self) -> None:
        """Compare all sums, of every line and across them.

        Raises:
            SumsDoNotCloseError: Some sum does not close.
        """
        self.total.check()
        summed: Counter[Figure] = Counter()
        for line in self.lines:
            line.counts.check()
            for figure, count in line.counts.numbers.items():
                summed[figure] += count
        for figure in Figure:
            if summed[figure] != self.total[figure]:
                raise SumsDoNotCloseError(f"{figure.name}: lines {summed[figure]}, whole {self.total[figure]}")
