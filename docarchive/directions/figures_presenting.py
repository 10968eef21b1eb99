"""From a report to what its page shows: every number with the address of its rows, bars with their geometry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for

from docarchive.core.screen import format_date
from docarchive.directions.counting import (
    BAND_WORDS,
    BY_WORDS,
    By,
    Counts,
    Figure,
    Line,
    Rate,
    Report,
    Span,
)
from docarchive.directions.queries.months import Month
from docarchive.directions.reporting.content import Content, Explained, marks

_ROMAN = ("I", "II", "III", "IV")
_HEIGHT = 192.0
_WIDTH = 640.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000)
# The columns of the table, each with its label on a phone.
COLUMNS = (
    ("Giao", Figure.ASSIGNED), ("Hoàn thành đúng hạn", Figure.DONE_IN_TIME), ("Hoàn thành quá hạn", Figure.DONE_LATE),
    ("Chưa xong, trong hạn", Figure.OPEN_IN_TIME), ("Chưa xong, quá hạn", Figure.OPEN_LATE),
    ("Không thời hạn", Figure.NO_TERM),
)  # fmt: skip
FILES = (("Word", "docx", "file-earmark-word"), ("Excel", "xlsx", "file-earmark-spreadsheet"))
RATE_WORDS = {
    "done_of_assigned": "Hoàn thành / được giao", "done_of_due": "Hoàn thành / đến hạn",
    "in_time": "Đúng hạn, theo hạn đã gia hạn", "in_time_by_first": "Đúng hạn, theo hạn giao ban đầu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures an address asks for.

    Attributes:
        own: Only the register of the reader's agency, not what is led here for others.
    """

    span: Span
    by: By
    own: bool

    def values(self) -> dict[str, Any]:
        """As addresses name it."""
        return {
            "tu": format_date(self.span.first), "den": format_date(self.span.last), "theo": self.by.value,
            "so": "1" if self.own else None,
        }  # fmt: skip

    def page(self, **changes: Any) -> str:
        """The page of these figures."""
        return url_for("directions.figures", **{**self.values(), **changes})

    def ask(self, figure: Figure, key: str | None = None) -> str:
        """Where somebody is asked to explain a number: of the whole, or of the line with a key."""
        return url_for("directions.ask_figure", **{**self.values(), "figure": figure.value, "khoa": key})

    def rows(self, figure: Figure, key: str | None = None) -> str:
        """Where the assignments behind a number are listed: of the whole, or of the line with a key."""
        return url_for("directions.figure_rows", **{**self.values(), "figure": figure.value, "khoa": key})


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the address of exactly so many rows.

    Attributes:
        height: Of its bar in the chart; 0 where it stands in none.
        marks: Which of the explanations below the table are about it, from 1.
        ask_url: Where somebody is asked to explain it; empty where the reader does not ask, or nothing is late.
    """

    value: int
    url: str
    height: float = 0
    marks: Sequence[int] = ()
    ask_url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the chart: its two numbers, where its bars begin and how wide each is."""

    words: str
    short: str
    given: Cell
    done: Cell
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of given and done by month.

    Attributes:
        told: The chart in one sentence.
        grid: Height and words of each line across.
    """

    told: str
    grid: Sequence[tuple[float, str]]
    months: Sequence[Column]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside numbers.

    Attributes:
        explained: What was asked and said about some of them.
        asks: The reader may ask about those that are late.
    """

    explained: Sequence[Explained] = ()
    asks: bool = False


_NOTHING = Beside()


def cells(report: Report, asked: Asked, beside: Beside = _NOTHING) -> dict[str, Cell]:
    """Every figure of the whole by its name."""
    return {each.value: _cell(report.total, each, asked, None, beside) for each in Figure}


def told(report: Report, asked: Asked) -> dict[str, Any]:
    """What stands beside the four cells: rates spelled out, what is counted apart."""
    total = report.total
    left_out = [
        (words, Cell(total[each], asked.rows(each)))
        for words, each in (("trả lại", Figure.RETURNED), ("đã hủy", Figure.CANCELLED))
        if total[each]
    ]
    return {
        "rates": [(RATE_WORDS[name], rate) for name, rate in total.rates.items()], "left_out": left_out,
        "no_term": Cell(total[Figure.NO_TERM], asked.rows(Figure.NO_TERM)),
    }  # fmt: skip


def ageing(report: Report, asked: Asked) -> list[tuple[str, Cell, float]]:
    """What is late by bands of days, each with the length of its bar in per cent of the longest."""
    most = max((report.total[each] for each in BAND_WORDS), default=0) or 1
    return [
        (
            words,
            Cell(report.total[band], asked.rows(band)),
            round(100 * report.total[band] / most, 1),
        )
        for band, words in BAND_WORDS.items()
    ]


def line(one: Line, asked: Asked, beside: Beside = _NOTHING) -> dict[str, Any]:
    """A line of the table."""
    return {"name": one.name, **_row(one.counts, lambda figure: _cell(one.counts, figure, asked, one.key, beside))}


def foot(report: Report, asked: Asked, beside: Beside = _NOTHING) -> dict[str, Any]:
    """The sum below the table."""
    return _row(report.total, lambda figure: _cell(report.total, figure, asked, None, beside))


