"""Excel files of lists: a frozen head, filters, and nothing that runs or links, whatever a cell begins with."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

Cell = str | int | float | date | None

_LONGEST: Final = 32_767  # characters a cell may hold
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
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(last, at, writable(cell[:_LONGEST]), text)
            elif isinstance(cell, date):
                sheet.write_datetime(last, at, cell, day)
            elif cell is not None:
                sheet.write_number(last, at, cell, text)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
    book.close()
    return target.getvalue()


def writable(text: str) -> str:
    """The text without what no Office file may hold."""
    return _UNWRITABLE.sub("", text)
