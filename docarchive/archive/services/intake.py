"""Handing files in: bytes are kept first, then a job for each file is written in the same transaction as its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from sqlalchemy import func, select

from docarchive.archive.errors import WrongStateError
from docarchive.archive.events import DocumentAct, DocumentsChanging
from docarchive.archive.models import Document, ImportBatch, ImportItem
from docarchive.archive.policies import can_follow, can_import_for, can_keep
from docarchive.archive.services.documents import withdraw_all
from docarchive.archive.states import LETTERS, RECEIVED, AccessLevel, ItemState
from docarchive.core.work import UnitOfWork

READ_FILE = "archive.read_file"
_AT_ONCE = 20
"""Files of an import that are read in their turn; what comes behind them makes way for whatever else is due."""


def start_import(
    uow: UnitOfWork, name: str, origin: str, agency_id: str | None, access: tuple[AccessLevel, Iterable[str]]
) -> ImportBatch:
    """Open an import.

    Args:
        name: What people will call it: a folder, a file, a day.
        agency_id: Agency that will keep the documents; None for the whole instance.
        access: Level of the new documents and its audience tokens (``access.tokens_for``).

    Raises:
        NotAllowedError: The actor brings in no files for this agency.
    """
    uow.require(can_import_for(uow.actor, agency_id), "Chỉ văn thư của cơ quan hoặc quản trị được nhập văn bản.")
    return _open(uow, name, origin, agency_id, access)


def start_receiving(
    uow: UnitOfWork, name: str, agency_id: str, tokens: Iterable[str], among: Iterable[str]
) -> ImportBatch:
    """Open an import for letters that came to an agency: apart from other imports, checked when registered.

    Args:
        tokens: Audience tokens of those who may see the files.
        among: Tokens by which documents are visible among which duplicates are looked for.

    Raises:
        NotAllowedError: The actor brings in no files for this agency.
    """
    uow.require(can_import_for(uow.actor, agency_id), "Chỉ văn thư của cơ quan được tiếp nhận văn bản.")
    batch = _open(uow, name, RECEIVED, agency_id, (AccessLevel.NAMED, tokens))
    batch.seen_by = sorted(among)
    return batch


def start_version(uow: UnitOfWork, document: Document, name: str, origin: str) -> ImportBatch:
    """Open an import for a further version of a document; it keeps its readers.

    Raises:
        NotAllowedError: The actor does not keep this document.
    """
    uow.require(can_keep(uow.actor, document))
    uow.emit(DocumentsChanging((document.id,), DocumentAct.REPLACE))
    return _open(uow, name, origin, document.agency_id, (AccessLevel(document.access), document.audience))


def read_again(uow: UnitOfWork, document: Document, origin: str) -> ImportBatch:
    """Have the newest file of a document read once more, as a version of its own: readers get better.

    What people confirmed or corrected stays; the reading before stays among the versions.

    Raises:
        NotAllowedError: The actor does not keep this document.
        WrongStateError: It has no file.
    """
    version = document.version
    if version is None or version.file_sha is None:
        raise WrongStateError("Văn bản chỉ có trong sổ, không có tệp để đọc lại.")
    batch = start_version(uow, document, f"Đọc lại {version.file_name or document.number or ''}".strip(), origin)
    path = version.file_name or f"tep.{version.format}"
    add_kept_file(uow, batch, path, version.file_sha, version.size_bytes, target_id=document.id)
    uow.record("document.read_again", document.id, version=version.ordinal)
    return batch


def _open(
    uow: UnitOfWork, name: str, origin: str, agency_id: str | None, access: tuple[AccessLevel, Iterable[str]]
) -> ImportBatch:
    level, tokens = access
    seen_by = uow.actor.audience.tokens
    batch = ImportBatch(
        name=name, origin=origin, agency_id=agency_id, access=level, tokens=sorted(tokens),
        seen_by=None if seen_by is None else sorted(seen_by),
        by_user=uow.actor.user_id, by_name=uow.actor.name, at=uow.now,
    )  # fmt: skip
    uow.session.add(batch)
    uow.session.flush()
    uow.record("import.started", batch.id, name=name, origin=origin)
    return batch


def locked(uow: UnitOfWork, batch_id: str, *, alone: bool = True) -> ImportBatch:
    """Give an import as it stands now, kept from being changed by others until the unit ends.

    Args:
        alone: False: others may read files of it at the same time, but not take it back or add to it.
    """
    mode = {"read": not alone}
    return uow.session.get_one(ImportBatch, batch_id, with_for_update=mode, populate_existing=True)


def add_file(
    uow: UnitOfWork, batch: ImportBatch, path: str, content: bytes, *, target: Document | None = None
) -> ImportItem:
    """Keep a file's bytes and have it read.

    Args:
        path: As handed in; never trusted for the file's kind.
        target: The document this file is a new version of.
    """
    uow.require(can_follow(uow.actor, batch) and (target is None or can_keep(uow.actor, target)))
    return add_kept_file(
        uow, locked(uow, batch.id), path, uow.files.put(content), len(content), target_id=target.id if target else None
    )


def add_kept_file(
    uow: UnitOfWork, batch: ImportBatch, path: str, sha: str, size_bytes: int,
    *, target_id: str | None = None, parent: ImportItem | None = None, is_wanted: bool = False,
) -> ImportItem:  # fmt: skip
    """Have a file read whose bytes are in the store.

    Args:
        is_wanted: It becomes a document also where the same is there.
    """
    batch.total += 1
    item = ImportItem(
        batch_id=batch.id, parent_id=parent.id if parent else None, ordinal=batch.total,
        path=unicodedata.normalize("NFC", path), file_sha=sha, size_bytes=size_bytes, target_id=target_id,
        is_wanted=is_wanted,
    )  # fmt: skip
    uow.session.add(item)
    uow.session.flush()
    have_read(uow, item)
    return item


def have_read(uow: UnitOfWork, item: ImportItem) -> None:
    """Write the job that reads an item's file; one for each attempt.

    A letter somebody has at hand never waits for the thousands of files of an import.
    """
    name = PurePosixPath(item.path.replace("\\", "/")).name
    batch = uow.session.get_one(ImportBatch, item.batch_id)
    is_of_many = item.ordinal > _AT_ONCE and batch.origin not in LETTERS
    enqueue = uow.enqueue_behind if is_of_many else uow.enqueue
    enqueue(READ_FILE, f"{item.id}:{item.attempt}", item=item.id, attempt=item.attempt, sha=item.file_sha, name=name)


def retry(uow: UnitOfWork, batch: ImportBatch, items: Iterable[ImportItem]) -> int:
    """Read failed files once more.

    Returns:
        How many were put back in line.

    Raises:
        WrongStateError: One of them neither failed nor was held for a duplicate.
    """
    uow.require(can_follow(uow.actor, batch))
    count = 0
    for item in items:
        item.try_again()
        have_read(uow, item)
        count += 1
    uow.record("import.retried", batch.id, files=count)
    return count


def import_anyway(uow: UnitOfWork, batch: ImportBatch, item: ImportItem) -> None:
    """Make a file held as a duplicate a document of its own."""
    uow.require(can_follow(uow.actor, batch))
    item.is_wanted = True
    item.try_again()
    have_read(uow, item)
    uow.record("import.duplicate_wanted", item.id)


def add_as_version(uow: UnitOfWork, batch: ImportBatch, item: ImportItem, document: Document) -> None:
    """Make a file held as a duplicate a new version of the document it repeats."""
    uow.require(can_follow(uow.actor, batch) and can_keep(uow.actor, document))
    uow.emit(DocumentsChanging((document.id,), DocumentAct.REPLACE))
    item.target_id = document.id
    item.try_again()
    have_read(uow, item)
    uow.record("import.version_wanted", item.id, document=document.id)


def take_back(uow: UnitOfWork, batch: ImportBatch, reason: str) -> int:
    """Withdraw every document an import made.

    Returns:
        How many documents were withdrawn.

    Raises:
        WrongStateError: It was taken back before, or files still wait to be read.
    """
    uow.require(can_follow(uow.actor, batch))
    locked(uow, batch.id)
    batch.take_back()
    made = (ItemState.IMPORTED, ItemState.UNPACKED)
    items = uow.session.scalars(select(ImportItem).where(ImportItem.batch_id == batch.id, ImportItem.state.in_(made)))
    ids = []
    for item in items:
        item.end(ItemState.TAKEN_BACK, uow.now)
        if item.document_id and not item.target_id:
            ids.append(item.document_id)
    waiting = uow.session.scalars(
        select(ImportItem).where(ImportItem.batch_id == batch.id, ImportItem.state == ItemState.WAITING)
    )
    for item in waiting:
        item.end(ItemState.REFUSED, uow.now, "taken_back", "Lần nhập đã được rút lại trước khi tệp được đọc.")
    count = withdraw_all(uow, ids, reason)
    uow.record("import.taken_back", batch.id, documents=count, reason=reason)
    return count


def count_waiting(uow: UnitOfWork, batch: ImportBatch) -> int:
    """How many files of an import have not ended in a state."""
    return uow.session.scalar(
        select(func.count()).where(ImportItem.batch_id == batch.id, ImportItem.state == ItemState.WAITING)
    ) or 0  # fmt: skip
