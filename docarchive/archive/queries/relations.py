"""Citations both ways; what the reader may not see looks like what the archive does not have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Citation, Document
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor

_DAY = re.compile(
    r"[\s,(]*(?:ban hành )?ngày\s+(?P<day>\d{1,2})(?:\s+tháng\s+|[/.-])(?P<month>\d{1,2})"
    r"(?:\s+năm\s+|[/.-])(?P<year>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A number this document cites, each number and relation once.

    Attributes:
        target: The document meant, of those the reader may see; None where there is none, or one cannot tell which.
        alike: How many visible documents bear the number.
    """

    citation: Citation
    target: Document | None
    count: int
    alike: int = 0


def cited_by(session: Session, actor: Actor, document: Document) -> Sequence[Cited]:
    """What a document cites, in the order of the text."""
    rows = _citations(session, document)
    bearing = _bearing(session, actor, rows, document.id)
    first: dict[tuple[str, str], Citation] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.number_key or row.number, row.relation)
        first.setdefault(key, row)
        counts[key] = counts.get(key, 0) + 1
    found = []
    for key, row in first.items():
        alike = bearing.get(row.number_key or "", ())
        found.append(Cited(row, _meant(row, alike), counts[key], len(alike)))
    return found


def places(session: Session, actor: Actor, document: Document) -> Sequence[tuple[Citation, Document]]:
    """Every place of a document's text that speaks of a document the reader may see."""
    rows = _citations(session, document)
    bearing = _bearing(session, actor, rows, document.id)
    found = ((row, _meant(row, bearing.get(row.number_key or "", ()))) for row in rows)
    return [(row, target) for row, target in found if target is not None]


def meant_by(session: Session, actor: Actor, citations: Sequence[Citation], own_id: str) -> Mapping[str, Document]:
    """The document each citation means, by the citation's id, where one can tell."""
    bearing = _bearing(session, actor, citations, own_id)
    found = {row.id: _meant(row, bearing.get(row.number_key or "", ())) for row in citations}
    return {name: target for name, target in found.items() if target is not None}


def stated_day(citation: Citation) -> date | None:
    """The day a citation gives behind the number: ``số 15/NQ-HĐND ngày 08 tháng 12 năm 2023``."""
    said = _DAY.match(citation.quote.partition(citation.number)[2])
    if said is None:
        return None
    try:
        return date(int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        return None


def _meant(citation: Citation, bearing: Sequence[Document]) -> Document | None:
    """Of the documents with the cited number the only one, or the one of the day stated."""
    if len(bearing) > 1:
        day = stated_day(citation)
        bearing = [each for each in bearing if day and each.issued_on == day]
    return bearing[0] if len(bearing) == 1 else None


def _citations(session: Session, document: Document) -> Sequence[Citation]:
    return session.scalars(select(Citation).where(Citation.document_id == document.id).order_by(Citation.start)).all()


def _bearing(
    session: Session, actor: Actor, citations: Sequence[Citation], own_id: str
) -> Mapping[str, Sequence[Document]]:
    """The visible documents of each cited number."""
    found: dict[str, list[Document]] = {}
    unique = sorted({row.number_key for row in citations if row.number_key})
    for start in range(0, len(unique), 500):
        rows = session.scalars(
            select(Document).where(Document.number_key.in_(unique[start : start + 500]), visible_to(actor))
        )
        for row in rows:
            if row.id != own_id:
                found.setdefault(row.number_key or "", []).append(row)
    return found


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
        if stated_day(citation) in (None, document.issued_on):
            first.setdefault(other.id, (other, citation))
    return list(first.values())[:limit]


def count_related(session: Session, actor: Actor, document: Document) -> int:
    """How many relations the tab counts: numbers cited, and documents citing."""
    cites = session.scalar(
        select(func.count(func.distinct(Citation.number))).where(Citation.document_id == document.id)
    )
    return (cites or 0) + len(citing(session, actor, document))
