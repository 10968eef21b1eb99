"""Fields of a scanned first page, where letters may be misread: only what is confirmed is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from indexer.fold import fold
from indexer.numbers import DocumentNumber, parse
from indexer.recognise.agencies import known_agency, said_in
from indexer.recognise.casing import as_name
from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import Sheet
from indexer.records import Suggestion

# How sure the reader of headings must be; the same as ``indexer.extract.ocr.heading.FILL_AT``.
OFFER_FILL_AT = 0.6
_UNSURE = 0.4
_SURE = 0.95


def confirmed_number(
    read: Found[DocumentNumber] | None, offers: Sequence[Suggestion], header: Header
) -> Found[DocumentNumber] | None:
    """The number both readers agree upon, or the one the reader of headings is sure of; else none is sure."""
    place = header.number
    best = offers[0] if offers else None
    number = parse(best.value) if best else None
    if best is not None and number is not None:
        agreed = read is not None and read.value.text.upper() == number.text.upper()
        if best.confidence >= OFFER_FILL_AT or agreed:
            start, end = (place.start, place.end) if place else (0, 0)
            return Found(number, start, end, _SURE if agreed else max(best.confidence, OFFER_FILL_AT))
    return replace(read, sure=_beside(offers)) if read else None


def confirmed_date(read: Found[date] | None, offers: Sequence[Suggestion], header: Header) -> Found[date] | None:
    """The day both readers agree upon, or the one the reader of headings is sure of; else the printed one, unsure."""
    best = offers[0] if offers else None
    day = _iso(best.value) if best else None
    if best is not None and day is not None:
        agreed = read is not None and read.value == day
        if best.confidence >= OFFER_FILL_AT or agreed:
            place = header.date or header.number
            start, end = (place.start, place.end) if place else (0, 0)
            return Found(day, start, end, _SURE if agreed else max(best.confidence, OFFER_FILL_AT))
    return replace(read, sure=_beside(offers)) if read else None


def _beside(offers: Sequence[Suggestion]) -> float:
    """How sure the page reader is of what it read: by hand it is mostly wrong where the reader of headings doubts."""
    return min(_UNSURE, *(offer.confidence / 2 for offer in offers[:3])) if offers else _UNSURE


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def mend_agency(sheet: Sheet) -> Callable[[str], str | None]:
    """What sets a misread name right: the names of agencies, or the same name in the running text."""

    def mend(misread: str) -> str | None:
        known = known_agency(misread)
        if known:
            return as_name(known[0].upper())
        return said_in(sheet.text, misread)

    return mend


def confirmed_text(found: Found[str] | None, least: float = 0.97) -> Found[str] | None:
    """A sentence whose words are nearly all syllables of the language stays as sure as it was.

    Args:
        least: Share of its words that must be possible syllables.
    """
    if found is None:
        return None
    words = [word for word in re.findall(r"[^\W\d_]+", found.value) if len(word) > 1 and not word.isupper()]
    likely = sum(bool(_SYLLABLE.fullmatch(fold(word).lower())) for word in words)
    return found if words and likely >= least * len(words) else replace(found, sure=min(found.sure, _UNSURE + 0.1))


_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|kh|gh|gi|ph|qu|[bcdghklmnpqrstvx])?(?:[aeiou][aeiouy]{0,2}|y[e]?)(?:ch|ng|nh|[cmnpt])?"
)