def chart(months: Sequence[Month], *, own: bool) -> Chart:
    """The bars of a period's months; ``own`` as in ``Asked``."""
    most = max((max(one.given, one.done) for one in months), default=0)
    step = next((each for each in _STEPS if each * 5 >= most), _STEPS[-1])
    top = step * max(1, -(-most // step))
    room = _WIDTH / max(1, len(months))
    width = round(min(26.0, room * 0.36), 1)
    columns = [
        Column(
            f"{one.first:%m/%Y}", _short(one, months), _bar(one, one.given, top, ("tu", "den"), own=own),
            _bar(one, one.done, top, ("xongtu", "xongden"), own=own),
            round(34 + at * room + (room - 2 * width - 3) / 2, 1), width,
        )
        for at, one in enumerate(months)
    ]  # fmt: skip
    grid = [(round(210 - _HEIGHT * value / top, 1), str(value)) for value in range(0, top + 1, step)]
    return Chart(_sentence(months), grid, columns)


def ways(asked: Asked) -> list[tuple[str, str, bool]]:
    """What the table can be broken down by."""
    return [
        (BY_WORDS[each].capitalize(), asked.page(theo=each.value, _anchor="bang"), each is asked.by) for each in By
    ]  # fmt: skip


def scopes(asked: Asked) -> list[tuple[str, str, bool]]:
    """Whose work is counted."""
    return [
        ("Mọi việc tôi theo dõi, chủ trì", asked.page(so=None), not asked.own),
        ("Sổ của cơ quan tôi", asked.page(so="1"), asked.own),
    ]  # fmt: skip


def periods(asked: Asked, today: date) -> list[tuple[str, str, bool]]:
    """Periods reports are usually made of."""
    quarter, year = (today.month - 1) // 3, today.year
    half = (f"6 tháng {'đầu' if today.month < 7 else 'cuối'} năm", date(year, 1 if today.month < 7 else 7, 1))
    begun = [
        (f"Năm {year}", date(year, 1, 1)),
        half,
        (f"Quý {_ROMAN[quarter]}", date(year, quarter * 3 + 1, 1)),
        (f"Tháng {today.month}", today.replace(day=1)),
    ]
    spans = [(words, Span(first, today)) for words, first in begun]
    spans.append((f"Năm {year - 1}", Span(date(year - 1, 1, 1), date(year - 1, 12, 31))))
    return [(words, replace(asked, span=each).page(), each == asked.span) for words, each in spans]


def kept_numbers(kept: Content) -> dict[str, Cell]:
    """Every figure of a kept report by its name; its rows may be others now, so nothing is a link."""
    return {each.value: Cell(kept.report.total[each], "", marks=kept.marks("", each)) for each in Figure}


def kept_told(report: Report) -> list[tuple[str, Rate]]:
    """The rates of a kept report."""
    return [(RATE_WORDS[name], rate) for name, rate in report.total.rates.items()]


def kept_line(one: Line, kept: Content) -> dict[str, Any]:
    """A line of a kept report."""
    return {
        "name": one.name,
        **_row(one.counts, lambda figure: Cell(one.counts[figure], "", marks=kept.marks(one.key, figure))),
    }  # fmt: skip


def kept_foot(kept: Content) -> dict[str, Any]:
    """The sum of a kept report."""
    total = kept.report.total
    return _row(total, lambda figure: Cell(total[figure], "", marks=kept.marks("", figure)))


def _row(counts: Counts, cell: Callable[[Figure], Cell]) -> dict[str, Any]:
    rate = counts.done_of_assigned
    return {
        "cells": [(label, cell(figure)) for label, figure in COLUMNS], "rate": rate.shown,
        "width": rate.percent or 0,
    }  # fmt: skip


def _cell(counts: Counts, figure: Figure, asked: Asked, key: str | None, beside: Beside) -> Cell:
    """A number with its rows, what is said about it and, where it is what is late, the way to ask about it."""
    number = counts[figure]
    asks = beside.asks and number and figure is Figure.OPEN_LATE
    found = marks(beside.explained, key or "", figure) if beside.explained else ()
    return Cell(number, asked.rows(figure, key), 0, found, asked.ask(figure, key) if asks else "")


def _bar(one: Month, value: int, top: int, names: tuple[str, str], *, own: bool) -> Cell:
    days: dict[str, Any] = {
        names[0]: format_date(one.first),
        names[1]: format_date(one.last),
        "so": "1" if own else None,
    }
    return Cell(value, url_for("directions.index", o="tat-ca", **days), round(_HEIGHT * value / top, 1))


def _short(one: Month, months: Sequence[Month]) -> str:
    if len(months) > 12:
        return f"{one.first.month}/{one.first:%y}" if one.first.month in (1, 7) or one is months[0] else ""
    return f"T{one.first.month}"


def _sentence(months: Sequence[Month]) -> str:
    given, done = sum(one.given for one in months), sum(one.done for one in months)
    busiest = max(months, key=lambda one: one.given, default=None)
    said = f"Trong kỳ giao {given}, hoàn thành {done}"
    if busiest is None or not busiest.given:
        return said
    return f"{said}; giao nhiều nhất tháng {busiest.first:%m/%Y}: {busiest.given}, hoàn thành {busiest.done}"
