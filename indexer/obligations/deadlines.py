"""By when: a day, a period, an event or a recurring time that a clause sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from indexer.obligations.days import days_in
from indexer.obligations.due import Due

_NUMBER: Final = r"(?:\d{1,3}|một|hai|ba|sáu|chín)"
_SPAN: Final = rf"{_NUMBER}\s*(?:tháng|năm|quý|tuần)"
_EVERY: Final = re.compile(
    r"\b(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm|kỳ)\b"
    r"(?:\s*(?:,|và|hoặc)\s*(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)\b)?",
    re.IGNORECASE,
)
_PERIODICALLY: Final = re.compile(
    rf"\bđịnh kỳ\s*(?:,\s*)?(?:theo\s+|vào\s+)?(?:\(?(?:hằng|hàng|mỗi|trước)\s+\w+|{_SPAN}|tháng|quý|năm|tuần)"
    rf"(?:(?:\s*,\s*|\s+và\s+|\s+hoặc\s+|\s*/\s*)(?:hằng\s+|hàng\s+|mỗi\s+)?(?:{_SPAN}|năm|quý|tháng)(?:\s+một lần)?"
    r"|\s*một lần)*",
    re.IGNORECASE,
)
_PERIODIC_ACT: Final = re.compile(r"(?:^|[,;]|\bvà)\s*(?P<due>định kỳ)\s+(?=\w)", re.IGNORECASE)
_SESSIONS: Final = re.compile(r"\btại\s+(?:các|mỗi)\s+kỳ\s+họp[^,.;]{0,80}", re.IGNORECASE)
_ALWAYS: Final = re.compile(
    r"\bthời gian(?:\s+(?:thực hiện|triển khai))?\s*:\s*"
    r"(?P<due>(?:duy trì\s+)?(?:thường xuyên|hằng năm|hàng năm)[^.;]{0,40})",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    rf"\b{_SPAN}\s*(?:/\s*(?:1|một)?\s*lần|một lần)\b|\b{_NUMBER}\s+lần\s*/\s*(?:năm|quý|tháng|tuần)", re.IGNORECASE
)
_TO_WHOM: Final = re.compile(r"\b(?i:báo cáo)\s+[A-ZĐ][^,;]{3,80}\s(?P<due>(?:hằng|hàng) năm)\s*[.;]?\s*$")
_AGAIN: Final = (_TO_WHOM, _ALWAYS, _PERIODICALLY, _SESSIONS, _TIMES, _PERIODIC_ACT)
_WITHIN: Final = re.compile(
    r"\b(?:trong\s+(?:thời hạn|vòng|thời gian)|chậm nhất(?: là)?(?: sau)?|sau|quá|trước)\s+(?:\(?\d{1,3}\)?|\w+)\s*"
    r"(?:\([^()]{1,20}\)\s*)?(?:ngày|tháng|giờ|tuần)(?:\s+làm việc)?\b[^,.;]{0,160}",
    re.IGNORECASE,
)
_EVENT: Final = re.compile(
    r"^(?P<first>(?:ngay\s+)?"
    r"(?:sau khi|trước khi|kết thúc|sau hội nghị|sau mỗi|trước mỗi)\s[^,.;]{3,160})"
    r"|\b(?P<then>ngay (?:sau|trước) khi\s[^.;]{3,160}|(?:tại|vào)\s+(?:kỳ|phiên)\s+họp(?:,\s*(?:kỳ"
    r"|phiên)\s+họp)?(?!\s+(?:này|ngày))[^,.;]{3,80}"
    r"|(?:trước|sau|trước và sau|trước, trong và sau)\s+(?:mùa|kỳ họp|đợt|dịp|tết|vụ)\s[^,.;]{2,60}"
    r"|trong\s+(?:đợt|thời gian)\s+(?!qua|tới|vừa|chờ|chưa)[^,.;(]{3,60}"
    r"|trước khi\s[^,.;]{3,100}\s(?:ít nhất|tối thiểu)\s[^,.;]{3,30})",
    re.IGNORECASE,
)
# "kế hoạch hằng năm", "họp định kỳ": which thing, not when.
_THING: Final = re.compile(
    r"(?:kế hoạch|chương trình|báo cáo|dự toán|ngân sách|nhiệm vụ|hoạt động|vốn|công tác|giai đoạn|chế độ|trung hạn"
    r"|\d{4}|nghỉ|tháng)\W*(?:và\s+)?$|(?:họp|giao ban|kiểm tra|định kỳ)\s*$",
    re.IGNORECASE,
)
# "Báo cáo hằng tháng …" at the beginning is an act.
_REPORTS: Final = re.compile(r"^\s*báo cáo\s*$", re.IGNORECASE)
_OPENS: Final = re.compile(r"(?:^|[,;:]|\bvà|\bkỳ|\btrước|\d)\s*$", re.IGNORECASE)
_ACT_BEHIND: Final = re.compile(r"\s*[,(]?\s*(?!và\b|của\b|cho\b|được\b|theo\b|đã\b)\w", re.IGNORECASE)


def find_dues(text: str, start: int, end: int, today: date | None = None) -> list[Due]:
    """The time limits in a stretch of text: what recurs on a day; else its days; else what recurs; else an event's.

    Args:
        today: A day printed without its year is its next coming one from here.
    """
    piece = text[start:end]
    days = sorted(days_in(piece, today), key=lambda due: due.start)
    every = [due for due in days if due.kind == "recurring"]
    found = every or days or [*_recurring(piece)] or [*_relative(piece)]
    return [replace(due, start=due.start + start, end=due.end + start) for due in found]


def _recurring(text: str) -> Iterator[Due]:
    for pattern in _AGAIN:
        for found in pattern.finditer(text):
            start, end = found.span("due" if "due" in found.groupdict() else 0)
            if not _THING.search(text[max(0, start - 20) : start]):
                yield Due("recurring", start, end)
    for found in _EVERY.finditer(text):
        before = text[max(0, found.start() - 24) : found.start()]
        often = not found.group().lower().endswith("năm")
        opens = not before or found.group()[0].isupper() or _OPENS.search(before) or often
        if opens and (not _THING.search(before) or _REPORTS.match(before)) and _ACT_BEHIND.match(text, found.end()):
            yield Due("recurring", found.start(), found.end())


def _relative(text: str) -> Iterator[Due]:
    for found in _WITHIN.finditer(text):
        yield Due("relative", found.start(), found.end())
    for found in _EVENT.finditer(text):
        yield Due("relative", *found.span("first" if found["first"] else "then"))
