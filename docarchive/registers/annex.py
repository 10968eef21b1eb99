"""The forms of the law: which columns a printed register has, in which order, with which words.

Source:
    Decree 30/2020/NĐ-CP, Annex IV, parts I (outgoing), VI (incoming) and VIII (follow-up of incoming letters).
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docarchive.core.screen import format_date
from docarchive.core.sheets import Cell, Struck
from docarchive.registers.entries import Entry
from docarchive.registers.models import Register
from docarchive.registers.queries.lines import Row
from docarchive.registers.states import NUMBER_WORDS, Direction, NumberState

HIDDEN: Final = "(Trích yếu ẩn: văn bản mật, chỉ có bản giấy)"
NO_LINE: Final = "Không có dòng trong sổ, báo người quản trị"
_MOST_SPANS: Final = 12


class Form(enum.StrEnum):
    """What can be printed of a volume; the value stands in addresses."""

    REGISTER = "dang-ky"
    FOLLOW_UP = "theo-doi"


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: Class of its cells on the page; names what it holds.
        width_mm: Of the 262 mm between the margins of A4 lying down.
    """

    name: str
    label: str
    width_mm: int


@dataclass(frozen=True)
class Sheet:
    """A form: its title and columns, and what a line says in them."""

    title: str
    columns: Sequence[Column]
    _cells: Callable[[Row, Entry], Sequence[Cell]]

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of a line; those of a cancelled number are struck, all but the last, which says why."""
        found = tuple(self._cells(row, row.entry or Entry()))
        if not row.is_struck:
            return found
        return (*(Struck(shown(cell)) if cell else cell for cell in found[:-1]), found[-1])


def sheet(register: Register, form: Form = Form.REGISTER) -> Sheet:
    """The form for a register; only incoming letters are followed up by the law's form."""
    if not register.is_incoming:
        is_internal = register.direction == Direction.INTERNAL
        return _INTERNAL if is_internal else _OUTGOING
    return _FOLLOW_UP if form is Form.FOLLOW_UP else _INCOMING


def shown(cell: Cell) -> str:
    """A cell in words."""
    if isinstance(cell, date):
        return format_date(cell)
    return "" if cell is None else str(cell)


def remark(row: Row) -> str:
    """What the last column says: what the letter's line notes, and why a number is kept, beside another or gone."""
    if row.number is None:
        return "THIẾU SỐ"
    state = NumberState(row.number.state)
    words = "" if state is NumberState.GIVEN else NUMBER_WORDS[state]
    why = ": ".join(part for part in (words, row.number.reason) if part)
    return "; ".join(part for part in (why, row.entry.note if row.entry else "") if part)


def missing_words(numbers: Sequence[int]) -> str:
    """Numbers without a line, neighbours joined: ``42, 45–60``; a long list is cut and says so."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    more = len(numbers) - sum(span[-1] - span[0] + 1 for span in spans[:_MOST_SPANS])
    words = ", ".join("–".join(f"{number:02d}" for number in span) for span in spans[:_MOST_SPANS])
    return f"{words} và {more} số khác" if more else words


def _number(row: Row) -> str:
    return row.number.printed if row.number else f"{row.missing:02d}"


def _day(row: Row) -> date | None:
    return row.number.day if row.number else None


def _words(row: Row, entry: Entry) -> str:
    if row.number is None:
        return NO_LINE
    return HIDDEN if entry.is_secret else entry.kind_and_subject


def _incoming(row: Row, entry: Entry) -> Sequence[Cell]:
    return (
        entry.on or _day(row), _number(row), entry.author, entry.symbol, entry.issued_on, _words(row, entry),
        entry.receivers, entry.passed_on, None, remark(row),
    )  # fmt: skip


def _outgoing(row: Row, entry: Entry) -> Sequence[Cell]:
    return (
        entry.symbol or _number(row), entry.issued_on or _day(row), _words(row, entry), entry.signer, entry.receivers,
        entry.keeper, entry.copies, entry.passed_on, None, remark(row),
    )  # fmt: skip


def _follow_up(row: Row, entry: Entry) -> Sequence[Cell]:
    kind = entry.kind[:1].upper() + entry.kind[1:]
    parts = (
        " số ".join(part for part in (kind, entry.symbol) if part),
        f"ngày {format_date(entry.issued_on)}" if entry.issued_on else "",
        f"của {entry.author}" if entry.author else "",
    )
    words = " ".join(part for part in parts if part) if row.number else NO_LINE
    return (_number(row), words, entry.receivers, entry.due_on, entry.progress, entry.answer, remark(row))


_INCOMING: Final = Sheet(
    "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
    (
        Column("day", "Ngày đến", 21),
        Column("number", "Số đến", 14),
        Column("author", "Tác giả", 30),
        Column("symbol", "Số, ký hiệu văn bản", 32),
        Column("day", "Ngày tháng văn bản", 21),
        Column("subject", "Tên loại và trích yếu nội dung văn bản", 54),
        Column("receiver", "Đơn vị hoặc người nhận", 28),
        Column("day", "Ngày chuyển", 21),
        Column("sign", "Ký nhận", 18),
        Column("note", "Ghi chú", 23),
    ),
    _incoming,
)
_OUTGOING_COLUMNS: Final = (
    Column("symbol", "Số, ký hiệu văn bản", 32),
    Column("day", "Ngày tháng văn bản", 21),
    Column("subject", "Tên loại và trích yếu nội dung văn bản", 54),
    Column("signer", "Người ký", 26),
    Column("receiver", "Nơi nhận văn bản", 30),
    Column("keeper", "Đơn vị, người nhận bản lưu", 24),
    Column("copies", "Số lượng bản", 13),
    Column("day", "Ngày chuyển", 21),
    Column("sign", "Ký nhận", 18),
    Column("note", "Ghi chú", 23),
)
_OUTGOING: Final = Sheet("SỔ ĐĂNG KÝ VĂN BẢN ĐI", _OUTGOING_COLUMNS, _outgoing)
_INTERNAL: Final = Sheet("SỔ ĐĂNG KÝ VĂN BẢN NỘI BỘ", _OUTGOING_COLUMNS, _outgoing)
_FOLLOW_UP: Final = Sheet(
    "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN",
    (
        Column("number", "Số đến", 14),
        Column("subject", "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", 78),
        Column("receiver", "Đơn vị hoặc người nhận", 42),
        Column("day", "Thời hạn giải quyết", 24),
        Column("progress", "Tiến độ giải quyết", 40),
        Column("symbol", "Số, ký hiệu văn bản trả lời", 34),
        Column("note", "Ghi chú", 30),
    ),
    _follow_up,
)
