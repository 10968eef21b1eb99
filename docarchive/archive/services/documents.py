"""Acts on documents that are in the archive: correct, confirm, withdraw, restore, open to readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from docarchive.archive.events import DocumentAct, DocumentsChanging, DocumentWithdrawn, ReadersChanged
from docarchive.archive.models import Citation, Document, DocumentRelation, FieldValue
from docarchive.archive.models.document import FIELDS
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import documents as queries
from docarchive.archive.queries.agencies import AgencyFinder
from docarchive.archive.queries.catalogue import shown_name
from docarchive.archive.services.describing import describe
from docarchive.archive.services.relating import renew_targets
from docarchive.archive.states import AccessLevel, Origin
from docarchive.core.work import UnitOfWork
from docarchive.kernel.reasons import stated


def shown_value(document: Document, name: str) -> str | None:
    """A field as text; dates in ISO form."""
    value = getattr(document, name)
    return None if value is None else str(value)


def correct(uow: UnitOfWork, document: Document, values: Mapping[str, str | None]) -> Sequence[str]:
    """Give fields new values, or none; what was there stays in the history.

    Returns:
        Names of the fields that changed.

    Raises:
        NotAllowedError: The actor does not keep this document.
        FieldInvalidError: A value does not fit its field.
        ConflictError: Whoever keeps it from being changed objects.
    """
    uow.require(can_keep(uow.actor, document))
    before = {name: shown_value(document, name) for name in values if name in FIELDS}
    describe(document, {name: values[name] for name in before}, AgencyFinder(uow.session))
    held, offers = queries.values(uow.session, document), queries.suggestions(uow.session, document)
    changed = [name for name in before if shown_value(document, name) != before[name]]
    for name in changed:
        if name not in held and before[name] is not None:
            uow.session.add(_value(uow, document, name, before[name], Origin.RECORD, at=document.created_at))
        value = shown_value(document, name)
        taken = next((offer for offer in offers.get(name, []) if offer.value == value), None)
        uow.session.add(_placed(_value(uow, document, name, value, Origin.CORRECTED), taken or held.get(name)))
    if {"issued_on", "effective_on"} & set(changed):
        renew_targets(uow, document)
    if changed:
        uow.emit(DocumentsChanging((document.id,), DocumentAct.CORRECT))
        document.touch(uow.now)
        uow.reindex(document.id, document.revision)
        after = {name: shown_value(document, name) for name in changed}
        uow.record("document.corrected", document.id, before={name: before[name] for name in changed}, after=after)
    return changed


def confirm(uow: UnitOfWork, document: Document, values: Mapping[str, str | None]) -> Sequence[str]:
    """Settle a document's fields after a look at its page: changed values are corrections, the others confirmed.

    Returns:
        Names of the fields that changed.
    """
    changed = correct(uow, document, values)
    for name in set(values) & set(FIELDS) - set(changed):
        if getattr(document, name) is not None:
            uow.session.add(_confirmed(uow, document, name))
    document.needs_check = False
    uow.record("document.confirmed", document.id, changed=list(changed))
    return changed


def withdraw(uow: UnitOfWork, document: Document, reason: str) -> None:
    """Take a document out of what readers find; its files and history stay.

    Raises:
        ReasonMissingError: The reason is shorter than ten characters.
        WrongStateError: It is withdrawn already.
        ConflictError: Whoever keeps it from being changed objects.
    """
    uow.require(can_keep(uow.actor, document))
    uow.emit(DocumentsChanging((document.id,), DocumentAct.WITHDRAW))
    _withdraw(uow, document, stated(reason))


def withdraw_all(uow: UnitOfWork, ids: Sequence[str], reason: str) -> int:
    """Withdraw those of these documents that are active; the caller has asked the policy."""
    why = stated(reason)
    count = 0
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        uow.emit(DocumentsChanging(tuple(chunk), DocumentAct.WITHDRAW))
        rows = uow.session.scalars(
            select(Document).where(Document.id.in_(chunk)).options(selectinload(Document.tokens))
        )
        for document in rows:
            if document.is_active:
                _withdraw(uow, document, why)
                count += 1
    return count


def restore(uow: UnitOfWork, document: Document) -> None:
    """Bring a withdrawn document back to its readers.

    Raises:
        WrongStateError: It is not withdrawn.
    """
    uow.require(can_keep(uow.actor, document))
    document.restore(uow.now)
    renew_targets(uow, document)
    uow.reindex(document.id, document.revision)
    uow.record("document.restored", document.id)


def destroy(uow: UnitOfWork, document: Document, reason: str) -> set[str]:
    """Destroy what a document says: fields, text, pages, citations; an empty, withdrawn row with its history stays.

    Returns:
        Names of the bytes it rested on; removing them is the caller's, who knows what else rests on them.

    Raises:
        NotAllowedError: The actor does not keep this document.
        ConflictError: Whoever keeps it from being changed objects.
    """
    uow.require(can_keep(uow.actor, document))
    why = stated(reason)
    uow.emit(DocumentsChanging((document.id,), DocumentAct.WITHDRAW))
    if document.is_active:
        document.withdraw(uow.now)
        uow.emit(DocumentWithdrawn(document.id, shown_name(document)))
    shas: set[str] = set()
    for version in document.versions:
        shas |= {sha for sha in (version.file_sha, version.layout_sha, version.printed_sha) if sha}
    describe(document, dict.fromkeys(FIELDS), AgencyFinder(uow.session))
    for version in document.versions:
        version.file_sha = version.layout_sha = version.printed_sha = None
        version.text, version.page_spans, version.provisions, version.file_name = "", [], [], None
    renew_targets(uow, document)
    for table in (FieldValue, Citation, DocumentRelation):
        uow.session.execute(delete(table).where(table.document_id == document.id))
    document.touch(uow.now)
    uow.reindex(document.id, document.revision)
    uow.record("document.destroyed", document.id, reason=why)
    return shas


def open_to(uow: UnitOfWork, documents: Iterable[Document], level: AccessLevel, tokens: Iterable[str]) -> int:
    """Set who may read documents.

    Returns:
        How many documents were set.

    Raises:
        NotAllowedError: The actor does not keep one of them; then none is changed.
    """
    chosen = list(documents)
    wanted = sorted(tokens)
    for document in chosen:
        uow.require(can_keep(uow.actor, document))
    for document in chosen:
        before = document.audience
        renew_targets(uow, document)  # of those who knew of it, and of those who will
        document.open_to(level, wanted, uow.now)
        renew_targets(uow, document)
        if document.audience != before:
            uow.emit(ReadersChanged(document.id, before, document.audience))
        uow.reindex(document.id, document.revision)
        uow.record("document.access_set", document.id, level=level, before=list(before), after=wanted)
    return len(chosen)


def _withdraw(uow: UnitOfWork, document: Document, reason: str) -> None:
    document.withdraw(uow.now)
    renew_targets(uow, document)
    uow.reindex(document.id, document.revision)
    uow.record("document.withdrawn", document.id, reason=reason)
    uow.emit(DocumentWithdrawn(document.id, shown_name(document)))


def _confirmed(uow: UnitOfWork, document: Document, name: str) -> FieldValue:
    row = _value(uow, document, name, shown_value(document, name), Origin.CONFIRMED)
    return _placed(row, queries.values(uow.session, document).get(name))


def _placed(row: FieldValue, seen: FieldValue | None) -> FieldValue:
    """A value with the place where the one it settles was read."""
    if seen is not None:
        row.version_ordinal = seen.version_ordinal
        row.page, row.box, row.start, row.end = seen.page, seen.box, seen.start, seen.end
    return row


def _value(
    uow: UnitOfWork, document: Document, name: str, value: str | None, origin: Origin, **more: object
) -> FieldValue:
    by = {} if origin is Origin.RECORD else {"by_user": uow.actor.user_id, "by_name": uow.actor.name}
    fields = {"document_id": document.id, "name": name, "value": value, "origin": origin, "at": uow.now, **by, **more}
    return FieldValue(**fields)
