"""The kind of a document: from its printed name, the number only where none is printed."""

from __future__ import annotations

import re

from indexer.kinds import Kind, kind_named, kind_of_code
from indexer.numbers import DocumentNumber
from indexer.recognise import words
from indexer.recognise.found import Found
from indexer.recognise.header import Header, letter_subject

_LETTER = Kind("công văn", "")
_PARTY_LETTER = Kind("công văn", "CV", "party")
_CONSOLIDATED = re.compile(r"^\W*(?:xac thuc )?van ban hop nhat\b")


def read_kind(header: Header, number: DocumentNumber | None) -> Found[Kind] | None:
    """The kind as printed; a letter is what has no printed kind but "V/v" or an addressee."""
    if number is not None and number.type in {"VBHN", "HNVB"}:
        consolidated = kind_named("văn bản hợp nhất")
        line = header.number or next(iter(header.top), None)
        if consolidated and line:
            return Found(consolidated, line.start, line.end, 0.95)
    if header.kind is not None:
        line = header.kind.line
        return Found(header.kind.kind, line.start, line.start + header.kind.rest_at, 0.97)
    return _unnamed(header, number)


def _unnamed(header: Header, number: DocumentNumber | None) -> Found[Kind] | None:
    mark = letter_subject(header)
    addressee = header.body if header.body and words.ADDRESSEE.match(header.body.folded) else None
    place = mark or addressee or header.number
    if place is None:
        return None
    if number is not None and number.type == "CV":
        return Found(_PARTY_LETTER, place.start, place.end, 0.95)
    if number is not None and number.type:
        named = kind_of_code(number.type)
        return Found(named, place.start, place.end, 0.7 if number.year else 0.62) if named else None
    if mark or (addressee and number is not None and number.family == "letter"):
        return Found(_LETTER, place.start, place.end, 0.92)
    return Found(_LETTER, place.start, place.end, 0.5) if number is not None and number.family == "letter" else None
