"""Headings that stand elsewhere: at the end of consolidated texts, or run together under the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from indexer.fold import fold
from indexer.numbers import DocumentNumber, find_all
from indexer.recognise import words
from indexer.recognise.casing import as_name
from indexer.recognise.found import Found
from indexer.recognise.header import Header, is_date_line
from indexer.recognise.lines import Sheet, TextLine

_CONSOLIDATED = re.compile(r"^so\s{0,9}[:.]?\s{0,9}\d{1,4}\s{0,9}/\s{0,9}(?:20\d\d\s{0,9}/\s{0,9})?(?:vbhn|hnvb)")
_AUTHENTICATION = re.compile(r"^\W*xac thuc van ban hop nhat\W*$")
_NEAR = 6  # lines
_LONGEST_NUMBER = 110  # characters of a line with a number and perhaps a date
# "NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 37/2007/NĐ-CP NGÀY 09 THÁNG 3 NĂM 2007 / VỀ …", as older collections print it.
_RUN_TOGETHER = re.compile(
    r"\s*(?:cua\s+(?P<issuer>[^\d]{4,90}?)\s+)?so\s*:?\s*(?P<number>\d\S{4,40}(?:\s-\s\S+)?)\s*,?\s*"
    r"ngay\s+(?P<day>\d{1,2})\s*(?:thang|/)\s*(?P<month>\d{1,2})\s*(?:nam|/)\s*(?P<year>\d{4})\s*"
)


def with_closing(sheet: Sheet, header: Header) -> Header:
    """The header, completed for a consolidated text by the boxes of its authentication at the end."""
    authenticated = any(_AUTHENTICATION.match(line.folded) for line in sheet.lines)
    if header.number is not None and not authenticated:
        return header
    at = next((place for place, line in enumerate(sheet.lines) if _numbers_it(line)), None)
    if at is None:
        return header
    near = sheet.lines[max(0, at - _NEAR) : at + _NEAR]
    day = next((line for line in near if is_date_line(line)), None)
    above = [line for line in sheet.lines[max(0, at - 3) : at] if line.is_caps and not words.MOTTO.search(line.folded)]
    return replace(header, number=sheet.lines[at], date=day or header.date, issuer=tuple(above) or header.issuer)


def _numbers_it(line: TextLine) -> bool:
    return len(line.text) <= _LONGEST_NUMBER and _CONSOLIDATED.match(line.folded) is not None


@dataclass(frozen=True)
class RunTogether:
    """The parts of a heading printed as one sentence under the kind; the subject begins at ``ends``."""

    number: Found[DocumentNumber]
    issued_on: Found[date] | None
    issuer: Found[str] | None
    ends: int


def run_together(sheet: Sheet, header: Header) -> RunTogether | None:
    """The heading under the kind of a document without boxes."""
    if header.kind is None or header.number is not None:
        return None
    start = header.kind.line.start + header.kind.rest_at
    match = _RUN_TOGETHER.match(fold(sheet.text[start : start + 400]).lower())
    if match is None:
        return None
    found = find_all(sheet.text[start + match.start("number") : start + match.end("number")])
    if not found:
        return None
    number = Found(found[0].number, start + match.start("number"), start + match.end("number"), 0.9)
    return RunTogether(number, _day(start, match), _issuer(sheet, start, match), start + match.end())


def _issuer(sheet: Sheet, start: int, match: re.Match[str]) -> Found[str] | None:
    if not match["issuer"]:
        return None
    at, end = start + match.start("issuer"), start + match.end("issuer")
    return Found(as_name(re.sub(r"\s+", " ", sheet.text[at:end])), at, end, 0.9)


def _day(start: int, match: re.Match[str]) -> Found[date] | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return Found(day, start + match.start("day"), start + match.end("year"), 0.95)
