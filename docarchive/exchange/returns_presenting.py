"""Letters sent back as figures with their addresses, as rows, and as an Excel file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from docarchive.core.fields import parse_day
from docarchive.core.screen import format_date, format_moment
from docarchive.core.sheets import workbook
from docarchive.exchange.queries.returns import By, Returned, Side, Wanted
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

SIDE_WORDS: Mapping[Side, str] = {
    Side.OURS: "Văn bản đến ta trả lại",
    Side.THEIRS: "Văn bản đi bị nơi nhận từ chối",
}
BY_WORDS: Mapping[By, str] = {By.CAUSE: "Lý do", By.AGENCY: "Cơ quan", By.MONTH: "Tháng"}
_COLUMNS = (
    ("Ngày", 12), ("Số ký hiệu", 20), ("Trích yếu", 60), ("Cơ quan", 34), ("Lý do", 24), ("Nội dung", 50),
    ("Người trả", 22),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What an address asks for: which letters, counted by what."""

    wanted: Wanted
    by: By

    @classmethod
    def read(cls, args: Mapping[str, str], today: date) -> Asked:
        """Read an address; the year so far where it names no days.

        Raises:
            InvalidInputError: A day is none, or the last one lies before the first.
        """
        try:
            first = parse_day(args.get("tu", "")) or date(today.year, 1, 1)
            last = parse_day(args.get("den", "")) or today
        except ValueError as problem:
            raise InvalidInputError("Ngày viết dạng dd/mm/yyyy, ví dụ 06/05/2026.") from problem
        if last < first:
            raise InvalidInputError("Ngày cuối kỳ không được trước ngày đầu kỳ.")
        side = next((each for each in Side if each.value == args.get("chieu")), Side.OURS)
        by = next((each for each in By if each.value == args.get("theo")), By.CAUSE)
        return cls(Wanted(side, first, last, args.get("ly-do", "")[:80], args.get("co-quan", "")[:300]), by)

    def address(self, endpoint: str, wanted: Wanted | None = None, by: By | None = None, **more: Any) -> str:
        """The address of a page about these letters, or about others."""
        of, by = wanted or self.wanted, by or self.by
        asked: dict[str, Any] = {
            "tu": format_date(of.first), "den": format_date(of.last), "ly-do": of.cause or None,
            "co-quan": of.who or None, **more,
        }  # fmt: skip
        return url_for(endpoint, chieu=of.side.value, theo=by.value, **asked)


def lines(asked: Asked, figures: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """Each line of the figures with the address of exactly its rows."""
    most = max((count for _, count in figures), default=1)
    return [
        {
            "words": _words(asked.by, key), "value": count, "width": round(100 * count / most),
            "url": asked.address("exchange.returned", asked.wanted.narrowed(asked.by, key)),
        }
        for key, count in figures
    ]  # fmt: skip


def periods(asked: Asked, today: date) -> list[tuple[str, str, bool]]:
    """Usual periods: words, address, whether it is the one shown."""
    month = today.replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = (month - timedelta(days=1)).replace(day=1)
    spans = (
        ("Tháng này", month, today), ("Tháng trước", before, month - timedelta(days=1)), ("Quý này", quarter, today),
        ("Năm nay", date(today.year, 1, 1), today),
    )  # fmt: skip
    of = asked.wanted
    return [
        (
            words,
            asked.address("exchange.returns", Wanted(of.side, first, last)),
            (first, last) == (of.first, of.last),
        )
        for words, first, last in spans
    ]


def told(wanted: Wanted) -> str:
    """Which letters these are, in words."""
    parts = [f"Từ {format_date(wanted.first)} đến {format_date(wanted.last)}", wanted.cause, wanted.who]
    return " · ".join(part for part in parts if part)


def row(one: Returned, side: Side) -> dict[str, Any]:
    """A letter that was sent back as a line of a list."""
    endpoint = "exchange.letter" if side is Side.OURS else "exchange.outgoing_letter"
    return {
        "url": url_for(endpoint, letter_id=one.letter_id), "number": one.number,
        "subject": one.subject or one.number or "(chưa có trích yếu)", "who": one.who, "cause": one.cause,
        "words": one.words, "at": format_moment(one.at), "by": one.by,
    }  # fmt: skip


def as_excel(asked: Asked, rows: Sequence[Returned], by_name: str, now: datetime) -> bytes:
    """All rows, under a head that says what they are, who took them out and when."""
    head = [
        SIDE_WORDS[asked.wanted.side],
        f"{told(asked.wanted)}; đủ {len(rows)} dòng",
        f"{by_name} xuất lúc {format_moment(now)}",
    ]
    cells = (
        (local_day(one.at), one.number, one.subject, one.who, one.cause, one.words, one.by) for one in rows
    )  # fmt: skip
    return workbook("Trả lại", _COLUMNS, cells, head)


def _words(by: By, key: str) -> str:
    return f"Tháng {key[5:]}/{key[:4]}" if by is By.MONTH else key
