"""Identifiers of agencies and of documents: made strictly, read only to be shown.

Source:
    Decision 20/2020/QĐ-TTg, Article 4, for agencies; packets of the axis for documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from edxml.times import format_day, parse_day

ORGAN_ID_LENGTH: Final = 35

_ORGAN_ID: Final = re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*")
_OLD_ORGAN_ID: Final = re.compile(r"([0-9]{3}\.)?[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}")
_NOBODY: Final = frozenset({"", "null"})


@dataclass(frozen=True, slots=True)
class DocumentIdParts:
    """What an identifier in our form says, for showing it; the identifier itself stays opaque."""

    organ_id: str
    day: date
    code: str


def is_organ_id(text: str) -> bool:
    """Whether an agency may issue under this identifier: ``H57.01``, at most 35 characters."""
    return len(text) <= ORGAN_ID_LENGTH and bool(_ORGAN_ID.fullmatch(text))


def is_old_organ_id(text: str) -> bool:
    """Whether it has the form of before 2020, ``000.00.00.H49``, or its short one, ``28.22.H17``."""
    return bool(_OLD_ORGAN_ID.fullmatch(text))


def is_nobody(organ_id: str) -> bool:
    """Whether an identifier names no agency: empty, or the word ``null`` some kits write."""
    return organ_id.lower() in _NOBODY


def make_document_id(organ_id: str, day: date, number: str, symbol: str) -> str:
    """Make the identifier of a document of our own: ``H57.01,2026/06/15,12/UBND-VP``.

    Raises:
        ValueError: The agency's identifier has not the form in force, or number or symbol is empty or holds a comma.
    """
    if not is_organ_id(organ_id):
        raise ValueError(f"not an agency identifier of decision 20/2020: {organ_id!r}")
    if not number or not symbol or "," in number + symbol:
        raise ValueError(f"not a number and symbol: {number!r}, {symbol!r}")
    return f"{organ_id},{format_day(day)},{number}/{symbol}"


def parse_document_id(text: str) -> DocumentIdParts | None:
    """Take an identifier apart to show it; None where it has another form, which is nothing wrong."""
    organ_id, _, rest = text.partition(",")
    written, _, code = rest.partition(",")
    day = parse_day(written)
    if day is None or not organ_id or not code:
        return None
    return DocumentIdParts(organ_id, day, code)
