"""The archive by kind, issuer, year and session of a council; every count is the reader's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Citation, CouncilSession, Document
from docarchive.archive.queries.agencies import AgencyFinder
from docarchive.archive.queries.catalogue import SLASH, UNKNOWN_ISSUER, shown_kind
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from docarchive.core.sorting import vietnamese
from docarchive.kernel.alphabet import sort_key

MOST_WANTED = 300


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of documents.

    Attributes:
        value: As the filter of the search page takes it.
        above: Words of the group this one belongs to (a council and its term), or "".
    """

    value: str
    label: str
    count: int
    above: str = ""


def kinds(session: Session, actor: Actor) -> Sequence[Shelf]:
    """Kinds of documents, most first."""
    rows = session.execute(
        select(Document.kind, func.count()).where(visible_to(actor), Document.kind.is_not(None)).group_by(Document.kind)
    )
    return sorted(
        (Shelf(kind or "", shown_kind(kind) or "", count) for kind, count in rows),
        key=lambda shelf: (-shelf.count, sort_key(shelf.label)),
    )


def years(session: Session, actor: Actor) -> Sequence[Shelf]:
    """Years of issue, newest first."""
    year = extract("year", Document.issued_on)
    rows = session.execute(
        select(year, func.count())
        .where(visible_to(actor), Document.issued_on.is_not(None))
        .group_by(year)
        .order_by(year.desc())
    )
    return [Shelf(str(value), f"Năm {value}", count) for value, count in rows]


def issuers(session: Session, actor: Actor) -> Sequence[Shelf]:
    """Issuers: agencies in the order of their tree, then those known by their printed name only."""
    finder = AgencyFinder(session)
    rows = session.execute(
        select(Document.issuer_id, Document.issuer, func.count())
        .where(visible_to(actor), Document.issuer.is_not(None))
        .group_by(Document.issuer_id, Document.issuer)
    )
    matched: dict[str, int] = {}
    printed: dict[str, int] = {}
    for agency_id, name, count in rows:
        if agency_id and agency_id in finder.by_id:
            matched[agency_id] = matched.get(agency_id, 0) + count
        else:
            printed[name or ""] = printed.get(name or "", 0) + count
    known = [
        Shelf("/".join(finder.path(agency_id)), finder.by_id[agency_id].name, matched[agency_id])
        for agency_id in sorted(matched, key=finder.place)
    ]
    other = [Shelf(UNKNOWN_ISSUER + name.replace("/", SLASH), name, count) for name, count in printed.items()]
    return [*known, *sorted(other, key=lambda each: (-each.count, sort_key(each.label)))]


def sessions(session: Session, actor: Actor) -> Sequence[Shelf]:
    """Sessions of councils with their documents, newest first, by council and term."""
    rows = session.execute(
        select(CouncilSession, func.count(Document.id), func.max(Document.issued_on))
        .join(Document, Document.council_session_id == CouncilSession.id)
        .where(visible_to(actor))
        .group_by(CouncilSession.id)
        .order_by(
            vietnamese(CouncilSession.council),
            func.max(Document.issued_on).desc().nulls_last(),
            CouncilSession.ordinal.desc(),
            CouncilSession.id,
        )
    )
    return [Shelf(row.id, row.label, count, f"{row.council}, khóa {row.term}") for row, count, _last in rows]


def wanted(session: Session, actor: Actor) -> Sequence[Shelf]:
    """Numbers the reader's documents cite and the archive has no document of, those cited most first.

    At most ``MOST_WANTED``.
    """
    known = select(Document.number_key).where(visible_to(actor), Document.number_key.is_not(None))
    count = func.count(func.distinct(Citation.document_id))
    rows = session.execute(
        select(func.min(Citation.number), count)
        .join(Document, Document.id == Citation.document_id)
        .where(visible_to(actor), Citation.number_key.is_not(None), Citation.number_key.not_in(known))
        .group_by(Citation.number_key)
        .order_by(count.desc(), func.min(Citation.number))
        .limit(MOST_WANTED)
    )
    return [Shelf(number, number, cited) for number, cited in rows]


def total(session: Session, actor: Actor) -> int:
    """All documents the actor may see."""
    return session.scalar(select(func.count()).select_from(Document).where(visible_to(actor))) or 0
