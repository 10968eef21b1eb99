"""From when and until when a document is in force, as its own closing article says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from indexer.fold import fold_lower
from indexer.recognise.acts import DOCUMENT
from indexer.recognise.found import Found

_DAY = r"ngay (?P<day>\d{1,2})(?: thang |[/.-])(?P<month>\d{1,2})(?: nam |[/.-])(?P<year>\d{4})"
_SIGNED = r"(?:ke )?tu (?:ngay )?(?:duoc )?(?:ky|thong qua)(?: ban hanh)?|ke tu ngay ban hanh"
_THIS = rf"\b{DOCUMENT} nay (?:bat dau )?(?:co|chinh thuc co) (?:hieu luc|gia tri)(?: thi hanh| thuc hien| phap ly)?"
_BEGINS = re.compile(
    rf"{_THIS} (?:(?:ke )?tu {_DAY}|sau (?P<after>\d{{1,2}}) ngay,? (?:{_SIGNED})|(?P<signed>{_SIGNED}))"
)
_ENDS = re.compile(rf"{_THIS} [^.;]{{0,90}}?\bden (?P<last>het )?{_DAY}")
_CERTAIN = 0.97
_BLANK = re.compile(r"\s")


def read_effect(text: str, issued_on: date | None, after: int) -> Mapping[str, Found[date]]:
    """The first day in force and the first day no longer in force, of those the document states for itself.

    Args:
        issued_on: "From the day of signing" means this day; without it such a sentence says nothing.
        after: Where the head of the document ends.
    """
    low = _BLANK.sub(" ", fold_lower(text))
    found: dict[str, Found[date]] = {}
    begins = _last(_outside_quotes(_BEGINS, low, text, after))
    if begins is not None:
        day = _first_day(begins, issued_on)
        if day is not None:
            found["effective_on"] = Found(day, begins.start(), begins.end(), _CERTAIN)
    ends = _last(_outside_quotes(_ENDS, low, text, after))
    if ends is not None:
        day = _day(ends)
        if day is not None:
            # "đến hết ngày" and "đến ngày" both include that day.
            found["expires_on"] = Found(day + timedelta(days=1), ends.start(), ends.end(), _CERTAIN)
    return found


def _outside_quotes(pattern: re.Pattern[str], low: str, text: str, after: int) -> Iterator[re.Match[str]]:
    """What a document quotes is the wording of another one."""
    for match in pattern.finditer(low, after):
        opened, closed = text.rfind("“", after, match.start()), text.rfind("”", after, match.start())
        if opened <= closed:
            yield match


def _last(matches: Iterator[re.Match[str]]) -> re.Match[str] | None:
    """The closing article is the last that says so: what it promulgates may have its own."""
    return next(iter([*matches][-1:]), None)


def _first_day(match: re.Match[str], issued_on: date | None) -> date | None:
    if match["signed"]:
        return issued_on
    if match["after"]:
        return issued_on + timedelta(days=int(match["after"])) if issued_on else None
    return _day(match)


def _day(match: re.Match[str]) -> date | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day if day.year > 1945 else None
