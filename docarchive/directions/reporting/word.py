"""A report as a Word file, in the form of the office."""

from __future__ import annotations

from collections.abc import Iterator

from docarchive.core import papers
from docarchive.core.papers import Lines, Table
from docarchive.core.screen import format_date, format_number
from docarchive.directions.counting import Counts
from docarchive.directions.reporting import wording
from docarchive.directions.reporting.content import Content


def document(content: Content) -> bytes:
    """The report as .docx: the table, rates, what must be equal, and everything that is late."""
    agency = (content.superior, content.agency)
    return papers.paper(
        agency, wording.head(content), _parts(content), wording.SIGNATURES, below=wording.below(content)
    )


def _parts(content: Content) -> Iterator[Lines | Table]:
    yield Lines(("1. Số liệu",), is_strong=True)
    names = [name for name, _ in wording.COLUMNS]
    columns = [("TT", 5), (content.by_words, 27), *((name, 9) for name in names), ("Tỷ lệ hoàn thành", 10)]
    lines = enumerate(content.report.lines, start=1)
    rows = ([str(at), line.name, *_cells(content, line.counts, line.key)] for at, line in lines)
    total = ["", wording.SUM, *_cells(content, content.report.total)]
    yield Table(columns, rows, frozenset({0, *range(2, len(columns))}), total)
    yield Lines(("", wording.identity(content), *wording.apart(content)))
    if content.explained:
        yield Lines(("", wording.HEAD_EXPLAINED), is_strong=True)
        yield Lines(wording.explanations(content))
    yield Lines(("", "2. Tỷ lệ"), is_strong=True)
    yield Lines(wording.rates(content))
    yield Lines(("", f"3. {wording.HEAD_LATE}"), is_strong=True)
    yield Lines(wording.ageing(content))
    if content.late:
        late = (
            [
                str(at), one.code, one.content, one.document or "—", one.lead, format_date(one.due_on),
                format_number(one.days), one.reason or "—",
            ]
            for at, one in enumerate(content.late, start=1)
        )  # fmt: skip
        yield Table(wording.LATE_COLUMNS, late, frozenset({0, 6}))
        yield Lines(wording.left_off(content))


def _cells(content: Content, counts: Counts, line: str = "") -> list[str]:
    """The numbers of a line, each with the signs of what is said about it; without a line those of the whole."""
    numbers = zip(wording.COLUMNS, wording.numbers(counts), strict=True)
    shown = [format_number(number) + wording.marked(content, line, figure) for (_, figure), number in numbers]
    return [*shown, wording.rate(counts)]
