"""Lists as files for the office: Excel and CSV, safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
# A cell that begins so would run as a formula when the file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write CSV that a Vietnamese Excel opens with its marks: UTF-8 with a byte order mark."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(columns)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def as_excel(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write an Excel sheet with a frozen head and filters; nothing in it is a formula or a link."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False}
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write(last, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_column(0, len(columns) - 1, 22)
    book.close()
    return target.getvalue()


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
