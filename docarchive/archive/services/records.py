"""Taking over an older system's register: many rows at a time, each accounted for, safe to run again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document, DocumentToken, DocumentVersion, ImportBatch, ImportItem, RecordsProfile
from docarchive.archive.policies import can_follow
from docarchive.archive.queries import duplicates
from docarchive.archive.queries.agencies import AgencyFinder, issuer_key
from docarchive.archive.records import Row
from docarchive.archive.services.describing import describe
from docarchive.archive.states import DocumentState, ItemState
from docarchive.core.db import Base
from docarchive.core.index import IndexChange
from docarchive.core.work import UnitOfWork
from docarchive.kernel.ids import new_id

TABLES: Mapping[str, type[Base]] = {
    "document": Document,
    "token": DocumentToken,
    "version": DocumentVersion,
    "item": ImportItem,
    "change": IndexChange,
}
TAKEN_BEFORE = "Dòng này đã nhập trước đây."


DESCRIBED = (
    "id", "number", "number_key", "number_sort", "kind", "issued_on", "issuer", "issuer_key", "issuer_id", "place",
    "subject", "signer", "signer_title", "recipients", "urgency", "status",
)  # fmt: skip
NEW_DOCUMENT: Mapping[str, Any] = {
    "state": DocumentState.ACTIVE.value,
    "needs_check": False,
    "format": "record",
    "source": "text",
    "pages": 0,
    "confidence": 1.0,
    "revision": 1,
}
NEW_VERSION: Mapping[str, Any] = {
    "ordinal": 1,
    "format": "record",
    "size_bytes": 0,
    "source": "text",
    "text_layer": "ok",
    "encoding": "unicode",
    "confidence": 1.0,
    "warnings": [],
    "page_spans": [],
    "provisions": [],
    "added_by": "",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """How one row ended."""

    line: int
    state: ItemState
    document_id: str | None = None
    reason: str | None = None
    file: str | None = None


@dataclass
class Register:
    """A register being taken over: what was taken before, and the agencies its issuers are matched to."""

    path: str
    agencies: AgencyFinder
    taken: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, session: Session, path: str) -> Register:
        """Load what is needed to recognise rows taken before."""
        rows = session.execute(
            select(ImportItem.file_sha, ImportItem.document_id)
            .join(Document, Document.id == ImportItem.document_id)
            .where(
                ImportItem.line.is_not(None),
                ImportItem.state == ItemState.IMPORTED,
                Document.state == DocumentState.ACTIVE,
            )
        )
        return cls(path, AgencyFinder(session), {row.file_sha: row.document_id for row in rows})


def take_rows(uow: UnitOfWork, batch: ImportBatch, register: Register, rows: Iterable[Row]) -> Sequence[Taken]:
    """Take a piece of a register; everything about it stands or falls with the caller's unit of work.

    Raises:
        NotAllowedError: The import is somebody else's.
    """
    uow.require(can_follow(uow.actor, batch))
    made: dict[str, list[dict[str, Any]]] = {"document": [], "token": [], "version": [], "item": [], "change": []}
    taken = [_take(uow, batch, register, row, made) for row in rows]
    for name, table in TABLES.items():
        if made[name]:
            uow.session.execute(insert(table), made[name])
    uow.has_index_changes = uow.has_index_changes or bool(made["change"])
    batch.total += len(taken)
    imported = sum(each.state is ItemState.IMPORTED for each in taken)
    if taken:
        uow.record("import.rows_taken", batch.id, first=taken[0].line, last=taken[-1].line, imported=imported)
    return taken


def dry_run(session: Session, register: Register, rows: Iterable[Row]) -> Iterator[Taken]:
    """Say how each row would end; nothing is written."""
    for row in rows:
        if row.fault:
            yield Taken(row.line, ItemState.FAILED, reason=row.fault)
            continue
        known, reason = _known(session, register, row, None)
        if known:
            yield Taken(row.line, ItemState.DUPLICATE, known, reason)
        else:
            register.taken[row.digest] = f"dòng {row.line}"
            yield Taken(row.line, ItemState.IMPORTED)


def save_profile(uow: UnitOfWork, name: str, columns: Mapping[str, str]) -> None:
    """Keep a mapping of columns under a name; a name in use gets the new mapping."""
    uow.session.merge(RecordsProfile(name=name, columns=dict(columns), at=uow.now))


def profile(session: Session, name: str) -> Mapping[str, str]:
    """The mapping saved under a name; empty where there is none."""
    saved = session.get(RecordsProfile, name)
    return dict(saved.columns) if saved else {}


def _take(
    uow: UnitOfWork, batch: ImportBatch, register: Register, row: Row, made: Mapping[str, list[dict[str, Any]]]
) -> Taken:
    if row.fault:
        ended = Taken(row.line, ItemState.FAILED, reason=row.fault)
    else:
        known, reason = _known(uow.session, register, row, batch.seen_by)
        if known:
            ended = Taken(row.line, ItemState.DUPLICATE, known, reason)
        else:
            document = _make(uow, batch, register, row, made)
            ended = Taken(row.line, ItemState.IMPORTED, document.id, file=row.values.get("file"))
            register.taken[row.digest] = document.id
    made["item"].append(
        {
            "id": new_id(),
            "batch_id": batch.id,
            "ordinal": row.line,
            "path": f"{register.path}:{row.line}",
            "line": row.line,
            "file_sha": row.digest,
            "state": ended.state.value,
            "code": None if ended.state is ItemState.IMPORTED else "row",
            "reason": ended.reason,
            "document_id": ended.document_id,
            "ended_at": uow.now,
        }
    )
    return ended


def _known(
    session: Session, register: Register, row: Row, seen_by: Iterable[str] | None
) -> tuple[str | None, str | None]:
    if row.digest in register.taken:
        return register.taken[row.digest], TAKEN_BEFORE
    issuer = row.values.get("issuer")
    if not issuer or not row.values.get("number"):
        return None, None
    probe = _described(row, register.agencies)
    twins = duplicates.same_number(
        session, probe.number_key, (probe.issuer_id, issuer_key(issuer)), probe.issued_on, seen_by
    )
    if twins:
        return twins[0].id, f"Trùng số, ký hiệu, cơ quan và năm với {twins[0].number}."
    return None, None


def _described(row: Row, agencies: AgencyFinder) -> Document:
    document = Document(id=new_id())
    describe(document, {name: value for name, value in row.values.items() if name not in {"text", "file"}}, agencies)
    return document


def _make(
    uow: UnitOfWork, batch: ImportBatch, register: Register, row: Row, made: Mapping[str, list[dict[str, Any]]]
) -> Document:
    document = _described(row, register.agencies)
    described = {name: getattr(document, name) for name in DESCRIBED}
    kept = {"agency_id": batch.agency_id, "access": batch.access, "created_at": uow.now, "changed_at": uow.now}
    made["document"].append({**NEW_DOCUMENT, **described, **kept})
    made["token"] += [{"document_id": document.id, "token": token} for token in batch.tokens]
    version = {"id": new_id(), "document_id": document.id, "added_at": uow.now, "text": row.values.get("text", "")}
    made["version"].append({**NEW_VERSION, **version, "note": f"{register.path}:{row.line}"})
    made["change"].append({"document_id": document.id, "revision": 1, "noted_at": uow.now})
    return document
