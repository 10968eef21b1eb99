"""The office's running list of directions, an Excel or CSV file, as rows of text; knows no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docarchive.accounts.services.sheet_rows import columns, is_numbering, sheets
from docarchive.kernel.errors import InvalidInputError
from indexer.fold import fold_lower

MOST_ROWS: Final = 20_000
_HEAD_WITHIN: Final = 30  # lines above the head: agency, motto, title

# Our field → heads of columns, without marks; a head that only begins so counts, too. The longest match wins.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("ma nhiem vu", "ma so", "ma"),
    "document_number": (
        "so, ky hieu", "so ky hieu", "so va ky hieu", "van ban chi dao", "van ban giao", "so van ban", "can cu",
    ),
    "given_on": ("ngay van ban", "ngay chi dao", "ngay giao", "ngay ban hanh", "ngay, thang",
        "ngay thang",),
    "giver": ("nguoi chi dao", "nguoi giao", "lanh dao", "co quan giao", "co quan ban hanh"),
    "content": ("noi dung", "nhiem vu", "y kien chi dao", "cong viec"),
    "lead": ("co quan chu tri", "don vi chu tri", "chu tri", "co quan thuc hien", "don vi thuc hien", "don vi"),
    "co": ("co quan phoi hop", "don vi phoi hop", "phoi hop"),
    "product": ("san pham",),
    "field": ("linh vuc",),
    "due_on": ("thoi han", "han hoan thanh", "han xu ly", "han thuc hien", "han", "ngay den han",
        "thoi gian hoan thanh",),
    "extended_on": ("gia han", "han sau gia han", "thoi han gia han", "han moi"),
    "done_on": ("ngay hoan thanh", "hoan thanh ngay"),
    "evidence": ("van ban bao cao", "van ban ket qua", "so van ban bao cao", "van ban hoan thanh", "bang chung"),
    "result": ("ket qua", "tinh hinh", "tien do", "trang thai"),
    "note": ("ghi chu",),
}  # fmt: skip
NEEDED: Final = ("content", "lead")
_NEEDED_WORDS: Final = {"content": "Nội dung", "lead": "Đơn vị chủ trì"}
# What makes a row the same row when the list is brought again; how far it has come may change.
_IDENTITY: Final = ("document_number", "given_on", "giver", "content", "lead", "due_on")


@dataclass(frozen=True)
class Row:
    """One row of the list.

    Attributes:
        line: From 1, as the sheet counts.
        values: Our field → text; a field that is not there or is empty is left out.
        origin: The same for the same row of the same list, whenever it is read.
    """

    line: int
    values: Mapping[str, str]
    origin: str

    def get(self, name: str) -> str:
        """The text of a field; empty where there is none."""
        return self.values.get(name, "")


def read(content: bytes, name: str) -> list[Row]:
    """Read the first sheet that has a head with the content and the lead.

    Args:
        name: Of the file; ``.csv`` is read as UTF-8, anything else as a workbook.

    Raises:
        InvalidInputError: It is too large, unreadable, or lacks a column.
    """
    missing = list(NEEDED)
    for sheet in sheets(content, name):
        for at, cells in enumerate(sheet.rows[:_HEAD_WITHIN]):
            named = columns(cells, HEADS)
            lacking = [field for field in NEEDED if field not in named.values()]
            if not lacking:
                return _rows(sheet.rows[at + 1 :], at + 2, named)
            if len(named) > 2 and len(lacking) < len(missing):
                missing = lacking
    words = ", ".join(f"“{_NEEDED_WORDS[field]}”" for field in missing)
    raise InvalidInputError(f"Không thấy cột {words}. Đặt tên cột ở dòng đầu của bảng rồi nhập lại.")


def _rows(lines: Iterable[Sequence[str]], first: int, named: Mapping[int, str]) -> list[Row]:
    rows: list[Row] = []
    for line, cells in enumerate(lines, first):
        values = {field: cells[at] for at, field in named.items() if at < len(cells) and cells[at]}
        if not values.get("content") or is_numbering(cells):
            continue
        rows.append(Row(line, values, _origin(values)))
    if len(rows) > MOST_ROWS:
        raise InvalidInputError(f"Tệp có quá {MOST_ROWS} dòng. Chia nhỏ rồi nhập từng phần.")
    return rows


def _origin(values: Mapping[str, str]) -> str:
    if code := values.get("code"):
        return f"list:{code[:180]}"
    said = "\x1f".join(" ".join(fold_lower(values.get(name, "")).split()) for name in _IDENTITY)
    return f"list#{hashlib.sha256(said.encode()).hexdigest()[:40]}"
