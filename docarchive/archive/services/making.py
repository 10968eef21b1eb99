"""A reading becomes a document: fields, their evidence, citations, and the place in a council's session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import delete, select

from docarchive.archive.models import (
    Citation,
    CouncilSession,
    Document,
    DocumentToken,
    DocumentVersion,
    FieldValue,
    ImportBatch,
    ImportItem,
)
from docarchive.archive.models.document import FIELDS
from docarchive.archive.queries.agencies import AgencyFinder, issuer_key
from docarchive.archive.services.describing import DAYS, EARLIEST, describe, fit, key_of
from docarchive.archive.services.printing import want_print
from docarchive.archive.services.relating import renew_targets
from docarchive.archive.sessions import FoundSession, find_session
from docarchive.archive.states import SURE, Origin
from docarchive.core.work import UnitOfWork
from indexer.records import Reading, Recognition, Suggestion

QUOTE_REACH = 80


def make_document(uow: UnitOfWork, batch: ImportBatch, format_: str) -> Document:
    """Add an empty document with the access its import gives."""
    document = Document(
        agency_id=batch.agency_id, access=batch.access, format=format_, created_at=uow.now, changed_at=uow.now,
        tokens=[DocumentToken(token=token) for token in batch.tokens], versions=[], revision=0,
    )  # fmt: skip
    uow.session.add(document)
    uow.session.flush()
    return document


def add_version(
    uow: UnitOfWork, document: Document, item: ImportItem, reading: Reading, format_: str, layout_sha: str | None,
    agencies: AgencyFinder | None = None,
) -> DocumentVersion:  # fmt: skip
    """Add a file to a document; it is the one readers see from now on.

    Fields a person settled keep their value; the others follow the new reading.

    Args:
        agencies: Those of the instance, where they are at hand already.
    """
    extracted, found = reading.extracted, reading.recognised
    version = DocumentVersion(
        document_id=document.id, ordinal=len(document.versions) + 1, file_sha=item.file_sha, file_name=_name(item.path),
        format=format_, size_bytes=item.size_bytes, layout_sha=layout_sha, source=extracted.source,
        text_layer=extracted.text_layer, encoding=extracted.encoding, confidence=_confidence(reading),
        warnings=list(extracted.warnings), page_spans=_page_spans(reading), text=extracted.text,
        provisions=[[p.path, p.heading, p.start, p.end, p.page] for p in found.provisions],
        added_at=uow.now, added_by=uow.actor.name if uow.actor.user_id else "",
    )  # fmt: skip
    document.versions.append(version)
    uow.session.flush()
    want_print(uow, version)
    document.format, document.source, document.pages = format_, extracted.source, len(extracted.pages)
    document.confidence = version.confidence
    known = agencies or AgencyFinder(uow.session)
    describe(document, _unsettled(uow, document, _values(found)), known)
    _place_in_session(uow, document, extracted.text)
    uow.session.add_all(_field_values(uow, document, version, found))
    uow.session.execute(delete(Citation).where(Citation.document_id == document.id))
    uow.session.add_all(_citations(document, reading))
    if version.ordinal > 1:
        renew_targets(uow, document)
    document.needs_check = _needs_check(document, found)
    document.touch(uow.now)
    uow.reindex(document.id, document.revision)
    uow.record("document.imported", document.id, item=item.id, version=version.ordinal, sha256=item.file_sha)
    return version


def named_issuer(agencies: AgencyFinder, name: str | None, on: date | None) -> tuple[str | None, str | None]:
    """The agency id and the folded name of an issuer as printed."""
    agency = agencies.find(name, on)
    return (agency.id if agency else None, issuer_key(name) if name else None)


def _values(found: Recognition) -> dict[str, str | None]:
    values = {name: getattr(found, name) for name in FIELDS if name not in {"recipients", "status", *DAYS}}
    for name in DAYS:
        day = getattr(found, name)
        values[name] = day.isoformat() if day and day >= EARLIEST else None
    values["recipients"] = "\n".join(found.recipients) or None
    return values


def _unsettled(uow: UnitOfWork, document: Document, values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Values of a new reading that may be set: not what people settled, nor what an older register stated."""
    rows = uow.session.execute(
        select(FieldValue.name, FieldValue.origin).where(FieldValue.document_id == document.id)
    ).all()
    settled = {row.name for row in rows if row.origin in (Origin.CONFIRMED, Origin.CORRECTED)}
    read = {row.name for row in rows}
    settled |= {name for name in values if name not in read and getattr(document, name) is not None}
    return {
        name: fit(name, value) for name, value in values.items()
        if name not in settled and (value is not None or getattr(document, name) is None)
    }  # fmt: skip


