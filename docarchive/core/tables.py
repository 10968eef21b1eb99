"""Lists as CSV and Excel files for the office, safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from docarchive.core import sheets
from docarchive.core.sheets import Cell

# A cell that begins so would run as a formula when the file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 22


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], head: Sequence[str] = ()) -> bytes:
    """Write CSV that a Vietnamese Excel opens with its marks: UTF-8 with a byte order mark.

    Args:
        head: Lines above the table.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    if head:
        writer.writerows([[_inert(line)] for line in head])
        writer.writerow([])
    writer.writerow(columns)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig", "replace")


def as_excel(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write an Excel sheet with a frozen head and filters."""
    return sheets.workbook(title, [(name, _WIDTH) for name in columns], rows)


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
