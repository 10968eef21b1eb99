"""Is this file, or this document, here already?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, extract, or_, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.queries.visible import held_by
from docarchive.archive.states import DocumentState

SHINGLE = 4
ALIKE = 0.8
COMPARED_CHARACTERS = 60_000


def same_bytes(session: Session, sha: str, seen_by: Iterable[str] | None) -> Document | None:
    """The active document that has exactly these bytes, if whoever imports may see it."""
    return session.scalar(
        select(Document)
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .where(DocumentVersion.file_sha == sha, Document.state == DocumentState.ACTIVE, held_by(seen_by))
        .order_by(Document.created_at, Document.id)
        .limit(1)
    )


def same_number(
    session: Session, key: str | None, issuer: tuple[str | None, str | None], issued_on: date | None,
    seen_by: Iterable[str] | None,
) -> list[Document]:  # fmt: skip
    """Active documents with the same number and symbol, issuer and year.

    Args:
        key: First normal form of the number.
        issuer: Agency id and folded name.
    """
    agency_id, name = issuer
    if not key or not (agency_id or name):
        return []
    same_issuer: list[ColumnElement[bool]] = []
    if agency_id:
        same_issuer.append(Document.issuer_id == agency_id)
    if name:
        same_issuer.append(Document.issuer_key == name)
    same_year = (
        Document.issued_on.is_(None) if issued_on is None else extract("year", Document.issued_on) == issued_on.year
    )
    return list(
        session.scalars(
            select(Document)
            .where(Document.number_key == key, Document.state == DocumentState.ACTIVE)
            .where(or_(*same_issuer), same_year, held_by(seen_by))
            .order_by(Document.created_at, Document.id)
            .limit(5)
        )
    )


def are_alike(one: str, other: str) -> bool:
    """Tell whether two texts say the same, give or take a bad scan of a few words."""
    first, second = (set(_shingles(text[:COMPARED_CHARACTERS])) for text in (one, other))
    if not first or not second:
        return True
    return len(first & second) / max(len(first), len(second)) >= ALIKE


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = text.lower().split()
    return zip(*(itertools.islice(words, start, None) for start in range(SHINGLE)), strict=False)
