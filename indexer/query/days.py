"""Dates and stretches of time as they are typed behind ``ngay:`` and ``nam:``, and in plain text."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from indexer.records import Span


class Stretch(NamedTuple):
    """From the first to the last day, both included; None leaves a side open."""

    first: date | None
    last: date | None


_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:1[89]|20|21)\d\d)$")
_ISO = re.compile(r"((?:1[89]|20|21)\d\d)-(\d{1,2})-(\d{1,2})$")
_MONTH = re.compile(r"(\d{1,2})[/.\-]((?:1[89]|20|21)\d\d)$")
_ISO_MONTH = re.compile(r"((?:1[89]|20|21)\d\d)-(\d{1,2})$")
_YEAR = re.compile(r"((?:1[89]|20|21)\d\d)$")
_QUARTER = re.compile(r"(?:q|quy|quý)\s?(1|2|3|4|i|ii|iii|iv)\s?[/.\-]\s?((?:1[89]|20|21)\d\d)$", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def stretch(text: str) -> Stretch | None:
    """Read ``2020``, ``8/2026``, ``15/8/2026``, ``2026-08-15``, ``quý 3/2026`` or two of them around ``..``.

    Returns:
        None where the text is nothing of this.
    """
    text = text.strip()
    if ".." in text:
        before, _, after = text.partition("..")
        first = _single(before.strip(" .")) if before.strip(" .") else Stretch(None, None)
        last = _single(after.strip(" .")) if after.strip(" .") else Stretch(None, None)
        if first is None or last is None or (not before.strip(" .") and not after.strip(" .")):
            return None
        return Stretch(first.first, last.last)
    return _single(text)


def written(days: Stretch) -> str:
    """Write a stretch so that ``stretch`` reads it again."""
    if days.first is not None and days.first == days.last:
        return f"{days.first:%d/%m/%Y}"
    return "..".join(f"{day:%d/%m/%Y}" if day else "" for day in days)


def _single(text: str) -> Stretch | None:
    if match := _DAY.match(text):
        day = _day(int(match[3]), int(match[2]), int(match[1]))
        return Stretch(day, day) if day else None
    if match := _ISO.match(text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        return Stretch(day, day) if day else None
    if match := _MONTH.match(text):
        return _months(int(match[2]), int(match[1]), 1)
    if match := _ISO_MONTH.match(text):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.match(text):
        quarter = _ROMAN.get(match[1].lower()) or int(match[1])
        return _months(int(match[2]), quarter * 3 - 2, 3)
    if match := _YEAR.match(text):
        return _months(int(match[1]), 1, 12)
    return None


def _months(year: int, month: int, count: int) -> Stretch | None:
    if not 1 <= month <= 12:
        return None
    last = month + count - 1
    return Stretch(date(year, month, 1), date(year, last, monthrange(year, last)[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MENTIONED = re.compile(
    r"(?<![\d/.\-])(?:(?:(?P<day>\d{1,2})\s?[/.\-]\s?)?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>(?:19|20)\d\d)"
    r"|(?:ng[aà]y\s+(?P<day2>\d{1,2})\s+)?th[aá]ng\s+(?P<month2>\d{1,2})\s*(?:/|-|n[aă]m|\s)\s*(?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d))(?![\d/.])",
    re.IGNORECASE,
)


_LONGEST = 2_000  # of a question nobody reads more
_MONTH_ONLY = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])\s?/\s?(?:19|20)\d\d(?!\s?[/\-]\s?\w)")


def may_be_month(text: str) -> bool:
    """Whether what looks like a number may be a month as well: ``quyết định 4/2025``."""
    return _MONTH_ONLY.search(text[:_LONGEST]) is not None


def mentioned(text: str) -> tuple[Stretch, ...]:
    """Days, months and years named in plain text: ``5/3/2020``, ``tháng 9/2011``, ``2009``; as hints for ranking."""
    return tuple(dict.fromkeys(days for _, days in named_days(text)))


def named_days(text: str) -> Iterator[tuple[Span, Stretch]]:
    """Each mention of a day, month or year, where it stands in the NFC text."""
    for match in _MENTIONED.finditer(unicodedata.normalize("NFC", text[:_LONGEST])):
        year = int(match["year"] or match["year2"] or match["year3"])
        month = int(match["month"] or match["month2"] or 0)
        day = int(match["day"] or match["day2"] or 0)
        if day and month:
            exact = _day(year, month, day)
            stretched = Stretch(exact, exact) if exact else None
        else:
            stretched = _months(year, month, 1) if month else _months(year, 1, 12)
        if stretched:
            yield Span(*match.span()), stretched
