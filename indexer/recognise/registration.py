"""Number and symbol, place and date: what the clerk writes when a document is registered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from indexer.kinds import Kind
from indexer.numbers import DocumentNumber, find_all, parse
from indexer.recognise import words
from indexer.recognise.found import Found
from indexer.recognise.header import Header, is_date_line
from indexer.recognise.lines import Sheet, TextLine

_BLANK_SERIAL = re.compile(r"^[\s._…-]*/\s*(?P<symbol>[^\s,;]+(?:\s?-\s?[^\s,;]+)*)")
_PLACE = re.compile(r"^[\W_]*(?P<place>[^\W\d_][\w .’'-]*?)\s*[,.;]?\s*$")
_AROUND_MARKS = re.compile(r"\s*([-–/])\s*")
_LIKELY = 0.5
_PASSED = re.compile(r"thong qua\s+(?:ngay|vao ngay)\b")
# "Nghị quyết này được Quốc hội … thông qua ngày …": of assemblies the day of passing is the day of issue.
_THIS_PASSED = re.compile(r"^nghi quyet nay\b.{0,160}\bthong qua\s+(?:ngay|vao ngay)\b")


def read_number(header: Header) -> Found[DocumentNumber] | None:
    """The document's own number: after "Số:" in the heading, else the only number that stands alone there."""
    if header.number is not None:
        found = _labelled(header, header.number)
        if found:
            return found
        if has_blank_number(header):
            return None
    for line in header.top:
        alone = parse(line.text)
        if alone:
            return Found(alone, line.start, line.end, 0.7)
    return None


def _labelled(header: Header, line: TextLine) -> Found[DocumentNumber] | None:
    label = words.NUMBER_LABEL.match(line.folded)
    if not label:
        return None
    start = line.start + label.end()
    whole = parse(_AROUND_MARKS.sub(r"\1", line.text[label.end() :]))
    if whole:
        return Found(whole, start, line.end, 0.97)
    for found in find_all(line.text[label.end() :])[:1]:
        if found.start <= 3:
            return Found(found.number, start + found.start, start + found.end, 0.97)
    return _stamped_beside(header, line, line.text[label.end() :])


def _stamped_beside(header: Header, line: TextLine, printed: str) -> Found[DocumentNumber] | None:
    """What was stamped on the same baseline, into the gap or beside it: "Số:    /QĐ-UBND" and "67"."""
    beside = [other for other in header.top if other is not line and _on_baseline(line, other)]
    inside = [other.text.strip() for other in beside if other.box and line.box and other.box[2] <= line.box[2]]
    after = [other.text.strip() for other in beside if other.box and line.box and other.box[2] > line.box[2]]
    for text in (f"{''.join(inside)}{printed.strip()}", f"{printed.strip()}{''.join(after)}"):
        number = parse(text) if beside else None
        if number:
            return Found(number, line.start, line.end, 0.93)
    return None


def _on_baseline(line: TextLine, other: TextLine) -> bool:
    """On one line of print, and no further right than a stamped number reaches."""
    if not line.box or not other.box:
        return False
    overlap = min(line.box[3], other.box[3]) - max(line.box[1], other.box[1])
    return overlap > 0.4 * min(line.height, other.height) and line.box[0] < other.box[0] < line.box[2] + 60


def has_blank_number(header: Header) -> bool:
    """The place for the serial was left empty: a draft, or the number was drawn by hand."""
    if header.number is None:
        return False
    label = words.NUMBER_LABEL.match(header.number.folded)
    return bool(label and _BLANK_SERIAL.match(header.number.text[label.end() :]))


def symbol(header: Header) -> str | None:
    """What is printed after an empty serial: ``QĐ-UBND`` of ``Số:    /QĐ-UBND``."""
    if header.number is None:
        return None
    label = words.NUMBER_LABEL.match(header.number.folded)
    found = _BLANK_SERIAL.match(header.number.text[label.end() :]) if label else None
    return found["symbol"].replace(" ", "") if found else None


def read_date(sheet: Sheet, header: Header, closing: TextLine | None) -> Found[date] | None:
    """Day of issue: beside the number; of laws and resolutions of assemblies where the end says when they were passed.

    A place and day near the end of another document are only likely.
    """
    if header.date is not None:
        return _date_in(header.date)
    tail = [line for line in sheet.lines if closing is None or line.start <= closing.start][-60:]
    said = _says_passed(header.kind.kind) if header.kind is not None else None
    passed = [line for line in tail if said and said.search(line.folded) and words.DATE.search(line.folded)]
    if passed:
        return _date_in(passed[-1])
    placed = [line for line in tail if is_date_line(line) and read_place(line)]
    likely = _date_in(placed[-1]) if placed else None
    return replace(likely, sure=_LIKELY) if likely else None


def _says_passed(kind: Kind) -> re.Pattern[str] | None:
    if kind.group == "legal":
        return _PASSED
    return _THIS_PASSED if kind.code == "NQ" else None


def _date_in(line: TextLine) -> Found[date] | None:
    matches = list(words.DATE.finditer(line.folded)) or list(words.SHORT_DATE.finditer(line.folded))
    if not matches:
        return None
    match = matches[-1]
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except (ValueError, TypeError):
        return None
    return Found(day, line.start + match.start(), line.start + match.end(), 0.97)


def read_place(line: TextLine | None) -> Found[str] | None:
    """What stands before the date on its line: ``Hà Nội``."""
    if line is None:
        return None
    match = words.DATE.search(line.folded)
    misread = words.MISREAD_DATE.match(line.folded)
    before = line.text[: match.start()] if match else line.text[: misread.end()] if misread else ""
    before = before.rsplit("\t", 1)[-1]
    found = _PLACE.match(before)
    if not found or not found["place"][0].isupper() or len(found["place"]) > 40:
        return None
    return Found(found["place"], line.start + found.start("place"), line.start + found.end("place"), 0.95)
