"""Destroying what a recalled letter brought: its bytes and what was read from them; the register's line stays.

Source:
    Decree 30/2020/NĐ-CP, Article 18.4 and Annex VI part I, section III.8: the receiver destroys document and metadata,
    the metadata of the recall itself stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from docarchive.archive.models import Document, DocumentVersion, ImportBatch, ImportItem
from docarchive.archive.services import documents
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Arrival, Posting
from docarchive.exchange.models import (
    IncomingLetter,
    IncomingRequest,
    OutgoingFile,
    ReceivedPacket,
    RefusedReturn,
)
from docarchive.exchange.services.correcting import ORIGIN
from docarchive.exchange.states import Request
from docarchive.registers.models import OldLine


def destroy(uow: UnitOfWork, letter: IncomingLetter, reason: str) -> int:
    """Destroy a letter's files, the documents read from them and its packet; bytes others still hold stay theirs.

    Returns:
        How many files were destroyed.
    """
    shas: set[str] = set()
    for file in letter.files:
        items, document = [file.item], uow.session.get(Document, file.item.document_id or "")
        if document is not None and _is_own(uow, document, letter):
            shas |= documents.destroy(uow, document, reason)
            items += _corrections(uow, document)
        for item in items:
            shas |= {item.file_sha} if item.file_sha else set()
            item.file_sha, item.path = None, "(đã hủy theo yêu cầu thu hồi)"
    for request in letter.requests:
        if request.kind == Request.UPDATE:
            shas.add(request.arrival.packet_sha)
            request.stated = request.files = None
    if letter.packet is not None:
        shas.add(uow.session.get_one(Arrival, letter.packet.arrival_id).packet_sha)
        letter.packet.stated = {}
        letter.packet.withdrawn_at = uow.now
    uow.session.flush()
    gone = [sha for sha in shas if not _is_held(uow, sha)]

    def remove() -> None:
        for sha in gone:
            uow.files.remove(sha)

    uow.after_commit(remove)
    uow.record("letter.destroyed", letter.id, files=len(letter.files), sha256=sorted(gone), reason=reason)
    return len(letter.files)


def _is_own(uow: UnitOfWork, document: Document, letter: IncomingLetter) -> bool:
    """Whether a document came with this letter alone: a duplicate's line points to one that came before."""
    mine = {file.item_id for file in letter.files} | {item.id for item in _corrections(uow, document)}
    others = select(ImportItem.id).where(ImportItem.document_id == document.id, ImportItem.id.not_in(mine)).limit(1)
    return document.agency_id == letter.agency_id and uow.session.scalar(others) is None


def _corrections(uow: UnitOfWork, document: Document) -> Sequence[ImportItem]:
    """Lines of the imports that brought further versions of a document by corrections of its sender."""
    return uow.session.scalars(
        select(ImportItem)
        .join(ImportBatch, ImportBatch.id == ImportItem.batch_id)
        .where(ImportItem.target_id == document.id, ImportBatch.origin == ORIGIN)
    ).all()


def _is_held(uow: UnitOfWork, sha: str) -> bool:
    """Whether something else here still rests on these bytes: another document, a draft, somebody's packet."""
    gone = ReceivedPacket.withdrawn_at.is_not(None)
    of_requests = (
        select(IncomingRequest.arrival_id)
        .join(ReceivedPacket, ReceivedPacket.letter_id == IncomingRequest.letter_id)
        .where(gone, IncomingRequest.kind == Request.UPDATE)
    )
    recalled = select(ReceivedPacket.arrival_id).where(gone).union(of_requests)
    held = (
        select(DocumentVersion.id).where(
            or_(DocumentVersion.file_sha == sha, DocumentVersion.layout_sha == sha, DocumentVersion.printed_sha == sha)
        ),
        select(ImportItem.id).where(ImportItem.file_sha == sha),
        select(OutgoingFile.id).where(OutgoingFile.file_sha == sha),
        select(RefusedReturn.id).where(RefusedReturn.file_sha == sha),
        select(OldLine.number_id).where(OldLine.source_sha == sha),
        select(Posting.id).where(Posting.packet_sha == sha),
        select(Arrival.id).where(Arrival.packet_sha == sha, Arrival.id.not_in(recalled)),
    )
    return any(uow.session.scalar(each.limit(1)) is not None for each in held)
