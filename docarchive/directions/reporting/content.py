"""All that is printed of a period's report, as a value that goes to JSON and comes back the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from docarchive.core.screen import format_date
from docarchive.directions.counting import BY_WORDS, By, Counts, Figure, Line, Report, Span, line_key

TITLE: Final = "BÁO CÁO TÌNH HÌNH THỰC HIỆN Ý KIẾN CHỈ ĐẠO"
_SHAPE: Final = 1


@dataclass(frozen=True)
class Late:
    """An open assignment past its deadline.

    Attributes:
        document: Number and symbol it was given in; empty: none.
        days: Past the deadline, on the day the report is judged on.
        reason: As the lead last explained or noted it; empty: nothing was said.
    """

    code: str
    lead: str
    content: str
    document: str
    due_on: date
    days: int
    reason: str


@dataclass(frozen=True)
class Placed:
    """Where one assignment was counted.

    Attributes:
        figure: The one cell, or what it was left out as.
        line: Key of the line it stood in.
    """

    id: str
    code: str
    figure: Figure
    line: str


@dataclass(frozen=True)
class Explained:
    """What somebody was asked about a number, and said of it.

    Attributes:
        line: Key of the line the number stands in; empty: the whole.
        words: The number and the question, as a sentence.
        answer: With who said it and when; empty: none yet.
    """

    figure: Figure
    line: str
    words: str
    answer: str


def marks(explained: Sequence[Explained], line: str, figure: Figure) -> list[int]:
    """Which of the explanations are about a number, from 1; ``line`` is empty for the whole."""
    return [at for at, one in enumerate(explained, start=1) if (one.line, one.figure) == (line, figure)]


@dataclass(frozen=True)
class Content:
    """A report with everything its paper says.

    Attributes:
        superior: The body above; empty: there is none.
        symbol: Abbreviation of the agency in symbols: ``UBND``.
        title: What it is called in lists of reports.
        late: Open and past the deadline, the earliest deadline first.
        rows: Where every assignment was counted.
        explained: What was asked and said about numbers of the report; they are marked 1, 2, … in this order.
    """

    agency: str
    superior: str
    symbol: str
    title: str
    report: Report
    late: Sequence[Late]
    rows: Sequence[Placed]
    explained: Sequence[Explained] = ()

    def marks(self, line: str, figure: Figure) -> list[int]:
        """The numbers of what is said about a number; ``line`` is empty for the whole."""
        return marks(self.explained, line, figure)

    @property
    def period(self) -> str:
        """``Từ ngày 01/01/2026 đến ngày 11/08/2026``."""
        return f"Từ ngày {format_date(self.report.span.first)} đến ngày {format_date(self.report.as_of)}"

    @property
    def by_words(self) -> str:
        """What the lines are, as a column is headed: ``Cơ quan chủ trì``."""
        return BY_WORDS[self.report.by].capitalize()

    def to_json(self) -> dict[str, Any]:
        """Everything, in plain values."""
        report = self.report
        return {
            "shape": _SHAPE, "agency": self.agency, "superior": self.superior, "symbol": self.symbol,
            "title": self.title, "first": report.span.first.isoformat(), "last": report.span.last.isoformat(),
            "as_of": report.as_of.isoformat(), "by": report.by.value, "total": _numbers(report.total),
            "lines": [{"key": one.key, "name": one.name, "numbers": _numbers(one.counts)} for one in report.lines],
            "late": [{**asdict(one), "due_on": one.due_on.isoformat()} for one in self.late],
            "rows": [[one.id, one.code, one.figure.value, one.line] for one in self.rows],
            "explained": [[one.figure.value, one.line, one.words, one.answer] for one in self.explained],
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Content:
        """What ``to_json`` made; its sums are checked again.

        Raises:
            SumsDoNotCloseError: Somebody changed the numbers.
        """
        span, by = Span(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])), By(kept["by"])
        # What was kept earlier may name documents by their ids.
        lines = [Line(line_key(by, one["key"]), one["name"], _counts(one["numbers"])) for one in kept["lines"]]
        report = Report(span, date.fromisoformat(kept["as_of"]), by, _counts(kept["total"]), lines)
        report.check()
        late = [Late(**{**one, "due_on": date.fromisoformat(one["due_on"])}) for one in kept["late"]]
        rows = [Placed(each, code, Figure(figure), line_key(by, line)) for each, code, figure, line in kept["rows"]]
        explained = [Explained(Figure(figure), *said) for figure, *said in kept.get("explained", [])]
        return cls(kept["agency"], kept["superior"], kept["symbol"], kept["title"], report, late, rows, explained)


def _numbers(counts: Counts) -> dict[str, int]:
    return {figure.value: counts[figure] for figure in Figure if counts[figure]}


def _counts(numbers: Mapping[str, int]) -> Counts:
    return Counts({Figure(name): count for name, count in numbers.items()})
