"""Sheets as people keep them, Excel or CSV, as rows of text: read with care, whatever lies in them."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from docarchive.accounts.services.csv_rows import decoded, delimiter
from docarchive.kernel.errors import InvalidInputError
from indexer.fold import fold_lower

LARGEST_BYTES: Final = 10 << 20
_LARGEST_UNPACKED_BYTES: Final = 200 << 20
_CSV: Final = (".csv", ".txt")

Rows = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """One sheet; of a CSV file the only one, without a name."""

    name: str
    rows: Rows


def sheets(content: bytes, name: str, *, fill_merged: bool = False) -> list[Sheet]:
    """Read all sheets of a file; line 1 of the sheet is the first row, whether or not anything stands there.

    Args:
        name: Of the file; ``.csv`` is read as UTF-8, anything else as a workbook.
        fill_merged: Every cell of a merged range says what the range says, not only the first.

    Raises:
        InvalidInputError: It is too large or unreadable.
    """
    if len(content) > LARGEST_BYTES:
        raise InvalidInputError("Tệp lớn quá 10 MB. Bỏ hình ảnh, trang tính thừa rồi nhập lại.")
    return [Sheet("", _csv(content))] if name.lower().endswith(_CSV) else _workbook(content, fill_merged=fill_merged)


def columns(cells: Sequence[str], heads: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Tell which field stands in which column; the first column of a field wins.

    Args:
        heads: Field → heads of columns, folded; a head that only begins so counts, too, the longest match wins. One
            that ends in ``$`` must be the whole head.
    """
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        head = " ".join(fold_lower(cell).split())
        fits = [(len(each), field) for field, named in heads.items() for each in named if _is_head(head, each)]
        if fits and (field := max(fits)[1]) not in found.values():
            found[at] = field
    return found


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether it is the line ``(1) (2) (3)`` below the head of a printed form."""
    return all(cell.strip("()").isdecimal() for cell in cells if cell)


def _is_head(head: str, wanted: str) -> bool:
    if wanted.endswith("$"):
        return head == wanted[:-1]
    return f"{head} ".startswith((f"{wanted} ", f"{wanted}/"))


def _csv(content: bytes) -> Rows:
    text = decoded(content)
    return [[_text(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter(text))]


def _workbook(content: bytes, *, fill_merged: bool) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    if unpacked_bytes(content) > _LARGEST_UNPACKED_BYTES:
        raise InvalidInputError("Bảng tính quá lớn khi mở ra. Bỏ hình ảnh, trang tính thừa rồi nhập lại.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet(book.get_sheet_by_index(at), fill_merged=fill_merged) for at in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError):
        raise InvalidInputError("Tệp không phải Excel hoặc CSV, hoặc đã hỏng. Lưu lại rồi nhập.") from None


def _sheet(sheet: Any, *, fill_merged: bool) -> Sheet:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ()) if fill_merged else ():
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left] for _ in row[left : right + 1]]
    return Sheet(sheet.name, rows)


def unpacked_bytes(content: bytes) -> int:
    """How large the parts of a packed workbook become; 0 for what is no ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        return 0


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())
