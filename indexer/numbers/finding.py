"""Finding document numbers in running text, with the boundaries that keep look-alikes out."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from indexer.numbers.grammar import PATTERN, DocumentNumber, from_match
from indexer.numbers.letters import in_latin

# No letter, digit or ``digit.`` before it, no slash, no hyphen of a word; but "số" may be glued on.
_CANDIDATE = re.compile(r"(?:(?<![\w/])(?<!\w[-\u2010-\u2015])(?<!\d[.,])|(?<=[Ss]ố))(?=\d)")
_PREFIX = re.compile(r"^\s*(?:số|so)\s*:?\s*", re.IGNORECASE)
_LONGEST = 400  # characters of a joint number, broken over lines
_TAIL = " \t\n.,;:)]}\"'”’"
# "Nghị định số 64-CP" is a number, the bare "06/CP" of a nickname is not.
_OLD_STYLE = re.compile(
    r"(?:nghị định|quyết định|chỉ thị|thông tư|sắc lệnh|pháp lệnh|luật|lệnh|nghị quyết)\s+số\s*:?\s*$", re.IGNORECASE
)
# Two capitals are the least that makes a letter's groups more than a footnote or a form's label.
_THIN = re.compile(r"^[^/]+/[A-ZĐ]-[A-ZĐ]\d?$")


class Found(NamedTuple):
    """A number and where it stands: ``text[start:end]``."""

    number: DocumentNumber
    start: int
    end: int


def parse(text: str) -> DocumentNumber | None:
    """Read one number, with or without "Số:" before it; None where the text is anything else or more than that."""
    if len(text) > _LONGEST:
        return None
    text = in_latin(unicodedata.normalize("NFC", text)).strip(_TAIL)
    text = _PREFIX.sub("", text)
    if text.count("(") > text.count(")"):
        text += ")"
    match = PATTERN.match(text)
    if not match or match.end() != len(text):
        return None
    return from_match(match)


def find_all(text: str) -> tuple[Found, ...]:
    """Every document number of a text, in order.

    The left edge is no letter, digit or ``digit.`` (``66.7/2025/NQ-CP`` is never ``7/2025/NQ-CP``); the right edge ends
    before footnote marks and glued words. Codes of procedures and diseases, dates and ranges of years are passed over.

    Args:
        text: NFC.
    """
    text = in_latin(text)
    found: list[Found] = []
    at = 0
    while edge := _CANDIDATE.search(text, at):
        start = edge.end()
        match = PATTERN.match(text, start)
        if match is None or not _believable(text, match):
            at = _after_digits(text, start)
            continue
        found.append(Found(from_match(match), match.start(), match.end()))
        at = match.end()
    return tuple(found)


def _believable(text: str, match: re.Match[str]) -> bool:
    if match["old"]:
        return bool(_OLD_STYLE.search(text[max(0, match.start() - 40) : match.start()]))
    return not (match["letter"] and _THIN.match(match.group()))


def _after_digits(text: str, start: int) -> int:
    while start < len(text) and text[start].isdigit():
        start += 1
    return start
