"""The printed words around what is written by hand: "Số: … /KH-SYT" and "ngày … tháng … năm 20…"."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.extract.ocr.recognition import LineReading

# Readers without all Vietnamese letters drop vowels or their marks; strokes of the hand run into the words.
DAY_WORD = re.compile(r"n[gq9]\w{0,2}y", re.IGNORECASE)
MONTH_WORD = re.compile(r"t[hb][^\W\d]{0,2}[nm]g?", re.IGNORECASE)
YEAR_WORD = re.compile(r"[nhm][^\W\d]{1,2}m?(?=\W{0,3}[12lI])|[nhm][^\W\d]{0,2}m", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_NUMBER_START = re.compile(r"^\W{0,3}[Ss$8](?:[ốồổỗộóòỏõọôo0Ốòèáàé6]{0,2})\s?[:.;,]{0,2}")
_SUFFIX = re.compile(r"(?P<slash>/)\s?(?:(?P<year>(?:19|20)\d\d)\s?[/-]\s?)?(?P<suffix>[^\W\d]{2}.*)$")
_DASHED = re.compile(r"\d\s?(?P<slash>-)\s?(?P<suffix>[A-ZĐ]{2}.*)$")
_BARE = re.compile(r"(?P<slash>[1lI|(]?)\s?(?P<suffix>[A-ZĐ]{2}[-.A-ZĐ].*)$")


class Gap(NamedTuple):
    """Frames after one printed anchor and before the next."""

    first: int
    last: int


class NumberParts(NamedTuple):
    """Where the digits of a number stand, and what is printed after them.

    Attributes:
        year: The year inside the number, empty where it has none.
        separator: What stands before the kind's letters; a slash that was not seen is a slash.
    """

    digits: Gap
    year: str
    separator: str
    suffix: str


class DateParts(NamedTuple):
    """Where day and month stand, and the year as printed; None and empty where an anchor was not recognised."""

    day: Gap | None
    month: Gap | None
    year: str


def number_parts(reading: LineReading) -> NumberParts | None:
    """Take a number line apart, or None where its printed part was not recognised."""
    start = _NUMBER_START.match(reading.text)
    begin = start.end() if start else 0
    found = _printed_part(reading.text, begin)
    if found is None:
        return None
    first = reading.places[begin - 1] + 1 if begin else 0
    letter = found.start("slash") if found["slash"] else found.start("suffix")
    year = found.groupdict().get("year") or ""
    separator = "-" if found["slash"] == "-" else "/"
    return NumberParts(Gap(first, reading.places[letter]), year, separator, found["suffix"].strip())


def _printed_part(text: str, begin: int) -> re.Match[str] | None:
    """From the sign after the digits on; offices of the Party write 15-NQ/TU, all others 15/NQ-UBND."""
    signs = [found for pattern in (_SUFFIX, _DASHED) if (found := pattern.search(text, begin))]
    return min(signs, key=lambda found: found.start(), default=None) or _BARE.search(text, begin)


def date_parts(reading: LineReading) -> DateParts | None:
    """Take a date line apart, or None where none of it was recognised."""
    text, places = reading.text, reading.places
    year = YEAR.search(text)
    day = DAY_WORD.search(text)
    month = MONTH_WORD.search(text, day.end() if day else 0)
    after_month = YEAR_WORD.search(text, month.end()) if month else None
    day_gap = Gap(places[day.end() - 1] + 1, places[month.start()]) if day and month else None
    end = after_month or year
    month_gap = Gap(places[month.end() - 1] + 1, places[end.start()]) if month and end else None
    if not day_gap and not month_gap:
        return None
    return DateParts(day_gap, month_gap, year.group() if year else "")
