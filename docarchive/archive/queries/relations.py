"""Citations both ways; what the reader may not see looks like what the archive does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Citation, Document
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Cited:
    """A number this document cites, each number and relation once.

    Attributes:
        target: The one document of that number the reader may see; None where there is none, or several.
    """

    citation: Citation
    target: Document | None
    count: int


def cited_by(session: Session, actor: Actor, document: Document) -> Sequence[Cited]:
    """What a document cites, in the order of the text."""
    rows = session.scalars(
        select(Citation).where(Citation.document_id == document.id).order_by(Citation.start, Citation.id)
    ).all()
    targets = targets_of(session, actor, [row.number_key for row in rows if row.number_key], document.id)
    first: dict[tuple[str, str], Citation] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.number_key or row.number, row.relation)
        first.setdefault(key, row)
        counts[key] = counts.get(key, 0) + 1
    return [Cited(row, targets.get(row.number_key or ""), counts[key]) for key, row in first.items()]


def targets_of(session: Session, actor: Actor, keys: Sequence[str], own_id: str) -> Mapping[str, Document]:
    """The visible document of each number that belongs to exactly one."""
    found: dict[str, list[Document]] = {}
    unique = sorted(set(keys))
    for start in range(0, len(unique), 500):
        rows = session.scalars(
            select(Document).where(Document.number_key.in_(unique[start : start + 500]), visible_to(actor))
        )
        for row in rows:
            if row.id != own_id:
                found.setdefault(row.number_key or "", []).append(row)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}


def citing(session: Session, actor: Actor, document: Document, limit: int = 200) -> Sequence[tuple[Document, Citation]]:
    """Documents the reader may see that cite this one, newest first."""
    if not document.number_key:
        return []
    rows = session.execute(
        select(Document, Citation)
        .join(Citation, Citation.document_id == Document.id)
        .where(Citation.number_key == document.number_key, Document.id != document.id, visible_to(actor))
        .order_by(Document.issued_on.desc().nulls_last(), Document.id, Citation.start)
        .limit(limit * 5)
    )
    first: dict[str, tuple[Document, Citation]] = {}
    for other, citation in rows:
        first.setdefault(other.id, (other, citation))
    return list(first.values())[:limit]


def count_related(session: Session, actor: Actor, document: Document) -> int:
    """How many relations the tab counts: numbers cited, and documents citing."""
    cites = session.scalar(
        select(func.count(func.distinct(Citation.number))).where(Citation.document_id == document.id)
    )
    return (cites or 0) + len(citing(session, actor, document))
