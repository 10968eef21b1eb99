"""Finds in a resolution's text which session of which council passed it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.fold import fold
from indexer.recognise.casing import as_name

_WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14, "muoi lam": 15, "muoi sau": 16,
    "muoi bay": 17, "muoi tam": 18, "muoi chin": 19, "hai muoi": 20, "hai muoi mot": 21, "hai muoi hai": 22,
    "hai muoi ba": 23, "hai muoi bon": 24, "hai muoi lam": 25,
}  # fmt: skip
_DIGIT = "mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin"
_WORD = rf"(?:hai )?muoi(?: (?:{_DIGIT}))?|nhat|{_DIGIT}"
_COUNCIL = "hoi dong nhan dan (?:tinh|thanh pho|quan|huyen|thi xa|phuong|xa|thi tran|dac khu)"
_PASSED = re.compile(
    rf"(?P<council>{_COUNCIL} [^,;.\n]{{2,40}}?)[, ]+khoa (?:thu )?(?P<term>[ivxl]+|\d{{1,2}}|{_WORD})\b[^.;]{{0,40}}?"
    rf"\bk[yi] hop (?P<kind>[^.;]{{0,40}}?)(?:lan )?(?:thu )?(?P<ordinal>[ivxl]+|\d{{1,2}}|{_WORD})\b"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_TENS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session as a resolution names it.

    Attributes:
        term: In Roman numerals.
        kind: ``regular``, ``thematic`` or ``urgent``.
    """

    council: str
    term: str
    kind: str
    ordinal: int


def find_session(text: str) -> FoundSession | None:
    """Read the last sentence that says which session passed the text; None where there is none.

    Source:
        Resolutions of people's councils close with the council, its term, the session and the day.
    """
    flat = re.sub(r"\s+", " ", text)
    folded = fold(flat).lower()
    if len(folded) != len(flat):
        return None
    found = None
    for match in _PASSED.finditer(folded):
        term, ordinal = _number(match["term"]), _number(match["ordinal"])
        if term and ordinal:
            council = flat[match.start("council") : match.end("council")].strip()
            found = FoundSession(_titled(council), _roman(term), _kind(match["kind"]), ordinal)
    return found


def _titled(council: str) -> str:
    return as_name(council) if council.isupper() else "Hội đồng nhân dân" + council[len("Hội đồng nhân dân") :]


def _kind(words: str) -> str:
    if "chuyen de" in words:
        return "thematic"
    return "urgent" if "dot xuat" in words or "bat thuong" in words else "regular"


def _number(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    if numeral in _WORDS:
        return _WORDS[numeral]
    values = [_ROMAN.get(letter, 0) for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _TENS:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters
