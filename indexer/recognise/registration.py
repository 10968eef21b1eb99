"""Number and symbol, place and date: what the clerk writes when a document is registered."""

from __future__ import annotations

import re
from datetime import date

from indexer.numbers import DocumentNumber, find_all, parse
from indexer.recognise import words
from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import Sheet, TextLine

_BLANK_SERIAL = re.compile(r"^[\s._…-]*/\s*(?P<symbol>[^\s,;]+(?:\s?-\s?[^\s,;]+)*)")
_PLACE = re.compile(r"^[\W_]*(?P<place>[^\W\d_][\w .’'-]*?)\s*[,.;]?\s*$")
_PASSED = re.compile(r"thong qua\s+(?:ngay|vao ngay)\b")


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
    printed = line.text[label.end() :]
    rest = _same_row(header, line)
    for text, end in ((printed, line.end), (f"{printed}{rest.text}", rest.end) if rest else ("", 0)):
        for found in find_all(text):
            if found.start <= 3:
                start = line.start + label.end()
                return Found(found.number, start, min(start + found.end, end) if text == printed else end, 0.97)
    return None


def _same_row(header: Header, line: TextLine) -> TextLine | None:
    """What was stamped beside the label: its own line of text on the same baseline, right of it."""
    if not line.box:
        return None
    beside = [
        other
        for other in header.top
        if other.box and other is not line and abs(other.top - line.top) < line.height * 0.7
        and 0 <= other.box[0] - line.box[2] < 60
    ]  # fmt: skip
    return beside[0] if beside else None


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
    """Day of issue: beside the number; of laws where the closing line says when they were passed; else near the end."""
    if header.date is not None:
        return _date_in(header.date)
    for line in _closing_dates(sheet, closing):
        found = _date_in(line)
        if found:
            return found
    return None


def _closing_dates(sheet: Sheet, closing: TextLine | None) -> list[TextLine]:
    """Lines that may date a document whose heading has no date: those of consolidated texts and laws."""
    tail = [line for line in sheet.lines if closing is None or line.start <= closing.start][-60:]
    passed = [line for line in tail if _PASSED.search(line.folded) and words.DATE.search(line.folded)]
    placed = [line for line in tail if words.DATE.search(line.folded) and read_place(line)]
    return [*placed[-1:], *passed[-1:]]


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
