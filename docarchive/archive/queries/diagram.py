"""What stands around a document (lược đồ): relations both ways, proposed and settled, with numbers and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Citation, Document, DocumentRelation
from docarchive.archive.queries import documents as queries
from docarchive.archive.queries.relations import meant_by, stated_day
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.states import RelationState
from docarchive.core.actor import Actor
from indexer.recognise.acted import acted_on

MOST = 300
LONGEST_QUOTE = 600
MOST_READ = 20
OUT, IN = True, False


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation as seen from a document.

    Attributes:
        is_active: The document acts on the other; else the other acts on it.
        other: The document at the other end, of those the reader may see.
        number: The other's number as printed or as known.
        page: Where the acting document says so, with ``quote``.
        citation_id: The proposal behind it, where it was read.
        settled: What a person decided; None for a proposal.
    """

    relation: str
    is_active: bool
    other: Document | None
    number: str
    day: date | None
    quote: str = ""
    page: int | None = None
    provisions: tuple[str, ...] = ()
    citation_id: str | None = None
    settled: DocumentRelation | None = None

    @property
    def state(self) -> RelationState:
        return RelationState(self.settled.state) if self.settled else RelationState.PROPOSED


def edges(session: Session, actor: Actor, document: Document) -> Sequence[Edge]:
    """All relations of a document but mere mentions, rejected ones among them."""
    return [*_outgoing(session, actor, document), *_incoming(session, actor, document)]


def proposal(session: Session, actor: Actor, document: Document, citation_id: str) -> DocumentRelation | None:
    """What a citation of the document proposes, as a row nobody settled yet; None where there is none such."""
    citation = session.get(Citation, citation_id)
    if citation is None or citation.document_id != document.id or not citation.number_key:
        return None
    version = queries.version(document)
    alike = session.scalars(
        select(Citation)
        .where(
            Citation.document_id == document.id, Citation.number_key == citation.number_key,
            Citation.relation == citation.relation, Citation.start >= citation.start,
        )
        .order_by(Citation.start)
    ).all()  # fmt: skip
    sentence, provisions = _read(alike, queries.text(session, version))
    target = meant_by(session, actor, [citation], document.id).get(citation.id)
    return DocumentRelation(
        document_id=document.id, relation=citation.relation, number=citation.number, number_key=citation.number_key,
        stated_on=stated_day(citation), target_id=target.id if target else None, provisions=list(provisions),
        provision=_own_provision(version.provisions, citation.start), page=citation.page, box=citation.box,
        quote=sentence,
    )  # fmt: skip


def settled(session: Session, document: Document) -> Mapping[tuple[str, str], DocumentRelation]:
    """What people decided about the document's relations, by number and relation."""
    rows = session.scalars(select(DocumentRelation).where(DocumentRelation.document_id == document.id))
    return {(row.number_key, row.relation): row for row in rows}


def _outgoing(session: Session, actor: Actor, document: Document) -> Iterator[Edge]:
    decided = settled(session, document)
    cited = session.scalars(
        select(Citation)
        .where(Citation.document_id == document.id, Citation.relation != "cites", Citation.number_key.is_not(None))
        .order_by(Citation.start)
    ).all()
    alike: dict[tuple[str, str], list[Citation]] = {}
    for citation in cited:
        alike.setdefault((citation.number_key or "", citation.relation), []).append(citation)
    open_ = [same[0] for key, same in alike.items() if key not in decided]
    meant = meant_by(session, actor, open_, document.id)
    text = queries.text(session, queries.version(document)) if open_ else ""
    linked = queries.documents(session, actor, [row.target_id for row in decided.values() if row.target_id])
    for row in decided.values():
        other = linked.get(row.target_id or "") or _unlinked(session, actor, row)
        yield Edge(
            row.relation, OUT, other, row.number, row.stated_on, row.quote, row.page, tuple(row.provisions),
            settled=row,
        )  # fmt: skip
    for citation in open_[:MOST]:
        sentence, provisions = _read(alike[citation.number_key or "", citation.relation], text)
        yield Edge(
            citation.relation, OUT, meant.get(citation.id), citation.number, stated_day(citation), sentence,
            citation.page, provisions, citation.id,
        )  # fmt: skip


def _incoming(session: Session, actor: Actor, document: Document) -> Iterator[Edge]:
    key = document.number_key or ""
    rows = session.execute(
        select(DocumentRelation, Document)
        .join(Document, Document.id == DocumentRelation.document_id)
        .where(
            or_(DocumentRelation.target_id == document.id, DocumentRelation.number_key == key),
            Document.id != document.id,
            visible_to(actor),
        )
        .order_by(Document.issued_on.desc().nulls_last(), DocumentRelation.id)
        .limit(MOST)
    ).all()
    decided = {(source.id, row.relation) for row, source in rows}
    for row, source in rows:
        if row.target_id == document.id or (row.target_id is None and row.stated_on == document.issued_on):
            yield Edge(
                row.relation, IN, source, source.number or "", source.issued_on, row.quote, row.page,
                tuple(row.provisions), settled=row,
            )  # fmt: skip
    cited = session.execute(
        select(Citation, Document)
        .join(Document, Document.id == Citation.document_id)
        .where(Citation.number_key == key, Citation.relation != "cites", Document.id != document.id, visible_to(actor))
        .order_by(Document.issued_on.desc().nulls_last(), Document.id, Citation.start)
        .limit(MOST)
    )
    for citation, source in cited:
        if (source.id, citation.relation) in decided or stated_day(citation) not in (None, document.issued_on):
            continue
        decided.add((source.id, citation.relation))
        yield Edge(
            citation.relation, IN, source, source.number or "", source.issued_on, citation.quote, citation.page,
            citation_id=citation.id,
        )  # fmt: skip


def _unlinked(session: Session, actor: Actor, row: DocumentRelation) -> Document | None:
    """The document a relation means that was settled before the archive had it."""
    if row.target_id or not row.stated_on:
        return None
    return session.scalars(
        select(Document)
        .where(Document.number_key == row.number_key, Document.issued_on == row.stated_on, visible_to(actor))
        .limit(1)
    ).first()


def _read(alike: Sequence[Citation], text: str) -> tuple[str, tuple[str, ...]]:
    """The sentence the first of several like citations stands in, and the provisions they all name."""
    acted = [acted_on(text, each.start, each.end) for each in alike[:MOST_READ]]
    sentence = " ".join(text[acted[0].start : acted[0].end].split())
    named = dict.fromkeys(path for each in acted for path in each.provisions)
    return sentence[:LONGEST_QUOTE] or alike[0].quote, tuple(named)


def _own_provision(provisions: Sequence[Sequence[object]], at: int) -> str | None:
    """The lowest provision of the acting document a place stands in."""
    inside = [row for row in provisions if int(str(row[2])) <= at < int(str(row[3]))]
    return str(inside[-1][0])[:200] if inside else None
