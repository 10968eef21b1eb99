"""Excel files of lists and of printed forms; nothing in them runs or links, whatever a cell begins with."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

Cell = str | int | float | date | None

_LONGEST: Final = 32_767  # characters a cell may hold
_A4: Final = 9
_WIDTH_MM: Final = 262  # of A4 lying down, without its margins
_MM_A_CHARACTER: Final = 1.95
_TIMES: Final = {"font_name": "Times New Roman"}
_LOOK: Final = {"border": 1, "valign": "top", "text_wrap": True, "font_size": 11, **_TIMES}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Rows go to the file as they come: tens of thousands of them cost no memory.
_OPTIONS: Final = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def workbook(
    name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], head: Sequence[str] = ()
) -> bytes:
    """One sheet with a frozen head and filters.

    Args:
        name: Of the sheet; 31 characters are shown.
        columns: Name and width in characters of each.
        head: Lines above the table, the first one its title.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    strong = book.add_format({"bold": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    sheet = book.add_worksheet(name[:31])
    for at, (_, width) in enumerate(columns):
        sheet.set_column(at, at, width)
    for row, line in enumerate(head):
        sheet.write_string(row, 0, writable(line), strong if row == 0 else None)
    top = len(head) + 1 if head else 0
    sheet.write_row(top, 0, [heading for heading, _ in columns], strong)
    last = top
    for last, cells in enumerate(rows, start=top + 1):
        _write(sheet, last, cells, text, day)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
    book.close()
    return target.getvalue()


class Struck(str):
    """A text that stands in its cell crossed out."""

    __slots__ = ()


@dataclass(frozen=True)
class CoverLine:
    """A line of a cover, in the middle of the page.

    Attributes:
        above: Empty lines before it.
    """

    text: str
    size_pt: int = 14
    is_strong: bool = False
    above: int = 0


def form(
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    *,
    cover: Sequence[CoverLine],
    made_on: date,
) -> bytes:
    """A form of the office on A4 lying down: a cover, then a ruled table whose head comes back on every page.

    The same arguments give the same bytes.

    Args:
        columns: Name and width in millimetres of each; ``(1)``, ``(2)`` … stand below the names.
        made_on: What the file says of the day it was made.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})  # noqa: DTZ001 - files know no zone
    _cover(book, cover)
    sheet = book.add_worksheet(name[:31])
    _on_paper(sheet)
    for at, (_, width_mm) in enumerate(columns):
        sheet.set_column(at, at, width_mm / _MM_A_CHARACTER)
    _ruled(book, sheet, [heading for heading, _ in columns], rows)
    sheet.set_footer("&C&P")
    book.close()
    return target.getvalue()


@dataclass(frozen=True)
class Part:
    """A sheet of a report: lines above, a ruled table, lines below.

    Attributes:
        columns: Name and width in millimetres of each.
        head: Lines above the table, in the middle of the page.
        foot: Lines below it.
        sum: Cells of a last row in bold; None: there is none.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]
    head: Sequence[CoverLine] = ()
    foot: Sequence[str] = ()
    sum: Sequence[Cell] | None = None


def report(parts: Iterable[Part], made_on: date) -> bytes:
    """A report on A4 lying down, a sheet a part; the same arguments give the same bytes.

    Args:
        made_on: What the file says of the day it was made.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})  # noqa: DTZ001 - files know no zone
    for part in parts:
        _part(book, part)
    book.close()
    return target.getvalue()


def _part(book: Any, part: Part) -> None:
    sheet, row, last = book.add_worksheet(part.name[:31]), 0, len(part.columns) - 1
    _on_paper(sheet)
    for at, (_, width_mm) in enumerate(part.columns):
        sheet.set_column(at, at, width_mm / _MM_A_CHARACTER)
    for line in part.head:
        row += line.above
        look = book.add_format({"bold": line.is_strong, "align": "center", "font_size": line.size_pt, **_TIMES})
        sheet.merge_range(row, 0, row, last, writable(line.text), look)
        row += 1
    top = row + 1 if part.head else 0
    row = _ruled(book, sheet, [heading for heading, _ in part.columns], part.rows, top, {"num_format": "#,##0"})
    if part.sum is not None:
        strong = book.add_format({**_LOOK, "bold": True, "num_format": "#,##0"})
        _write(sheet, row, part.sum, strong, strong, strong)
        row += 1
    plain = book.add_format({"font_size": 12, **_TIMES})
    for at, below in enumerate(part.foot, start=row + 1):
        sheet.write_string(at, 0, writable(below), plain)
    sheet.set_footer("&C&P")


def _cover(book: Any, lines: Sequence[CoverLine]) -> None:
    sheet, row = book.add_worksheet("Bìa"), 0
    _on_paper(sheet)
    sheet.set_column(0, 0, _WIDTH_MM / _MM_A_CHARACTER)
    for line in lines:
        row += line.above
        look = {"bold": line.is_strong, "align": "center", "font_size": line.size_pt, **_TIMES}
        sheet.write_string(row, 0, writable(line.text), book.add_format(look))
        row += 1


def _on_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=20 / 25.4, right=15 / 25.4, top=15 / 25.4, bottom=15 / 25.4)
    sheet.fit_to_pages(1, 0)


def _ruled(
    book: Any,
    sheet: Any,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    top: int = 0,
    numbers: Mapping[str, str] = {},
) -> int:
    """A table from a row on; the row after it."""
    middle = {**_LOOK, "align": "center", "valign": "vcenter"}
    sheet.write_row(top, 0, heads, book.add_format({**middle, "bold": True}))
    sheet.write_row(top + 1, 0, [f"({at})" for at in range(1, len(heads) + 1)], book.add_format(middle))
    sheet.repeat_rows(top, top + 1)
    sheet.freeze_panes(top + 2, 0)
    text, struck = book.add_format({**_LOOK, **numbers}), book.add_format({**_LOOK, "font_strikeout": True})
    day = book.add_format({**_LOOK, "num_format": "dd/mm/yyyy"})
    last = top + 1
    for last, cells in enumerate(rows, start=top + 2):
        _write(sheet, last, cells, text, day, struck)
    return last + 1


def _write(sheet: Any, row: int, cells: Sequence[Cell], text: Any, day: Any, struck: Any = None) -> None:
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            look = struck if isinstance(cell, Struck) else text
            if cell or struck is None:
                sheet.write_string(row, at, writable(cell[:_LONGEST]), look)
            else:
                sheet.write_blank(row, at, None, look)
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, cell, day)
        elif cell is not None:
            sheet.write_number(row, at, cell, text)
        elif struck is not None:
            sheet.write_blank(row, at, None, text)


def writable(text: str) -> str:
    """The text without what no Office file may hold."""
    return _UNWRITABLE.sub("", text)
