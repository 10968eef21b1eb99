"""Result lists as files for the office: Excel and CSV, every row, with a head that says what was asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

from docarchive.core.clock import LOCAL_ZONE
from docarchive.search.catalogue import Line

COLUMNS = (
    "STT",
    "Số ký hiệu",
    "Ngày ban hành",
    "Loại văn bản",
    "Cơ quan ban hành",
    "Trích yếu",
    "Người ký",
    "Số trang",
    "Nguồn",
    "Mã",
)
WIDTHS = (6, 22, 14, 16, 34, 80, 24, 9, 16, 20)
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SOURCE_WORDS: Mapping[str, str] = {"text": "Có lớp chữ", "scan": "Bản quét", "record": "Chỉ có trong sổ"}


def head(question: str, who: str, at: datetime, total: int, rows: int) -> list[str]:
    """The lines above the table: what was asked, by whom, when, and whether every row is there."""
    complete = f"đủ {rows:,} dòng" if rows >= total else f"{rows:,} dòng đầu trong {total:,}"
    local = at.astimezone(LOCAL_ZONE)
    return [
        "DANH SÁCH VĂN BẢN",
        f"Câu tìm: {question or '(tất cả)'}",
        f"Người xuất: {who}",
        f"Lúc: {local:%H:%M %d/%m/%Y}",
        f"Số văn bản: {complete.replace(',', '.')}",
    ]


def as_csv(title: Sequence[str], lines: Sequence[Line]) -> bytes:
    """CSV that a Vietnamese Excel opens with its marks: UTF-8 with a byte order mark."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerows([[_inert(each)] for each in title])
    writer.writerow([])
    writer.writerow(COLUMNS)
    writer.writerows([[_inert(cell) for cell in _row(number, line)] for number, line in enumerate(lines, start=1)])
    return target.getvalue().encode("utf-8-sig")


def as_excel(title: Sequence[str], lines: Sequence[Line]) -> bytes:
    """An Excel sheet with a frozen head and filters."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Văn bản")
    strong = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    for row, text in enumerate(title):
        sheet.write_string(row, 0, text, strong if row == 0 else None)
    top = len(title) + 1
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, name, strong)
    for number, line in enumerate(lines, start=1):
        for column, cell in enumerate(_row(number, line)):
            if column == 2 and line.issued_on:
                sheet.write_datetime(top + number, column, datetime.combine(line.issued_on, datetime.min.time()), day)
            else:
                sheet.write(top + number, column, cell, wrapped)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, top + max(len(lines), 1), len(COLUMNS) - 1)
    book.close()
    return target.getvalue()


def _row(number: int, line: Line) -> list[str | int]:
    return [
        number, line.number or "", f"{line.issued_on:%d/%m/%Y}" if line.issued_on else "", line.kind or "",
        line.issuer or "", line.subject or "", line.signer or "", line.pages or "", SOURCE_WORDS[line.source], line.id,
    ]  # fmt: skip


def _inert(cell: str | int) -> str | int:
    """Keep a spreadsheet from running what a document's title begins with."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell
