"""The office's running list of directions, an Excel or CSV file, as rows of text; knows no database."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from docarchive.accounts.services.csv_rows import decoded, delimiter
from docarchive.kernel.errors import InvalidInputError
from indexer.fold import fold_lower

LARGEST_BYTES: Final = 10 << 20
_LARGEST_UNPACKED_BYTES: Final = 200 << 20
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
    if len(content) > LARGEST_BYTES:
        raise InvalidInputError("Tệp lớn quá 10 MB. Bỏ hình ảnh, trang tính thừa rồi nhập lại.")
    missing = list(NEEDED)
    for lines in _csv(content) if name.lower().endswith((".csv", ".txt")) else _sheets(content):
        for at, cells in enumerate(lines[:_HEAD_WITHIN]):
            columns = _columns(cells)
            lacking = [field for field in NEEDED if field not in columns.values()]
            if not lacking:
                return _rows(lines[at + 1 :], at + 2, columns)
            if len(columns) > 2 and len(lacking) < len(missing):
                missing = lacking
    words = ", ".join(f"“{_NEEDED_WORDS[field]}”" for field in missing)
    raise InvalidInputError(f"Không thấy cột {words}. Đặt tên cột ở dòng đầu của bảng rồi nhập lại.")


def _columns(cells: Sequence[str]) -> dict[int, str]:
    """Which of our fields stands in which column; the first column of a name wins."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        head = " ".join(fold_lower(cell).split())
        fits = [
            (len(each), field)
            for field, heads in HEADS.items()
            for each in heads
            if f"{head} ".startswith((f"{each} ", f"{each}/"))
        ]
        if fits and (field := max(fits)[1]) not in found.values():
            found[at] = field
    return found


def _rows(lines: Iterable[Sequence[str]], first: int, columns: Mapping[int, str]) -> list[Row]:
    rows: list[Row] = []
    for line, cells in enumerate(lines, first):
        values = {field: cells[at] for at, field in columns.items() if at < len(cells) and cells[at]}
        if not values.get("content") or _is_numbering(cells):
            continue
        rows.append(Row(line, values, _origin(values)))
    if len(rows) > MOST_ROWS:
        raise InvalidInputError(f"Tệp có quá {MOST_ROWS} dòng. Chia nhỏ rồi nhập từng phần.")
    return rows


def _is_numbering(cells: Sequence[str]) -> bool:
    """The line ``(1) (2) (3)`` below the head of a printed form."""
    said = [cell for cell in cells if cell]
    return all(cell.strip("()").isdecimal() for cell in said)


def _origin(values: Mapping[str, str]) -> str:
    if code := values.get("code"):
        return f"list:{code[:180]}"
    said = "\x1f".join(" ".join(fold_lower(values.get(name, "")).split()) for name in _IDENTITY)
    return f"list#{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def _csv(content: bytes) -> list[list[list[str]]]:
    text = decoded(content)
    return [[[_text(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter(text))]]


def _sheets(content: bytes) -> list[list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    if _unpacked_bytes(content) > _LARGEST_UNPACKED_BYTES:
        raise InvalidInputError("Bảng tính quá lớn khi mở ra. Bỏ hình ảnh, trang tính thừa rồi nhập lại.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_index(at).to_python(skip_empty_area=False) for at in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError):
        raise InvalidInputError("Tệp không phải Excel hoặc CSV, hoặc đã hỏng. Lưu lại rồi nhập.") from None
    return [[[_text(cell) for cell in row] for row in sheet] for sheet in sheets]


def _unpacked_bytes(content: bytes) -> int:
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
