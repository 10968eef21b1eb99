"""The register an office kept before, an Excel or CSV file in the law's columns, as rows of text; knows no database.

Source:
    Decree 30/2020/NĐ-CP, Annex IV, parts I and VI, for the columns; what offices call them besides is from their files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docarchive.accounts.services.sheet_rows import Sheet, columns, is_numbering, sheets
from docarchive.kernel.errors import InvalidInputError
from indexer.fold import fold_lower

MOST_ROWS: Final = 20_000
_HEAD_WITHIN: Final = 40  # lines above the head: agency, motto, title, period
_DITTO: Final = frozenset({'"', "''", "″", "”", "“", "nt", "-nt-", "- nt -", "như trên"})
_YEAR: Final = re.compile(r"\bnam\b\W{0,3}((?:19|20)\d\d)\b")

_BOTH: Final[Mapping[str, tuple[str, ...]]] = {
    "symbol": ("so, ky hieu", "so/ky hieu", "so ky hieu", "so va ky hieu", "so hieu", "ky hieu"),
    "own": ("so$", "so van ban", "so vb", "so cong van"),
    "issued_on": (
        "ngay, thang", "ngay thang", "ngay van ban", "ngay vb", "ngay ban hanh", "ngay ky", "ngay cong van", "ngay$",
    ),
    "kind": ("ten loai", "loai van ban", "loai vb", "the loai"),
    "subject": (
        "ten loai va trich yeu", "ten loai, trich yeu", "trich yeu", "noi dung", "ten van ban", "ve viec",
    ),
    "signer": ("nguoi ky", "ho ten nguoi ky"),
    "passed_on": ("ngay chuyen",),
    "copies": ("so luong", "so ban"),
    "note": ("ghi chu",),
    "_": ("stt", "tt", "so tt", "so thu tu", "ky nhan", "so trang", "so to"),
}  # fmt: skip
_HEADS: Final[Mapping[bool, Mapping[str, tuple[str, ...]]]] = {
    True: {
        **_BOTH,
        "number": ("so den", "so vao so", "so dang ky"),
        "day": ("ngay den", "ngay, thang den", "ngay thang den", "ngay nhan", "ngay vao so"),
        "author": ("tac gia", "co quan ban hanh", "co quan gui", "don vi gui", "noi gui", "noi ban hanh"),
        "receivers": ("don vi hoac nguoi nhan", "don vi, nguoi nhan", "don vi nhan", "nguoi nhan", "noi nhan"),
    },
    False: {
        **_BOTH,
        "own": (*_BOTH["own"], "so di", "so dang ky"),
        "day": ("ngay dang ky", "ngay vao so", "ngay cap so"),
        "receivers": ("noi nhan", "don vi nhan", "nguoi nhan"),
        "keeper": ("don vi, nguoi nhan ban luu", "don vi nguoi nhan ban luu", "nguoi nhan ban luu", "ban luu"),
    },
}
# One column of each line must be there.
_NEEDED: Final[Mapping[bool, Mapping[str, tuple[str, ...]]]] = {
    True: {"Số đến": ("number",), "Ngày đến": ("day",), "Tên loại và trích yếu": ("subject",)},
    False: {
        "Số, ký hiệu văn bản": ("symbol", "own"),
        "Ngày tháng văn bản": ("issued_on", "day"),
        "Tên loại và trích yếu": ("subject",),
    },
}


@dataclass(frozen=True)
class Row:
    """One row of the old register.

    Attributes:
        sheet: Name of its sheet; empty where the file has one only.
        line: From 1, as the sheet counts.
        values: Our field → text; a field that is not there or is empty is left out.
        year: What the lines above the table say the register is of; None: nothing.
    """

    sheet: str
    line: int
    values: Mapping[str, str]
    year: int | None = None

    def get(self, name: str) -> str:
        """The text of a field; empty where there is none."""
        return self.values.get(name, "")

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"{self.sheet}, dòng {self.line}" if self.sheet else f"dòng {self.line}"


def read(content: bytes, name: str, *, is_incoming: bool) -> list[Row]:
    """Read every sheet that has the columns of a register of this direction.

    Args:
        name: Of the file; ``.csv`` is read as UTF-8, anything else as a workbook.

    Raises:
        InvalidInputError: It is too large, unreadable, has too many rows, or no sheet has the columns.
    """
    found: list[Row] = []
    missing = list(_NEEDED[is_incoming])
    every = sheets(content, name, fill_merged=True)
    for sheet in every:
        at, named, lacking = _head(sheet, is_incoming=is_incoming)
        if not lacking:
            found += _rows(sheet, at, named, is_only=len(every) == 1)
        elif len(lacking) < len(missing):
            missing = lacking
    if len(found) > MOST_ROWS:
        raise InvalidInputError(f"Tệp có quá {MOST_ROWS} dòng. Chia nhỏ rồi nhập từng phần.")
    if not found:
        words = ", ".join(f"“{each}”" for each in missing)
        way = "đến" if is_incoming else "đi"
        raise InvalidInputError(
            f"Không thấy dòng nào dưới cột {words} của sổ văn bản {way}. Đặt tên cột theo mẫu sổ rồi nhập lại."
        )
    return found


def _head(sheet: Sheet, *, is_incoming: bool) -> tuple[int, Mapping[int, str], list[str]]:
    """Where the head of a sheet's table is, its columns, and the words of those it lacks."""
    best: tuple[int, Mapping[int, str], list[str]] = (0, {}, list(_NEEDED[is_incoming]))
    for at, cells in enumerate(sheet.rows[:_HEAD_WITHIN]):
        named = columns(cells, _HEADS[is_incoming])
        lacking = [words for words, any_of in _NEEDED[is_incoming].items() if not set(any_of) & set(named.values())]
        # The lower line of a head of two lines says more.
        if (len(lacking), -len(named)) < (len(best[2]), -len(best[1])):
            best = (at, named, lacking)
    return best


def _rows(sheet: Sheet, head: int, named: Mapping[int, str], *, is_only: bool) -> Iterator[Row]:
    above = fold_lower(" ".join(cell for row in sheet.rows[:head] for cell in row))
    year = found[1] if (found := _YEAR.search(above)) else None
    last: dict[str, str] = {}
    for line, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        if is_numbering(cells) or _is_heading(cells):  # or nothing, or a number prepared for a letter that never came
            continue
        values = {
            field: last.get(field, "") if cells[at].lower() in _DITTO else cells[at]
            for at, field in named.items()
            if field != "_" and at < len(cells) and cells[at]
        }
        last = values
        if set(values) - {"passed_on"}:
            yield Row("" if is_only else sheet.name, line, values, int(year) if year else None)


def _is_heading(cells: Sequence[str]) -> bool:
    """A line across the table: ``Tháng 01``, or the totals below it."""
    said = {cell for cell in cells if cell}
    return len(said) == 1 and not next(iter(said))[:1].isdigit()
