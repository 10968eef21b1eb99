"""Destroying what a recalled letter brought: its bytes and what was read from them; the register's line stays.

Source:
    Decree 30/2020/NĐ-CP, Article 18.4 and Annex VI part I, section III.8: the receiver destroys document and metadata,
    the metadata of the recall itself stay.
"""

from __future__ import annotations

from sqlalchemy import or_, select

from docarchive.archive.models import Document, DocumentVersion, ImportItem
from docarchive.archive.services import documents
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Arrival, Posting
from docarchive.exchange.models import IncomingLetter, OutgoingFile, ReceivedPacket, RefusedReturn


def destroy(uow: UnitOfWork, letter: IncomingLetter, reason: str) -> int:
    """Destroy a letter's files, the documents read from them and its packet; bytes others still hold stay theirs.

    Returns:
        How many files were destroyed.
    """
    shas: set[str] = set()
    for file in letter.files:
        item = file.item
        if item.file_sha:
            shas.add(item.file_sha)
        document = uow.session.get(Document, item.document_id) if item.document_id else None
        if document is not None and _is_own(uow, document, letter):
            shas |= documents.destroy(uow, document, reason)
        item.file_sha, item.path = None, "(đã hủy theo yêu cầu thu hồi)"
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
    mine = {file.item_id for file in letter.files}
    others = select(ImportItem.id).where(ImportItem.document_id == document.id, ImportItem.id.not_in(mine)).limit(1)
    return document.agency_id == letter.agency_id and uow.session.scalar(others) is None


def _is_held(uow: UnitOfWork, sha: str) -> bool:
    """Whether something else here still rests on these bytes: another document, a draft, somebody's packet."""
    recalled = select(ReceivedPacket.arrival_id).where(ReceivedPacket.withdrawn_at.is_not(None))
    held = (
        select(DocumentVersion.id).where(
            or_(DocumentVersion.file_sha == sha, DocumentVersion.layout_sha == sha, DocumentVersion.printed_sha == sha)
        ),
        select(ImportItem.id).where(ImportItem.file_sha == sha),
        select(OutgoingFile.id).where(OutgoingFile.file_sha == sha),
        select(RefusedReturn.id).where(RefusedReturn.file_sha == sha),
        select(Posting.id).where(Posting.packet_sha == sha),
        select(Arrival.id).where(Arrival.packet_sha == sha, Arrival.id.not_in(recalled)),
    )
    return any(uow.session.scalar(each.limit(1)) is not None for each in held)