def _field_values(
    uow: UnitOfWork, document: Document, version: DocumentVersion, found: Recognition
) -> Iterator[FieldValue]:
    for name, value in _values(found).items():
        seen = found.evidence.get(name)
        if value is not None:
            yield FieldValue(
                document_id=document.id, name=name, value=value, origin=Origin.READ, at=uow.now,
                version_ordinal=version.ordinal, confidence=seen.confidence if seen else SURE,
                page=seen.page if seen else None, box=list(seen.box) if seen and seen.box else None,
                start=seen.start if seen else None, end=seen.end if seen else None,
            )  # fmt: skip
        for offer in found.suggestions.get(name, ()):
            yield _offered(uow, document, version, name, offer)


def _offered(uow: UnitOfWork, document: Document, version: DocumentVersion, name: str, offer: Suggestion) -> FieldValue:
    return FieldValue(
        document_id=document.id, name=name, value=offer.value, origin=Origin.SUGGESTED, at=uow.now,
        version_ordinal=version.ordinal, confidence=offer.confidence, page=offer.page,
        box=list(offer.box) if offer.box else None,
    )  # fmt: skip


def _citations(document: Document, reading: Reading) -> Iterator[Citation]:
    text = reading.extracted.text
    for cited in reading.recognised.citations:
        yield Citation(
            document_id=document.id, number=cited.number[:200], number_key=key_of(cited.number[:200]),
            relation=cited.relation, start=cited.start, end=cited.end, page=cited.page,
            box=list(cited.box) if cited.box else None,
            quote=" ".join(text[max(0, cited.start - QUOTE_REACH) : cited.end + QUOTE_REACH].split()),
        )  # fmt: skip


def _needs_check(document: Document, found: Recognition) -> bool:
    """A person should look: an important field is missing or was read with doubt."""
    if any(getattr(document, name) is None for name in ("number", "kind", "issued_on", "issuer", "subject")):
        return True
    return any(seen.confidence < SURE for seen in found.evidence.values())


def _page_spans(reading: Reading) -> list[list[object]]:
    return [
        [page.number, page.start, page.end, page.width, page.height, page.source, round(page.confidence, 3)]
        for page in reading.extracted.pages
    ]


def _confidence(reading: Reading) -> float:
    pages = reading.extracted.pages
    return round(sum(page.confidence for page in pages) / len(pages), 3) if pages else 1.0


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _place_in_session(uow: UnitOfWork, document: Document, text: str) -> None:
    found = find_session(text)
    if found is None:
        return
    uow.alone(f"council session {found.term} {found.kind} {found.ordinal}")
    alike = select(CouncilSession).where(
        CouncilSession.term == found.term, CouncilSession.kind == found.kind, CouncilSession.ordinal == found.ordinal
    )
    # Compared here: SQLite folds the case of ASCII letters only.
    named = (row for row in uow.session.scalars(alike) if issuer_key(row.council) == issuer_key(found.council))
    document.council_session_id = (next(named, None) or _new_session(uow, document, found)).id


def _new_session(uow: UnitOfWork, document: Document, found: FoundSession) -> CouncilSession:
    session = CouncilSession(
        council=found.council, term=found.term, kind=found.kind, ordinal=found.ordinal, first_day=document.issued_on
    )
    uow.session.add(session)
    uow.session.flush()
    return session
