"""Registers as offices kept them before, made for tests: merged titles, a head of their own, days as they come."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from docarchive.core.sheets import Cell

OUTGOING = (
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
    "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip
INCOMING = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip


def sent(symbol: Cell, day: Cell, subject: str | None = "Báo cáo tháng", note: str | None = None) -> list[Cell]:
    """A line of the register of outgoing documents."""
    return [symbol, day, subject, "Trần Văn Chín", "Các phòng", "Văn thư", 3, day, None, note]


def came(number: Cell, day: Cell, symbol: str = "9/BC-STC", subject: str = "Báo cáo quý") -> list[Cell]:
    """A line of the register of incoming documents."""
    return [day, number, "Sở Thử", symbol, date(2026, 1, 4), subject, "Phòng Tổng hợp", day, None, None]


def book(*rows: Sequence[Cell], head: Sequence[str] = OUTGOING, year: int = 2026) -> bytes:
    """An Excel file with two merged lines of titles, the ordinals below the head, and a merged line within."""
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    sheet, day = made.add_worksheet("Sổ"), made.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range(0, 0, 0, 9, "ỦY BAN NHÂN DÂN XÃ THỬ")
    sheet.merge_range(1, 0, 1, 9, f"SỔ ĐĂNG KÝ VĂN BẢN - Năm {year}")
    sheet.write_row(3, 0, head)
    sheet.write_row(4, 0, [f"({at})" for at in range(1, 11)])
    sheet.merge_range(5, 0, 5, 9, "Tháng 01")
    for line, cells in enumerate(rows, start=6):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, cell, day)
            elif cell is not None:
                sheet.write(line, column, cell)
    made.close()
    return target.getvalue()
