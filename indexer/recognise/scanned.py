"""Fields of a scanned first page, where letters may be misread: only what is confirmed is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from indexer.normalise.spelling import is_syllable
from indexer.numbers import DocumentNumber, parse
from indexer.provinces import likely_province
from indexer.recognise.agencies import known_agency, said_in
from indexer.recognise.casing import as_name
from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import Sheet
from indexer.records import Suggestion
from indexer.surnames import likely_name

# How sure the reader of headings must be; the same as ``indexer.extract.ocr.heading.FILL_AT``.
OFFER_FILL_AT = 0.6
NAME_ALONE_AT = 0.6  # a name under no title that was read
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


def confirmed_place(
    read: Found[str] | None, offers: Sequence[Suggestion], text: str
) -> tuple[Found[str] | None, tuple[Suggestion, ...]]:
    """The place before the date, and what may stand for it where nothing was read there.

    A province is sure, the spelling of its name mended, unless the closer reading saw another one; any other place is
    where the text names it again.
    """
    if read is None:
        return None, tuple(offers)
    province = likely_province(read.value)
    if province:
        contradicted = any(offer.value != province and offer.confidence >= OFFER_FILL_AT for offer in offers)
        return replace(read, value=province, sure=_UNSURE if contradicted else read.sure), ()
    again = text.count(read.value) > 1 and all(map(is_syllable, read.value.split()))
    return read if again else replace(read, sure=_UNSURE), tuple(offers)


def confirmed_name(read: Found[str], offers: Sequence[Suggestion]) -> Found[str]:
    """A name read under a signature is sure where the closer reading agrees; alone where it can be no other word."""
    named = likely_name(read.value)
    if offers:
        agreed = any(offer.value == read.value and offer.confidence >= OFFER_FILL_AT for offer in offers)
        return replace(read, sure=_SURE if agreed and named else _UNSURE)
    return read if named and named[0] == read.value else replace(read, sure=_UNSURE)


def _beside(offers: Sequence[Suggestion]) -> float:
    """How sure the page reader is of what it read: by hand it is mostly wrong where the reader of headings doubts."""
    return min(_UNSURE, *(offer.confidence / 2 for offer in offers[:3])) if offers else _UNSURE


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def mend_agency(sheet: Sheet, place: Found[str] | None) -> Callable[[str], str | None]:
    """What sets a misread name right: the names of agencies, those of the place, or the same name in the text."""
    seat = place.value if place and place.sure > _UNSURE else ""

    def mend(misread: str) -> str | None:
        known = known_agency(misread, seat)
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
    likely = sum(is_syllable(word) or _is_foreign(word) for word in words)
    return found if words and likely >= least * len(words) else replace(found, sure=min(found.sure, _UNSURE + 0.1))


def _is_foreign(word: str) -> bool:
    """A word of another language: Vitamin, Internet; letters lost of a syllable leave no word as long as these."""
    return word.isascii() and len(word) > _LONGEST_SYLLABLE and word[1:].islower()


_LONGEST_SYLLABLE = 6
