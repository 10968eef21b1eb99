"""Which confirmed relations bear on the validity of documents; what the reader may not see bears on nothing for him."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from docarchive.archive.models import Document, DocumentRelation
from docarchive.archive.queries.visible import STATEMENTS, visible_with
from docarchive.archive.states import AccessLevel, DocumentState, RelationState
from docarchive.archive.validity import BEARING, ENDING, Cause, Judgement, judge
from docarchive.core.actor import Actor

CHUNK = 500
_SOURCE = aliased(Document)
_JUDGED = (Document.id, Document.number_key, Document.issued_on, Document.effective_on, Document.expires_on)


class Named(Protocol):
    """What relations know a document by: a document, or just these columns of one."""

    @property
    def id(self) -> str: ...
    @property
    def number_key(self) -> str | None: ...
    @property
    def issued_on(self) -> date | None: ...


_Named = TypeVar("_Named", bound=Named)


def judgements(session: Session, actor: Actor, ids: Sequence[str], day: date) -> Mapping[str, Judgement]:
    """How each of the documents stands on a day, as far as the reader may know."""
    rows = session.execute(_judged(actor.audience.tokens), {"ids": ids}).all()
    found = causes(session, actor, rows)
    return {row.id: judge(row.effective_on, row.expires_on, found.get(row.id, ()), day) for row in rows}


def causes(session: Session, actor: Actor, documents: Sequence[Named]) -> Mapping[str, Sequence[Cause]]:
    """What bears on each of the documents, of what the reader may see."""
    found: dict[str, list[Cause]] = {}
    for target, relation, source in _bearing(session, documents, actor.audience.tokens):
        found.setdefault(target.id, []).append(_cause(relation, source))
    return found


def causes_for_all(session: Session, documents: Sequence[Document]) -> Mapping[str, Sequence[Cause]]:
    """What bears on each of the documents, of what everybody who sees the document may see: for the index."""
    found: dict[str, list[Cause]] = {}
    for target, relation, source in _bearing(session, documents, None):
        if _is_known_to_readers(source, target):
            found.setdefault(target.id, []).append(_cause(relation, source))
    return found


def in_force_by_themselves(day: date) -> ColumnElement[bool]:
    """Documents in force on a day, by the days they state and by confirmed relations that end all of them."""
    ended = (
        select(DocumentRelation.id)
        .join(_SOURCE, _SOURCE.id == DocumentRelation.document_id)
        .where(
            DocumentRelation.target_id == Document.id,
            DocumentRelation.state == RelationState.CONFIRMED,
            DocumentRelation.relation.in_(ENDING),
            cast(DocumentRelation.provisions, String) == "[]",
            _SOURCE.state == DocumentState.ACTIVE,
            _SOURCE.access == AccessLevel.PUBLIC,
            func.coalesce(DocumentRelation.effective_on, _SOURCE.effective_on, _SOURCE.issued_on) <= day,
        )
    )
    return and_(
        Document.effective_on <= day,
        or_(Document.expires_on.is_(None), Document.expires_on > day),
        ~ended.exists(),
    )


def acted_upon(session: Session, document: Document) -> Sequence[Document]:
    """Documents whose validity this one bears on by confirmed relations, as everybody who sees them may know."""
    relations = session.scalars(
        select(DocumentRelation).where(
            DocumentRelation.document_id == document.id,
            DocumentRelation.state == RelationState.CONFIRMED,
            DocumentRelation.relation.in_(BEARING),
        )
    ).all()
    meant = [condition for relation in relations for condition in _meant(relation)]
    if not meant:
        return []
    rows = session.scalars(
        select(Document)
        .where(or_(*meant), Document.id != document.id, Document.state == DocumentState.ACTIVE)
        .options(selectinload(Document.tokens))
    )
    return [row for row in rows if _is_known_to_readers(document, row)]


def _is_known_to_readers(source: Document, target: Document) -> bool:
    """Whoever sees the one acted upon sees the acting one."""
    if source.access == AccessLevel.PUBLIC:
        return True
    return target.access != AccessLevel.PUBLIC and set(target.audience) <= set(source.audience)


def _meant(relation: DocumentRelation) -> Iterator[ColumnElement[bool]]:
    if relation.target_id:
        yield Document.id == relation.target_id
    elif relation.stated_on:
        yield (Document.number_key == relation.number_key) & (Document.issued_on == relation.stated_on)


def _bearing(
    session: Session, documents: Sequence[_Named], tokens: frozenset[str] | None
) -> Iterator[tuple[_Named, DocumentRelation, Document]]:
    """Target, relation and acting document, oldest first."""
    for start in range(0, len(documents), CHUNK):
        chunk = documents[start : start + CHUNK]
        by_id = {each.id: each for each in chunk}
        keys = sorted({each.number_key for each in chunk if each.number_key})
        for relation, source in session.execute(_relations_seen(tokens), {"ids": list(by_id), "keys": keys}):
            linked = by_id.get(relation.target_id or "")
            for target in [linked] if linked else chunk:
                if target.id != source.id and (linked or _is_named(relation, target)):
                    yield target, relation, source


@lru_cache(maxsize=STATEMENTS)
def _judged(tokens: frozenset[str] | None) -> Select[*tuple[Any, ...]]:
    return select(*_JUDGED).where(Document.id.in_(bindparam("ids", expanding=True)), visible_with(tokens))


@lru_cache(maxsize=STATEMENTS)
def _relations_seen(tokens: frozenset[str] | None) -> Select[DocumentRelation, Document]:
    linked = DocumentRelation.target_id.in_(bindparam("ids", expanding=True))
    named = DocumentRelation.target_id.is_(None) & DocumentRelation.number_key.in_(bindparam("keys", expanding=True))
    return (
        select(DocumentRelation, Document)
        .join(Document, Document.id == DocumentRelation.document_id)
        .where(
            DocumentRelation.state == RelationState.CONFIRMED,
            DocumentRelation.relation.in_(BEARING),
            or_(linked, named),
            visible_with(tokens),
        )
        .options(selectinload(Document.tokens))
        .order_by(Document.issued_on, DocumentRelation.id)
    )


def _is_named(relation: DocumentRelation, target: Named) -> bool:
    """The relation was settled before the archive had the document: number and day must both agree."""
    return (
        relation.target_id is None
        and relation.number_key == target.number_key
        and relation.stated_on is not None
        and relation.stated_on == target.issued_on
    )


def _cause(relation: DocumentRelation, source: Document) -> Cause:
    stated = relation.effective_on or source.effective_on
    name = " ".join(part for part in ((source.kind or "văn bản").capitalize(), source.number) if part)
    return Cause(
        relation.relation, tuple(relation.provisions), stated or source.issued_on, stated is not None,
        relation.until_on, source.id, name,
    )  # fmt: skip
