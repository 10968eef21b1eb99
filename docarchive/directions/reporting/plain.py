"""A report for programs, and as a table of plain text for a person at the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from docarchive.core.screen import format_date, format_number
from docarchive.directions.counting import BANDS, BY_WORDS, Counts, Figure, Report
from docarchive.directions.reporting import wording

Rows = Mapping[str, Mapping[Figure, Sequence[str]]]

_CELLS: Final = (Figure.DONE_IN_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TIME, Figure.OPEN_LATE)
_FIRST: Final = (
    Figure.FIRST_DONE_IN_TIME, Figure.FIRST_DONE_LATE, Figure.FIRST_OPEN_IN_TIME, Figure.FIRST_OPEN_LATE,
)  # fmt: skip
_TOTALS: Final = tuple(each for each in Figure if each not in {*_CELLS, *_FIRST, *BANDS})
_SHORT: Final = (
    ("Giao", Figure.ASSIGNED),
    ("HT đúng hạn", Figure.DONE_IN_TIME),
    ("HT quá hạn", Figure.DONE_LATE),
    ("Chưa, trong hạn", Figure.OPEN_IN_TIME),
    ("Chưa, quá hạn", Figure.OPEN_LATE),
    ("Không hạn", Figure.NO_TERM),
)


def data(report: Report, rows: Rows | None = None) -> dict[str, Any]:
    """Everything as names and values.

    Args:
        rows: Ids behind each number by line; None: left out.
    """
    whole = None if rows is None else _together(rows.values())
    return {
        "from": report.span.first, "to": report.span.last, "as_of": report.as_of, "by": report.by.value,
        **numbers(report.total, whole),
        "lines": [
            {"key": one.key, "name": one.name, **numbers(one.counts, None if rows is None else rows.get(one.key, {}))}
            for one in report.lines
        ],
    }  # fmt: skip


def numbers(counts: Counts, rows: Mapping[Figure, Sequence[str]] | None = None) -> dict[str, Any]:
    """The figures of the whole, or of a line."""
    carried, given, done, still = (
        counts[each] for each in (Figure.CARRIED_OVER, Figure.GIVEN, Figure.DONE, Figure.OPEN)
    )
    by_first = {name.removeprefix("first_"): count for name, count in _named(counts, _FIRST).items()}
    found: dict[str, Any] = {
        "cells": _named(counts, _CELLS), "cells_by_first_deadline": by_first,
        "totals": _named(counts, _TOTALS),
        "ages": _named(counts, tuple(BANDS)),
        "rates": {
            name: {"part": rate.part, "whole": rate.whole, "percent": rate.percent, "formula": rate.formula}
            for name, rate in counts.rates.items()
        },
        "identity": {
            "carried_over": carried, "given": given, "done": done, "open": still,
            "holds": carried + given == done + still,
        },
    }  # fmt: skip
    if rows is not None:
        found["rows"] = {each.name.lower(): list(rows.get(each, ())) for each in Figure}
    return found


def lines(report: Report) -> list[str]:
    """The report as a person reads it in a terminal."""
    head = [BY_WORDS[report.by].capitalize(), *(name for name, _ in _SHORT), "Tỷ lệ"]
    body = [[line.name, *_cells(line.counts)] for line in report.lines]
    table = [head, *body, [wording.SUM, *_cells(report.total)]]
    widths = [min(48, max(len(row[at]) for row in table)) for at in range(len(head))]
    total, span = report.total, report.span
    as_of = f"tính đến ngày {format_date(report.as_of)}"
    return [
        f"Kỳ {format_date(span.first)} – {format_date(span.last)}, {as_of}",
        "",
        *(_row(row, widths) for row in table),
        "",
        f"{total.identity}",
        *(f"{words}: {rate.formula}" for words, rate in wording.worded_rates(total)),
        f"Không tính vào bảng: {total[Figure.RETURNED]} trả lại, {total[Figure.CANCELLED]} đã hủy.",
    ]  # fmt: skip


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *others = (
        cell[:width].ljust(width) if at == 0 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((name, *others))


def _cells(counts: Counts) -> list[str]:
    return [*(format_number(counts[figure]) for _, figure in _SHORT), counts.done_of_assigned.shown]


def _named(counts: Counts, figures: Iterable[Figure]) -> dict[str, int]:
    return {each.name.lower(): counts[each] for each in figures}


def _together(parts: Iterable[Mapping[Figure, Sequence[str]]]) -> Mapping[Figure, Sequence[str]]:
    found: dict[Figure, list[str]] = {each: [] for each in Figure}
    for part in parts:
        for figure, ids in part.items():
            found[figure] += ids
    return found
