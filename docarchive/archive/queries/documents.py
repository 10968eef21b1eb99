"""One document and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from docarchive.archive.errors import DocumentNotFoundError, FileNotFoundInArchiveError
from docarchive.archive.models import CouncilSession, Document, DocumentVersion, FieldValue
from docarchive.archive.policies import can_read
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.states import Origin
from docarchive.core.actor import Actor

_OFFERED = 3  # numbers of a document that are searched for before one is accepted


def document(session: Session, actor: Actor, document_id: str) -> Document:
    """Find a document.

    Raises:
        DocumentNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.get(Document, document_id, options=[selectinload(Document.tokens), selectinload(Document.versions)])
    if found is None or not can_read(actor, found):
        raise DocumentNotFoundError
    return found


def documents(session: Session, actor: Actor, ids: Sequence[str]) -> Mapping[str, Document]:
    """Those of the documents the actor may see, by id."""
    rows = session.scalars(select(Document).where(Document.id.in_(ids), visible_to(actor)))
    return {row.id: row for row in rows}


def only(session: Session, actor: Actor, key: str, issued_on: date | None, *, but: str) -> Document | None:
    """The only document with this number (and day) the actor may see, ``but`` left out; None where there are more."""
    query = select(Document).where(Document.number_key == key, Document.id != but, visible_to(actor)).limit(2)
    rows = session.scalars(query.where(Document.issued_on == issued_on) if issued_on else query).all()
    return rows[0] if len(rows) == 1 else None


def version(document: Document, ordinal: int | None = None) -> DocumentVersion:
    """One version of a document the actor was allowed to see; None means the newest.

    Raises:
        FileNotFoundInArchiveError: There is no such version.
    """
    chosen = document.versions if ordinal is None else [v for v in document.versions if v.ordinal == ordinal]
    if not chosen:
        raise FileNotFoundInArchiveError
    return chosen[-1]


def text(session: Session, version: DocumentVersion) -> str:
    """The whole text of a version."""
    return session.scalar(select(DocumentVersion.text).where(DocumentVersion.id == version.id)) or ""


def versions_with_text(session: Session, ids: Sequence[str]) -> Mapping[str, DocumentVersion]:
    """The newest version of each document, text loaded."""
    rows = session.scalars(
        select(DocumentVersion)
        .where(DocumentVersion.document_id.in_(ids))
        .order_by(DocumentVersion.ordinal)
        .options(undefer(DocumentVersion.text))
    )
    return {row.document_id: row for row in rows}


def values(session: Session, document: Document) -> Mapping[str, FieldValue]:
    """What holds now, field by field: the newest value that is not a mere suggestion."""
    return {row.name: row for row in history(session, document) if row.origin != Origin.SUGGESTED}


def suggestions(session: Session, document: Document) -> Mapping[str, list[FieldValue]]:
    """Likely values nobody has accepted, best first."""
    offers: dict[str, list[FieldValue]] = {}
    for row in history(session, document):
        if row.origin == Origin.SUGGESTED:
            offers.setdefault(row.name, []).append(row)
    return {name: sorted(rows, key=lambda row: -row.confidence) for name, rows in offers.items()}


def offered_numbers(session: Session, ids: Sequence[str]) -> Mapping[str, list[str]]:
    """The numbers most likely printed on documents, best first; of none where somebody settled it, if as empty."""
    rows = session.execute(
        select(FieldValue.document_id, FieldValue.value, FieldValue.origin)
        .where(FieldValue.document_id.in_(ids), FieldValue.name == "number")
        .order_by(FieldValue.confidence.desc(), FieldValue.seq)
    ).all()
    settled = {row.document_id for row in rows if row.origin != Origin.SUGGESTED}
    offers: dict[str, list[str]] = {}
    for row in rows:
        known = offers.setdefault(row.document_id, [])
        if row.document_id not in settled and row.value and row.value not in known and len(known) < _OFFERED:
            known.append(row.value)
    return offers


def history(session: Session, document: Document) -> Sequence[FieldValue]:
    """All values a document's fields ever had or were offered, oldest first."""
    return session.scalars(
        select(FieldValue).where(FieldValue.document_id == document.id).order_by(FieldValue.seq)
    ).all()


def council_session(session: Session, document: Document) -> CouncilSession | None:
    """The session of the council that passed a document."""
    return session.get(CouncilSession, document.council_session_id) if document.council_session_id else None
