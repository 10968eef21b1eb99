"""Setting a document's fields, with everything that is derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from docarchive.archive.errors import FieldInvalidError
from docarchive.archive.models import Document
from docarchive.archive.queries.agencies import AgencyFinder, issuer_key
from docarchive.archive.states import FIELD_WORDS
from indexer import numbers

REQUIRED_FORM = "Ngày ghi theo dạng dd/mm/yyyy, ví dụ 05/09/2025."
LONGEST = {
    "number": 200,
    "kind": 80,
    "place": 200,
    "signer": 200,
    "signer_title": 400,
    "signer_authority": 400,
    "urgency": 40,
    "status": 120,
}
EARLIEST = date(1945, 1, 1)
DAYS = ("issued_on", "effective_on", "expires_on")


def describe(document: Document, values: Mapping[str, str | None], agencies: AgencyFinder) -> None:
    """Set some of a document's fields; dates are given in ISO form, None empties a field.

    Raises:
        FieldInvalidError: A value does not fit its field.
    """
    for name, value in values.items():
        setattr(document, name, _typed(name, value))
    derive(document, agencies)


def derive(document: Document, agencies: AgencyFinder) -> None:
    """Set what follows from a document's fields: keys, natural order, agency."""
    parsed = numbers.parse(document.number) if document.number else None
    document.number_key = key_of(document.number)
    document.number_sort = numbers.sort_key(parsed) if parsed else 0
    document.issuer_key = issuer_key(document.issuer) if document.issuer else None
    agency = agencies.find(document.issuer, document.issued_on)
    document.issuer_id = agency.id if agency else None


def key_of(number: str | None) -> str | None:
    """The form in which a document and those that cite it meet; None where there is no number."""
    if not number:
        return None
    parsed = numbers.parse(number)
    return numbers.keys(parsed)[0] if parsed else "".join(number.upper().split())[:200]


def fit(name: str, value: str | None) -> str | None:
    """Cut what a field does not hold: a reading must never fail for a value that is too long."""
    return value[: LONGEST.get(name, 20_000)] if value else value


def _typed(name: str, value: str | None) -> object:
    text = " ".join(value.split()) if value and name != "recipients" else (value or "").strip()
    if not text:
        return None
    if len(text) > LONGEST.get(name, 20_000):
        raise FieldInvalidError(name, f"{FIELD_WORDS[name]} dài quá {LONGEST[name]} ký tự.")
    if name not in DAYS:
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise FieldInvalidError(name, REQUIRED_FORM) from None
    if day < EARLIEST:
        raise FieldInvalidError(name, f"{FIELD_WORDS[name]} không được trước 01/01/1945.")
    return day
