"""The archive as search sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, Select, and_, bindparam, extract, func, or_, select, true
from sqlalchemy.orm import Session, aliased, selectinload

from docarchive.accounts.models import Agency
from docarchive.archive.formats import FORMAT_WORDS
from docarchive.archive.models import CouncilSession, Document
from docarchive.archive.queries.standing import in_force_by_themselves, judgements
from docarchive.archive.queries.visible import STATEMENTS, visible_to, visible_with
from docarchive.archive.states import SOURCE_WORDS, DocumentState
from docarchive.archive.validity import Standing
from docarchive.core.actor import Actor
from docarchive.search.catalogue import Line, Stamped
from indexer.engines.protocol import AnyOf, Between, Filter, InForce, Sort

UNKNOWN_ISSUER = "~"
SLASH = "\N{DIVISION SLASH}"  # stands for a slash in a name, where a slash parts the steps of a path
_SUCCESSOR = aliased(Agency)
_NAMES = (
    select(Agency.id, Agency.name, Agency.valid_to, _SUCCESSOR.name)
    .outerjoin(_SUCCESSOR, _SUCCESSOR.id == Agency.successor_id)
    .where(Agency.id.in_(bindparam("ids", expanding=True)))
)
ORDER = {
    Sort.RELEVANCE: (Document.issued_on.desc().nulls_last(), Document.id),
    Sort.NEWEST: (Document.issued_on.desc().nulls_last(), Document.id),
    Sort.OLDEST: (Document.issued_on.asc().nulls_last(), Document.id),
    Sort.NUMBER: (Document.number_sort, Document.number, Document.id),
}


_COLUMNS = (
    Document.id, Document.number, Document.kind, Document.issuer, Document.issued_on, Document.subject, Document.signer,
    Document.format, Document.source, Document.pages, Document.confidence, Document.status,
)  # fmt: skip


class Listed(Protocol):
    """What a line is made of: a document, or just these columns of one."""

    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    signer: str | None
    format: str
    source: str
    pages: int
    confidence: float
    status: str | None


def source_of(document: Listed) -> str:
    """Where the text comes from, as the facet tells it: ``text``, ``scan`` or ``record``."""
    if document.format == "record":
        return "record"
    return "text" if document.source == "text" else "scan"


def line(document: Listed) -> Line:
    """What a list shows of a document."""
    return Line(
        id=document.id, number=document.number, kind=shown_kind(document.kind), issuer=document.issuer,
        issued_on=document.issued_on, subject=document.subject, signer=document.signer, source=source_of(document),
        format=FORMAT_WORDS.get(document.format, document.format.upper()), pages=document.pages,
        confidence=document.confidence, status=document.status,
    )  # fmt: skip


def standings(session: Session, actor: Actor, ids: Sequence[str], day: date) -> Mapping[str, tuple[str, str]]:
    """Whether each of the documents is in force on a day, as a badge; none where that is not known."""
    found = judgements(session, actor, ids, day)
    return {name: each.badge for name, each in found.items() if each.standing is not Standing.UNKNOWN}


def shown_kind(kind: str | None) -> str | None:
    """A kind's name with a capital at the front."""
    return kind[:1].upper() + kind[1:] if kind else None


def shown_name(document: Document) -> str:
    """Kind and number, as a sentence calls a document."""
    return " ".join(part for part in (shown_kind(document.kind), document.number) if part) or "Văn bản"


def lines(session: Session, actor: Actor, ids: Sequence[str]) -> Mapping[str, Line]:
    """Those of the documents the actor may see, as lines of a list."""
    rows = session.execute(_lines_seen(actor.audience.tokens), {"ids": ids})
    return {row.id: line(cast(Listed, row)) for row in rows}


@lru_cache(maxsize=STATEMENTS)
def _lines_seen(tokens: frozenset[str] | None) -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(Document.id.in_(bindparam("ids", expanding=True)), visible_with(tokens))


def labels(session: Session, facet: str, values: Iterable[str]) -> Mapping[str, str]:
    """Words for the values of a facet."""
    wanted = list(values)
    if facet == "kind":
        return {value: shown_kind(value) or value for value in wanted}
    if facet == "source":
        return {value: SOURCE_WORDS.get(value, value) for value in wanted}
    if facet == "session":
        sessions = session.scalars(select(CouncilSession).where(CouncilSession.id.in_(wanted)))
        return {row.id: row.label for row in sessions}
    if facet == "issuer":
        return _issuers(session, wanted)
    return {value: value for value in wanted}


def listing(
    session: Session, actor: Actor, text: str, filters: Sequence[Filter], sort: Sort, offset: int, size: int
) -> tuple[int, Sequence[Line]]:
    """Documents by number and subject alone, every word somewhere in them."""
    conditions = [visible_to(actor), *(_holds(word) for word in text.split()[:12]), *map(_chosen, filters)]
    total = session.scalar(select(func.count()).select_from(Document).where(*conditions)) or 0
    rows = session.scalars(select(Document).where(*conditions).order_by(*ORDER[sort]).offset(offset).limit(size))
    return total, [line(row) for row in rows]


def stamps(session: Session) -> Iterator[Stamped]:
    """Every document the index should hold."""
    last = ""
    while True:
        rows = session.scalars(
            select(Document)
            .where(Document.id > last, Document.state == DocumentState.ACTIVE)
            .order_by(Document.id)
            .limit(2000)
            .options(selectinload(Document.tokens))
        ).all()
        if not rows:
            return
        yield from (Stamped(row.id, row.revision, row.audience) for row in rows)
        last = rows[-1].id
        session.expunge_all()


def _holds(word: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in (Document.number, Document.subject)))


def _chosen(chosen: Filter) -> ColumnElement[bool]:
    if isinstance(chosen, InForce):
        return in_force_by_themselves(chosen.day)
    if isinstance(chosen, Between):
        sides = []
        if chosen.first:
            sides.append(Document.issued_on >= chosen.first)
        if chosen.last:
            sides.append(Document.issued_on <= chosen.last)
        return and_(true(), *sides)
    return or_(*(_one(chosen, value) for value in chosen.values))


def _one(chosen: AnyOf, value: str) -> ColumnElement[bool]:
    if chosen.field == "kind":
        return Document.kind == value
    if chosen.field == "year":
        return extract("year", Document.issued_on) == (int(value) if value.isdecimal() else 0)
    if chosen.field == "issuer":
        if value.startswith(UNKNOWN_ISSUER):
            return Document.issuer == value[1:].replace(SLASH, "/")
        return Document.issuer_id == value.rsplit("/", 1)[-1]
    if chosen.field == "session":
        return Document.council_session_id == value
    if value == "record":
        return Document.format == "record"
    return and_(Document.format != "record", (Document.source == "text") == (value == "text"))


def _issuers(session: Session, values: Sequence[str]) -> dict[str, str]:
    words = {value: value[1:].replace(SLASH, "/") for value in values if value.startswith(UNKNOWN_ISSUER)}
    ids = {value: value.rsplit("/", 1)[-1] for value in values if value not in words}
    rows = session.execute(_NAMES, {"ids": sorted(set(ids.values()))}) if ids else ()
    named = {agency_id: name + _ended(last_day, now) for agency_id, name, last_day, now in rows}
    return words | {value: named[agency_id] for value, agency_id in ids.items() if agency_id in named}


def _ended(last_day: date | None, successor: str | None) -> str:
    if last_day is None:
        return ""
    now = f", nay là {successor}" if successor else ""
    return f" (đến {last_day:%d/%m/%Y}{now})"
