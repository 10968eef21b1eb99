"""From a report to what its page shows: every number with the address of its rows, bars with their geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from docarchive.core.screen import format_date
from docarchive.directions.counting import BAND_WORDS, BY_WORDS, By, Counts, Figure, Line, Report, Span
from docarchive.directions.queries.months import Month

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
FIGURE_WORDS: Mapping[Figure, str] = {
    Figure.DONE_IN_TIME: "Hoàn thành đúng hạn", Figure.DONE_LATE: "Hoàn thành quá hạn",
    Figure.OPEN_IN_TIME: "Chưa hoàn thành, trong hạn", Figure.OPEN_LATE: "Chưa hoàn thành, quá hạn",
    Figure.DONE: "Hoàn thành", Figure.OPEN: "Chưa hoàn thành", Figure.IN_TIME: "Trong hạn", Figure.LATE: "Quá hạn",
    Figure.ASSIGNED: "Được giao, có thời hạn", Figure.CARRIED_OVER: "Kỳ trước chuyển sang",
    Figure.GIVEN: "Giao trong kỳ", Figure.DONE_NO_TERM: "Hoàn thành, không thời hạn",
    Figure.OPEN_NO_TERM: "Chưa hoàn thành, không thời hạn", Figure.NO_TERM: "Không thời hạn",
    Figure.CARRIED_OVER_NO_TERM: "Kỳ trước chuyển sang, không thời hạn",
    Figure.GIVEN_NO_TERM: "Giao trong kỳ, không thời hạn",
    Figure.FIRST_DONE_IN_TIME: "Hoàn thành đúng hạn giao ban đầu",
    Figure.FIRST_DONE_LATE: "Hoàn thành quá hạn giao ban đầu",
    Figure.FIRST_OPEN_IN_TIME: "Chưa hoàn thành, trong hạn giao ban đầu",
    Figure.FIRST_OPEN_LATE: "Chưa hoàn thành, quá hạn giao ban đầu",
    Figure.RETURNED: "Trả lại", Figure.CANCELLED: "Đã hủy",
    **{band: f"Quá hạn {words.lower()}" for band, words in BAND_WORDS.items()},
}  # fmt: skip
RATE_WORDS = {
    "done_of_assigned": "Hoàn thành / được giao", "done_of_due": "Hoàn thành / đến hạn",
    "in_time": "Đúng hạn, theo hạn đã gia hạn", "in_time_by_first": "Đúng hạn, theo hạn giao ban đầu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the address of exactly so many rows.

    Attributes:
        height: Of its bar in the chart; 0 where it stands in none.
    """

    value: int
    url: str
    height: float = 0


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


def address(span: Span, by: By, figure: Figure, key: str | None = None) -> str:
    """Where the rows behind a number are listed."""
    return url_for(
        "directions.figure_rows", figure=figure.value, tu=format_date(span.first), den=format_date(span.last),
        theo=by.value if key is not None else None, khoa=key,
    )  # fmt: skip


def cells(report: Report) -> dict[str, Cell]:
    """Every figure of the whole by its name."""
    return {each.value: Cell(report.total[each], address(report.span, report.by, each)) for each in Figure}


def told(report: Report) -> dict[str, Any]:
    """What stands beside the four cells: rates spelled out, what is counted apart."""
    total = report.total
    left_out = [
        (words, Cell(total[each], address(report.span, report.by, each)))
        for words, each in (("trả lại", Figure.RETURNED), ("đã hủy", Figure.CANCELLED))
        if total[each]
    ]
    return {
        "rates": [(RATE_WORDS[name], rate) for name, rate in total.rates.items()], "left_out": left_out,
        "no_term": Cell(total[Figure.NO_TERM], address(report.span, report.by, Figure.NO_TERM)),
    }  # fmt: skip


def ageing(report: Report) -> list[tuple[str, Cell, float]]:
    """What is late by bands of days, each with the length of its bar in per cent of the longest."""
    most = max((report.total[each] for each in BAND_WORDS), default=0) or 1
    return [
        (
            words,
            Cell(report.total[band], address(report.span, report.by, band)),
            round(100 * report.total[band] / most, 1),
        )
        for band, words in BAND_WORDS.items()
    ]


def line(report: Report, one: Line) -> dict[str, Any]:
    """A line of the table."""
    return {"name": one.name, **_row(one.counts, lambda figure: address(report.span, report.by, figure, one.key))}


def foot(report: Report) -> dict[str, Any]:
    """The sum below the table."""
    return _row(report.total, lambda figure: address(report.span, report.by, figure))


def chart(months: Sequence[Month]) -> Chart:
    """The bars of a period's months."""
    most = max((max(one.given, one.done) for one in months), default=0)
    step = next((each for each in _STEPS if each * 5 >= most), _STEPS[-1])
    top = step * max(1, -(-most // step))
    room = _WIDTH / max(1, len(months))
    width = round(min(26.0, room * 0.36), 1)
    columns = [
        Column(
            f"{one.first:%m/%Y}", _short(one, months), _bar(one, one.given, top, "tu", "den"),
            _bar(one, one.done, top, "xongtu", "xongden"), round(34 + at * room + (room - 2 * width - 3) / 2, 1), width,
        )
        for at, one in enumerate(months)
    ]  # fmt: skip
    grid = [(round(210 - _HEIGHT * value / top, 1), str(value)) for value in range(0, top + 1, step)]
    return Chart(_sentence(months), grid, columns)


def ways(span: Span, by: By) -> list[tuple[str, str, bool]]:
    """What the table can be broken down by."""
    return [
        (
            BY_WORDS[each].capitalize(),
            url_for("directions.figures", theo=each.value, _anchor="bang", **_days(span)),
            each is by,
        )
        for each in By
    ]


def periods(span: Span, by: By, today: date) -> list[tuple[str, str, bool]]:
    """Periods reports are usually made of."""
    quarter = (today.month - 1) // 3
    year = today.year
    half = (f"6 tháng {'đầu' if today.month < 7 else 'cuối'} năm", date(year, 1 if today.month < 7 else 7, 1))
    begun = [
        (f"Năm {year}", date(year, 1, 1)),
        half,
        (f"Quý {_ROMAN[quarter]}", date(year, quarter * 3 + 1, 1)),
        (f"Tháng {today.month}", today.replace(day=1)),
    ]
    spans = [(words, Span(first, today)) for words, first in begun]
    spans.append((f"Năm {year - 1}", Span(date(year - 1, 1, 1), date(year - 1, 12, 31))))
    return [
        (words, url_for("directions.figures", theo=by.value, **_days(each)), each == span) for words, each in spans
    ]  # fmt: skip


def _row(counts: Counts, where: Callable[[Figure], str]) -> dict[str, Any]:
    rate = counts.done_of_assigned
    return {
        "cells": [(label, Cell(counts[figure], where(figure))) for label, figure in COLUMNS], "rate": rate.shown,
        "width": rate.percent or 0,
    }  # fmt: skip


def _bar(one: Month, value: int, top: int, first: str, last: str) -> Cell:
    days: dict[str, Any] = {first: format_date(one.first), last: format_date(one.last)}
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


def _days(span: Span) -> dict[str, Any]:
    return {"tu": format_date(span.first), "den": format_date(span.last)}
