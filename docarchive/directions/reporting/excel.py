"""A report as an Excel file: the table with what is said of it, and a sheet of everything that is late."""

from __future__ import annotations

from docarchive.core import sheets
from docarchive.core.sheets import Cell, CoverLine, Part
from docarchive.directions.counting import Counts
from docarchive.directions.reporting import wording
from docarchive.directions.reporting.content import Content


def workbook(content: Content) -> bytes:
    """The report as .xlsx; the same content gives the same bytes."""
    return sheets.report([_figures(content), _late(content)], content.report.as_of)


def _figures(content: Content) -> Part:
    columns = [
        ("TT", 10), (content.by_words, 60), *((name, 20) for name, _ in wording.COLUMNS), ("Tỷ lệ hoàn thành", 22),
    ]  # fmt: skip
    rows = (
        [at, line.name, *_cells(line.counts), *_signs(content, line.key)]
        for at, line in enumerate(content.report.lines, start=1)
    )
    said = [wording.identity(content), *wording.apart(content), *wording.rates(content), *wording.ageing(content)]
    total: list[Cell] = ["", wording.SUM, *_cells(content.report.total), *_signs(content, "")]
    if content.explained:
        columns.append((wording.HEAD_EXPLAINED, 22))
        said += [f"{wording.HEAD_EXPLAINED}:", *wording.explanations(content)]
    return Part("Số liệu", columns, rows, _head(content, *wording.head(content)), said, total)


def _late(content: Content) -> Part:
    rows: list[list[Cell]] = [
        [at, one.code, one.content, one.document, one.lead, one.due_on, one.days, one.reason]
        for at, one in enumerate(content.late, start=1)
    ]
    head = _head(content, wording.HEAD_LATE.upper(), f"(Tính đến ngày {content.report.as_of:%d/%m/%Y})")
    return Part("Quá hạn", wording.LATE_COLUMNS, rows, head, wording.left_off(content))


def _head(content: Content, title: str, *below: str) -> list[CoverLine]:
    motto = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    lines = (
        CoverLine(motto[0], 12, is_strong=True),
        CoverLine(motto[1], 12, is_strong=True),
        CoverLine(content.superior.upper(), 12, above=1),
        CoverLine(content.agency.upper(), 12, is_strong=True),
        CoverLine(title, is_strong=True, above=1),
        *(CoverLine(line, 12) for line in below),
    )
    return [line for line in lines if line.text]


def _cells(counts: Counts) -> list[Cell]:
    return [*wording.numbers(counts), wording.rate(counts)]


def _signs(content: Content, line: str) -> list[Cell]:
    """In a column of its own, so that numbers stay numbers; none where nothing was asked about in the whole report."""
    signs = "".join(f"({at})" for at, one in enumerate(content.explained, start=1) if one.line == line)
    return [signs] if content.explained else []
