"""Result lists as files for the office: Excel, Word and CSV, every row, with a head that says what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from docarchive.core import papers, sheets, tables
from docarchive.core.clock import LOCAL_ZONE
from docarchive.core.screen import format_number
from docarchive.core.sheets import Cell
from docarchive.search.catalogue import Line

# Names of the columns, and their widths in characters.
COLUMNS: Final = (
    ("STT", 6), ("Số ký hiệu", 22), ("Ngày ban hành", 14), ("Loại văn bản", 16), ("Cơ quan ban hành", 34),
    ("Trích yếu", 80), ("Người ký", 24), ("Số trang", 9), ("Nguồn", 16), ("Mã", 20),
)  # fmt: skip
# Of the list on paper: the order of a register, without what only programs use.
PAPER_COLUMNS: Final = (
    ("STT", 6), ("Số ký hiệu", 18), ("Ngày ban hành", 12), ("Cơ quan ban hành", 24), ("Tên loại và trích yếu", 58),
    ("Người ký", 18), ("Số trang", 8),
)  # fmt: skip
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": _WORD,
}
SOURCE_WORDS: Mapping[str, str] = {"text": "Có lớp chữ", "scan": "Bản quét", "record": "Chỉ có trong sổ"}


def head(question: str, who: str, at: datetime, total: int, rows: int) -> list[str]:
    """The lines above the table: what was asked, by whom, when, and whether every row is there."""
    complete = f"đủ {format_number(rows)} dòng"
    if rows < total:
        complete = f"{format_number(rows)} dòng đầu trong {format_number(total)}; lọc theo năm để xuất phần còn lại"
    local = at.astimezone(LOCAL_ZONE)
    return [
        "DANH SÁCH VĂN BẢN",
        f"Câu tìm: {question or '(tất cả)'}",
        f"Người xuất: {who}",
        f"Lúc: {local:%H:%M %d/%m/%Y}",
        f"Số văn bản: {complete}",
    ]


def written(format_: str, title: Sequence[str], lines: Sequence[Line], agency: tuple[str, str]) -> bytes:
    """The list in one of ``MEDIA_TYPES``.

    Args:
        agency: The superior body, or "", and the agency, for the list on paper.
    """
    if format_ == "csv":
        rows = ([_shown(cell) for cell in _row(number, line)] for number, line in enumerate(lines, start=1))
        return tables.as_csv([name for name, _ in COLUMNS], rows, title)
    if format_ == "docx":
        on_paper = (_paper_row(number, line) for number, line in enumerate(lines, start=1))
        return papers.listing(agency, title, PAPER_COLUMNS, on_paper)
    return as_excel(title, lines)


def as_excel(title: Sequence[str], lines: Sequence[Line]) -> bytes:
    """An Excel sheet with a frozen head and filters."""
    return sheets.workbook(
        "Văn bản", COLUMNS, (_row(number, line) for number, line in enumerate(lines, start=1)), title
    )


def _row(number: int, line: Line) -> list[Cell]:
    return [
        number, line.number, line.issued_on, line.kind, line.issuer, line.subject, line.signer, line.pages or None,
        SOURCE_WORDS[line.source], line.id,
    ]  # fmt: skip


def _paper_row(number: int, line: Line) -> list[str]:
    subject = " ".join(part for part in (line.kind, line.subject) if part)
    cells = (number, line.number, line.issued_on, line.issuer, subject, line.signer, line.pages or None)
    return [str(_shown(cell) or "") for cell in cells]


def _shown(cell: Cell) -> Cell:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
