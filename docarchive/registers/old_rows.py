"""What a row of an old register says: its number, its day, and the words of its line; knows no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docarchive.core.fields import parse_day
from docarchive.registers.entries import Entry
from docarchive.registers.old_register import Row
from indexer.fold import fold_lower

EARLIEST_YEAR: Final = 1945
_NUMBER: Final = re.compile(r"(?:số|so)?\s*[:.]?\s*0*(\d{1,7})\s*([a-z]?)(?![^\W_])(?![.,]\d)", re.IGNORECASE)
_SHORT_DAY: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})")
_CANCELLED: Final = re.compile(r"(?:da |so )?(?:huy|bo trong|khong su dung|khong dung)\b")
_TURNED: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_WHOLE: Final = re.compile(r"0*(\d{1,6})(?:\s+bản)?", re.IGNORECASE)
MOST_LEAP: Final = 100


@dataclass(frozen=True)
class OldNumber:
    """A number of the old register with its line.

    Attributes:
        day: The day it belongs to: the letter came in, or was signed.
        is_cancelled: The old register says that nothing bears it.
    """

    number: int
    suffix: str
    day: date
    entry: Entry
    is_cancelled: bool = False

    @property
    def printed(self) -> str:
        """As it is written: two digits at least, and its letter."""
        return f"{self.number:02d}{self.suffix}"


@dataclass
class Reading:
    """What came of reading a row.

    Attributes:
        problems: Why it cannot be taken.
        notes: What a person should know and need not mend.
    """

    number: OldNumber | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understand(row: Row, today: date, *, is_incoming: bool) -> Reading:
    """Read a row; a day of lesser weight that makes no sense goes into the remark, as it was written."""
    reading, remarks = Reading(), [row.get("note")]
    written = row.get("number") if is_incoming else row.get("own") or row.get("symbol")
    found = _NUMBER.match(written)
    if _TURNED.fullmatch(written):
        reading.problems.append(f"Excel đã đổi số thành ngày {written}. Ghi lại số ở dạng chữ.")
    elif found is None:
        label = "số đến" if is_incoming else "số văn bản"
        reading.problems.append(f"Không đọc được {label}. Ghi dạng 15, 36a hoặc 15/NQ-HĐND.")
    issued_on = _day_of(row, "issued_on", "Ngày văn bản", reading, remarks, is_needed=not is_incoming)
    day = _day_of(row, "day", "Ngày đến", reading, remarks, is_needed=is_incoming) or (
        None if is_incoming else issued_on
    )
    if day is None and not reading.problems:
        reading.problems.append("Thiếu ngày đến." if is_incoming else "Thiếu ngày văn bản.")
    elif day is not None and not date(EARLIEST_YEAR, 1, 1) <= day <= today:
        reading.problems.append(f"Ngày {day:%d/%m/%Y} không hợp lý; sổ cũ chỉ có ngày đã qua.")
    passed_on = _day_of(row, "passed_on", "Ngày chuyển", reading, remarks, is_needed=False)
    is_cancelled = _CANCELLED.match(fold_lower(row.get("note") or row.get("subject"))) is not None
    if not row.get("subject") and not is_cancelled:
        reading.problems.append("Thiếu trích yếu. Số bỏ trống thì ghi “Hủy” ở cột Ghi chú.")
    if found is None or day is None or reading.problems:
        return reading
    entry = Entry(
        on=day, author=row.get("author"), symbol=_symbol(row), issued_on=issued_on, kind=row.get("kind")[:80].lower(),
        subject=row.get("subject"), signer=row.get("signer")[:200], receivers=row.get("receivers"),
        keeper=row.get("keeper"), copies=_copies(row, remarks), passed_on=passed_on,
        note="; ".join(filter(None, remarks)),
    )  # fmt: skip
    reading.number = OldNumber(int(found[1]), found[2].lower(), day, entry, is_cancelled)
    return reading


def _symbol(row: Row) -> str:
    """Number and symbol as the old register writes them, in one column or in two."""
    own, symbol = row.get("own"), row.get("symbol")
    if not own or not symbol or symbol[0].isdigit():
        return symbol or own
    return f"{own}/{symbol.lstrip('/')}"


def _day_of(
    row: Row, name: str, label: str, reading: Reading, remarks: list[str], *, is_needed: bool
) -> date | None:  # fmt: skip
    text = row.get(name)
    try:
        return _day(text, row.year)
    except ValueError:
        words = f"{label} “{text[:40]}” không phải ngày"
        if is_needed:
            reading.problems.append(f"{words}; ghi dạng 15/8/2025.")
        else:
            reading.notes.append(f"{words}, chuyển vào cột Ghi chú.")
            remarks.append(f"{label}: {text}")
        return None


def _day(text: str, year: int | None) -> date | None:
    short = _SHORT_DAY.fullmatch(text.strip())
    if short and year:
        return date(year, int(short[2]), int(short[1]))
    return parse_day(text)


def _copies(row: Row, remarks: list[str]) -> int | None:
    text = row.get("copies")
    if found := _WHOLE.fullmatch(text):
        return int(found[1])
    if text:
        remarks.append(f"Số lượng bản: {text}")
    return None


def jumps(numbers: Sequence[int]) -> set[int]:
    """Places of numbers that leap far ahead of their neighbours in the old register: 3460 between 345 and 347."""
    far = {at for at in range(1, len(numbers) - 1) if numbers[at + 1] < numbers[at] > numbers[at - 1] + MOST_LEAP}
    return {at for at in far if abs(numbers[at + 1] - numbers[at - 1]) <= MOST_LEAP}
