"""What happens when a file has been read: it becomes a document, a version, or a line that says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docarchive.archive.models import Document, ImportBatch, ImportItem
from docarchive.archive.queries import documents as queries
from docarchive.archive.queries import duplicates
from docarchive.archive.queries.agencies import AgencyFinder
from docarchive.archive.services import intake
from docarchive.archive.services.describing import key_of
from docarchive.archive.services.judgements import want_verdict
from docarchive.archive.services.making import add_version, make_document, named_issuer
from docarchive.archive.states import BatchState, ItemState
from docarchive.core.work import UnitOfWork
from indexer.records import Failed, Reading

REFUSED_AS_MARKED = "Trang đầu có dấu mật: không lưu vào hệ thống này. Vào sổ mật bằng giấy."
TAKEN_BACK = "Lần nhập đã được rút lại trước khi tệp được đọc."


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file read to the end.

    Attributes:
        layout_sha: The packed words with their boxes, already in the file store; None in formats without pages.
        is_signed: It seems to bear signatures, which are judged next.
    """

    reading: Reading
    format: str
    layout_sha: str | None = None
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class KeptMember:
    """A file found inside a package, its bytes already in the file store."""

    name: str
    sha: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A package and what it holds."""

    members: tuple[KeptMember, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The very bytes of a document that is there; they were not read again."""

    document_id: str


Outcome = ReadFile | Unpacked | Known | Failed


def finish(uow: UnitOfWork, item_id: str, attempt: int, outcome: Outcome) -> None:
    """Turn what was read into rows; a second call for the same attempt changes nothing."""
    item = uow.session.get(ImportItem, item_id)
    if item is None:
        return
    batch = intake.locked(uow, item.batch_id, alone=isinstance(outcome, Unpacked))
    uow.session.refresh(item)
    if item.state != ItemState.WAITING or item.attempt != attempt:
        return
    if batch.state == BatchState.TAKEN_BACK:
        item.end(ItemState.REFUSED, uow.now, "taken_back", TAKEN_BACK)
    elif isinstance(outcome, Failed):
        item.end(ItemState.FAILED, uow.now, outcome.code, outcome.reason)
        uow.record("import.file_failed", item.id, code=outcome.code)
    elif isinstance(outcome, Unpacked):
        _unpack(uow, batch, item, outcome.members)
    elif isinstance(outcome, Known):
        _hold(uow, item, uow.session.get_one(Document, outcome.document_id), "same_bytes", "Tệp này đã có trong kho.")
    else:
        _take(uow, batch, item, outcome)


def give_up(uow: UnitOfWork, item_id: str, attempt: int, reason: str) -> None:
    """Note that a file's job failed for good."""
    finish(uow, item_id, attempt, Failed("job_failed", reason))


def _unpack(uow: UnitOfWork, batch: ImportBatch, item: ImportItem, members: Sequence[KeptMember]) -> None:
    for member in members:
        path = f"{item.path}!/{member.name}"
        intake.add_kept_file(uow, batch, path, member.sha, member.size_bytes, parent=item)
    item.end(ItemState.UNPACKED, uow.now, reason=f"Gói có {len(members)} tệp, mỗi tệp là một dòng riêng.")


def _take(uow: UnitOfWork, batch: ImportBatch, item: ImportItem, read: ReadFile) -> None:
    if read.is_signed and item.file_sha and not read.reading.recognised.secrecy:
        want_verdict(uow, item.file_sha)
    if read.reading.recognised.secrecy:
        _refuse_secret(uow, item)
    elif item.target_id:
        target = uow.session.get_one(Document, item.target_id)
        add_version(uow, target, item, read.reading, read.format, read.layout_sha)
        _end_as_imported(uow, item, target, f"Bản thứ {len(target.versions)} của văn bản.")
    else:
        agencies = AgencyFinder(uow.session)
        if not _is_held(uow, batch, item, read, agencies):
            _import(uow, batch, item, read, agencies)


def _refuse_secret(uow: UnitOfWork, item: ImportItem) -> None:
    """Keep neither the bytes nor the name of a file marked as a state secret.

    Source:
        Law 117/2025/QH15: secrets are not stored on devices connected to the Internet.
    """
    kept = item.file_sha
    if kept is not None:
        uow.after_commit(lambda: uow.files.remove(kept))
    item.path, item.file_sha = "(tệp có dấu mật)", None
    item.end(ItemState.REFUSED, uow.now, "secret", REFUSED_AS_MARKED)
    uow.record("import.secret_refused", item.id)


def _is_held(
    uow: UnitOfWork, batch: ImportBatch, item: ImportItem, read: ReadFile, agencies: AgencyFinder
) -> bool:  # fmt: skip
    """Hold a file that repeats a document the importer may see, unless they said that they want it."""
    if item.is_wanted:
        return False
    # Two that arrive at once would each find the other missing.
    uow.alone(f"file {item.file_sha}")
    uow.alone(f"number {key_of(read.reading.recognised.number)}")
    twin = duplicates.same_bytes(uow.session, item.file_sha or "", batch.seen_by)
    if twin is not None:
        _hold(uow, item, twin, "same_bytes", "Tệp này đã có trong kho.")
        return True
    for other in _same_number(uow, batch, read.reading, agencies):
        version = queries.version(other)
        if version.file_sha is None:
            add_version(uow, other, item, read.reading, read.format, read.layout_sha, agencies)
            _end_as_imported(uow, item, other, "Tệp của văn bản đã có trong sổ.")
            return True
        if duplicates.are_alike(queries.text(uow.session, version), read.reading.extracted.text):
            reason = f"Trùng số, ký hiệu, cơ quan và năm với {other.number}, nội dung như nhau."
            _hold(uow, item, other, "same_number", reason)
            return True
    return False


def _same_number(
    uow: UnitOfWork, batch: ImportBatch, reading: Reading, agencies: AgencyFinder
) -> list[Document]:  # fmt: skip
    found = reading.recognised
    issuer = named_issuer(agencies, found.issuer, found.issued_on)
    return duplicates.same_number(uow.session, key_of(found.number), issuer, found.issued_on, batch.seen_by)


def _import(
    uow: UnitOfWork, batch: ImportBatch, item: ImportItem, read: ReadFile, agencies: AgencyFinder
) -> None:  # fmt: skip
    others = _same_number(uow, batch, read.reading, agencies)
    document = make_document(uow, batch, read.format)
    add_version(uow, document, item, read.reading, read.format, read.layout_sha, agencies)
    note = f"Cùng số với {others[0].number} nhưng nội dung khác: xem lại." if others else None
    _end_as_imported(uow, item, document, note)


def _end_as_imported(uow: UnitOfWork, item: ImportItem, document: Document, note: str | None) -> None:
    item.document_id = document.id
    item.end(ItemState.IMPORTED, uow.now, reason=note)


def _hold(uow: UnitOfWork, item: ImportItem, document: Document, code: str, reason: str) -> None:
    item.document_id = document.id
    item.end(ItemState.DUPLICATE, uow.now, code, reason)
    uow.record("import.duplicate", item.id, document=document.id, code=code)
