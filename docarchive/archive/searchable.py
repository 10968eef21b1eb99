"""What the search engine stores of a document, and who may find it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.queries import catalogue
from docarchive.archive.queries import documents as queries
from docarchive.archive.queries.agencies import AgencyFinder
from docarchive.archive.queries.catalogue import SLASH, UNKNOWN_ISSUER, source_of
from docarchive.archive.queries.standing import causes_for_all
from docarchive.archive.states import DocumentState
from docarchive.archive.validity import Cause, first_day, last_day
from indexer import numbers, passages
from indexer.normalise import running_lines
from indexer.records import IndexDocument, Page, Provision

CHUNK = 500


class ArchiveCatalogue:
    """The archive, as ``docarchive.search.catalogue.Catalogue`` asks for it."""

    lines = staticmethod(catalogue.lines)
    standings = staticmethod(catalogue.standings)
    labels = staticmethod(catalogue.labels)
    listing = staticmethod(catalogue.listing)
    stamps = staticmethod(catalogue.stamps)

    def everything(self, session: Session) -> Iterator[IndexDocument]:
        """Every active document, as the index should hold it."""
        return everything(session)


def project(session: Session, ids: Iterable[str]) -> Mapping[str, IndexDocument]:
    """What the index should hold of these documents now; withdrawn and unknown ones are not in the answer."""
    agencies = AgencyFinder(session)
    wanted = list(ids)
    found: dict[str, IndexDocument] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= _project(session, wanted[start : start + CHUNK], agencies)
    return found


def everything(session: Session) -> Iterator[IndexDocument]:
    """All active documents, for a rebuild; read in pieces, so that memory stays small."""
    agencies = AgencyFinder(session)
    last = ""
    while True:
        ids = session.scalars(
            select(Document.id)
            .where(Document.id > last, Document.state == DocumentState.ACTIVE)
            .order_by(Document.id)
            .limit(CHUNK)
        ).all()
        if not ids:
            return
        yield from _project(session, ids, agencies).values()
        session.expunge_all()
        last = ids[-1]


def index_document(
    document: Document,
    version: DocumentVersion | None,
    agencies: AgencyFinder,
    bearing: Sequence[Cause] = (),
    offered: Sequence[str] = (),
) -> IndexDocument:
    """One document as the engine stores it; depends on nothing but the rows given.

    Args:
        bearing: Confirmed relations that everybody who sees the document may know of.
        offered: Numbers that may be its own where none is known: found as words, behind documents that bear them.
    """
    parsed = numbers.parse(document.number) if document.number else None
    text = version.text if version else ""
    pages = _pages(version) if version else ()
    running = running_lines(text, pages)
    return IndexDocument(
        id=document.id,
        revision=document.revision,
        audience=document.audience,
        title=document.subject or "",
        text=text,
        number=document.number,
        number_keys=_number_keys(document, parsed),
        number_sort=document.number_sort,
        passages=passages.cut(text, _provisions(version), pages, running) if version and text else (),
        running=running,
        facets=_facets(document, agencies),
        dates=_dates(document, bearing),
        names=_names(document, agencies, offered),
    )


def issuer_facet(document: Document, agencies: AgencyFinder) -> str | None:
    """Path of the issuer in the tree of agencies, or its printed name where no agency was matched."""
    if document.issuer_id:
        return "/".join(agencies.path(document.issuer_id))
    return UNKNOWN_ISSUER + document.issuer.replace("/", SLASH) if document.issuer else None


def _project(session: Session, ids: Iterable[str], agencies: AgencyFinder) -> dict[str, IndexDocument]:
    rows = session.scalars(
        select(Document)
        .where(Document.id.in_(list(ids)), Document.state == DocumentState.ACTIVE)
        .options(selectinload(Document.tokens))
    ).all()
    versions = queries.versions_with_text(session, [row.id for row in rows])
    bearing = causes_for_all(session, rows)
    offered = queries.offered_numbers(session, [row.id for row in rows if not row.number])
    return {
        row.id: index_document(row, versions.get(row.id), agencies, bearing.get(row.id, ()), offered.get(row.id, ()))
        for row in rows
    }


def _dates(document: Document, bearing: Sequence[Cause]) -> dict[str, date]:
    """Days, never a state: a state would grow wrong overnight."""
    days = {
        "issued_on": document.issued_on,
        "effective_on": first_day(document.effective_on, bearing)[0],
        "expires_on": last_day(document.expires_on, bearing),
    }
    return {name: day for name, day in days.items() if day}


def _number_keys(document: Document, parsed: numbers.DocumentNumber | None) -> tuple[str, ...]:
    year = document.issued_on.year if document.issued_on else None
    if parsed is not None:
        return numbers.keys(parsed, year)
    return (document.number_key,) if document.number_key else ()


def _pages(version: DocumentVersion) -> tuple[Page, ...]:
    return tuple(Page(int(p[0]), int(p[1]), int(p[2]), float(p[3]), float(p[4])) for p in version.page_spans)


def _provisions(version: DocumentVersion) -> tuple[Provision, ...]:
    return tuple(Provision(path, heading, start, end, page) for path, heading, start, end, page in version.provisions)


def _facets(document: Document, agencies: AgencyFinder) -> dict[str, tuple[str, ...]]:
    values = {
        "kind": document.kind,
        "issuer": issuer_facet(document, agencies),
        "year": str(document.issued_on.year) if document.issued_on else None,
        "source": source_of(document),
        "session": document.council_session_id,
    }
    return {name: (value,) for name, value in values.items() if value}


def _names(document: Document, agencies: AgencyFinder, offered: Sequence[str]) -> dict[str, str]:
    issuer = [document.issuer or "", *agencies.names(document.issuer_id)]
    values = {
        "issuer": "; ".join(value for value in issuer if value),
        "signer": " ".join(value for value in (document.signer, document.signer_title) if value),
        "recipients": document.recipients or "",
        "kind": document.kind or "",
        "offered": "; ".join(offered),
    }
    return {name: value for name, value in values.items() if value}
