"""Days, months, quarters and years that a clause sets as its time limit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from indexer.obligations.due import Due

_DAY: Final = (
    r"(?P<day>\d{1,2})(?!\d)(?:\s?[/.-]\s?(?P<month>\d{1,2})(?:\s?[/.-]\s?(?P<year>\d{4}))?(?!\d)"
    r"|\s+tháng\s+(?P<monthly>\d{1,2})(?:\s*(?:năm|/)\s*(?P<yearly>\d{4}))?)?"
)
_BY: Final = (
    r"(?:(?:chậm|muộn|trễ) nhất(?: là)?(?: vào| đến| trong| trước)?(?: hết)?|trước|đến(?: hết)?(?: trước)?|tới|hết"
    r"|trong|vào|xong|từ|đúng|là|lúc)\s+(?:\d{1,2}\s?(?:giờ|h)\s?\d{0,2}\s?(?:phút)?,?\s*)?"
)
_ON_DAY: Final = re.compile(rf"\b(?P<by>{_BY})(?P<called>ngày\s+)?(?:{_DAY})", re.IGNORECASE)
_FROM_TO: Final = re.compile(
    r"\btừ\s+(?:ngày\s+)?\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)?"
    rf"\s*(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s+)?{_DAY}",
    re.IGNORECASE,
)
_LABEL: Final = r"(?:thời gian|thời hạn)[^:.;]{0,30}:"
_IN_MONTH: Final = re.compile(
    r"\b(?:(?:chậm nhất|muộn nhất)(?: là)?(?: trong| vào| hết)?|trong|trước|vào|hết|đến hết|đến|cuối"
    rf"|{_LABEL})\s*(?:(?:đầu|giữa|cuối)\s+)?tháng\s+"
    r"(?:\d{1,2}\s*(?:,|và|-|–|đến)\s*(?:tháng\s+)?)*(?P<month>\d{1,2})(?:\s*(?:năm|/)\s*(?P<year>\d{4}))?(?![/\d])",
    re.IGNORECASE,
)
_IN_QUARTER: Final = re.compile(
    rf"(?:\b(?P<by>trong|trước|vào|hết|đến hết|chậm nhất|cuối|{_LABEL})\s*)?(?:cuối\s+)?\bquý\s+"
    r"(?P<quarter>IV|III|II|I|[1-4])\b(?:\s*(?:năm|/|-)\s*(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_IN_YEAR: Final = re.compile(
    r"\b(?:trong|hết|đến hết|đến cuối|cuối|trước)\s+(?:6 tháng (?P<half>đầu|cuối)\s+)?năm\s+(?P<year>\d{4})\b"
    r"|\btrong\s+giai đoạn\s+\d{4}\s*[-–]\s*(?P<to>\d{4})\b",
    re.IGNORECASE,
)
_EVERY_YEAR: Final = re.compile(
    r"(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}[/.]\d{1,2}){0,3}\s*(?:,\s*)?(?:của\s+)?(?:(?:hằng|hàng|mỗi|các)\s+năm"
    r"|(?:hằng|hàng)\s+(?:tháng|quý))",
    re.IGNORECASE,
)
# A date that tells of something else: "ban hành trước ngày …", "tính đến ngày …".
_DESCRIBES: Final = re.compile(
    r"(?:ban hành|ký|(?<!bảo đảm )(?<!đảm bảo )có hiệu lực|hiệu lực thi hành|được duyệt|được cấp|đã|phát sinh"
    r"|thông qua|sinh|kể từ|tính từ"
    r"|số liệu|tính đến)(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def days_in(text: str, today: date | None) -> Iterator[Due]:
    """Fixed limits; a day of every year is a recurring one.

    Args:
        today: A day printed without its year is its next coming one from here.
    """
    behind = 0
    for found in _FROM_TO.finditer(text):
        yield _on(text, found, today)
        behind = found.end()
    for found in _ON_DAY.finditer(text, behind):
        if _is_limit(text, found):
            yield _on(text, found, today)
    for found in _IN_MONTH.finditer(text):
        if 1 <= int(found["month"]) <= 12:
            yield Due("fixed", found.start(), found.end(), _last_day(found["year"], int(found["month"])))
    for found in _IN_QUARTER.finditer(text):
        if found["by"] or found["year"]:
            month = 3 * _QUARTERS[found["quarter"].lower()]
            yield Due("fixed", found.start(), found.end(), _last_day(found["year"], month))
    for found in _IN_YEAR.finditer(text):
        if not _describes(text, found.start()):
            month = 6 if (found["half"] or "").lower() == "đầu" else 12
            yield Due("fixed", found.start(), found.end(), _last_day(found["year"] or found["to"], month))


def _is_limit(text: str, found: re.Match[str]) -> bool:
    by = found["by"].split()[0].lower()
    if by == "từ" or _describes(text, found.start()):
        return False
    if found["called"]:
        return True
    return by not in {"trong", "là", "vào", "đúng", "lúc"} and bool(found["month"] or found["monthly"])


def _describes(text: str, at: int) -> bool:
    return _DESCRIBES.search(text[max(0, at - 40) : at]) is not None


def _on(text: str, found: re.Match[str], today: date | None) -> Due:
    every = _EVERY_YEAR.match(text, found.end())
    if every:
        return Due("recurring", found.start(), every.end())
    month, year = found["month"] or found["monthly"], found["year"] or found["yearly"]
    return Due("fixed", found.start(), found.end(), _day(int(found["day"]), month, year, today))


def _day(day: int, month: str | None, year: str | None, today: date | None) -> date | None:
    if month is None or (year is None and today is None):
        return None
    try:
        if year or today is None:
            return date(int(year or 0), int(month), day)
        this = date(today.year, int(month), day)
        return this if this >= today else date(today.year + 1, int(month), day)
    except ValueError:
        return None


def _last_day(year: str | None, month: int) -> date | None:
    if not year or not int(year):
        return None
    return date(int(year), month, monthrange(int(year), month)[1])
