"""Parts of large packets, kept until the packet is whole."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docarchive.core.work import UnitOfWork
from docarchive.delivery.envelopes import Envelope
from docarchive.delivery.models import Upload, UploadPart
from docarchive.kernel.errors import ConflictError, InvalidInputError

PART_BYTES = 4 << 20
MOST_BYTES = 200 << 20
MOST_AT_ONCE = 20
KEPT = timedelta(days=6)  # a day longer than a packet is tried


def begin(uow: UnitOfWork, envelope: Envelope, text: str, signature: str) -> Upload:
    """Begin an upload, or give the one that is under way.

    Raises:
        InvalidInputError: The packet is larger than what is taken.
        ConflictError: The sender has too many under way.
    """
    if envelope.size_bytes > MOST_BYTES:
        raise InvalidInputError("Gói lớn quá 200 MB. Chia văn bản thành nhiều lần gửi.", code="too-large")
    uow.alone(f"uploads of {envelope.sender}")
    of_sender = uow.session.scalars(select(Upload).where(Upload.sender_code == envelope.sender)).all()
    for one in of_sender:
        if (one.message_id, one.to_code) == (envelope.message_id, envelope.receiver):
            if one.envelope == text:
                one.signature, one.touched_at = signature, uow.now
                return one
            drop(uow, one.id)
    if len(of_sender) >= MOST_AT_ONCE:
        raise ConflictError("Đang có quá nhiều gói lớn gửi dở. Đợi các gói ấy xong.", code="too-many-uploads")
    upload = Upload(
        sender_code=envelope.sender, to_code=envelope.receiver, message_id=envelope.message_id, envelope=text,
        signature=signature, size_bytes=envelope.size_bytes, begun_at=uow.now, touched_at=uow.now,
    )  # fmt: skip
    uow.session.add(upload)
    uow.session.flush()
    return upload


def add(uow: UnitOfWork, upload: Upload, content: bytes) -> None:
    """Add the bytes that follow.

    Raises:
        InvalidInputError: They are too many.
    """
    if not content or len(content) > PART_BYTES or upload.received_bytes + len(content) > upload.size_bytes:
        raise InvalidInputError("Phần tệp dài quá mức đã báo.", code="part-too-long")
    uow.session.add(UploadPart(upload_id=upload.id, offset=upload.received_bytes, content=content))
    upload.received_bytes += len(content)
    upload.touched_at = uow.now
    uow.session.flush()


def found(session: Session, upload_id: str) -> Upload | None:
    """Find an upload."""
    return session.get(Upload, upload_id)


def held(uow: UnitOfWork, upload_id: str) -> Upload | None:
    """Find an upload and keep others from adding to it until the unit ends."""
    return uow.session.get(Upload, upload_id, with_for_update=True)


def content(session: Session, upload: Upload) -> bytes:
    """Put the parts together."""
    parts = session.scalars(
        select(UploadPart.content).where(UploadPart.upload_id == upload.id).order_by(UploadPart.offset)
    )
    return b"".join(parts)


def drop(uow: UnitOfWork, upload_id: str) -> None:
    """Forget an upload and its parts."""
    uow.session.execute(delete(UploadPart).where(UploadPart.upload_id == upload_id))
    uow.session.execute(delete(Upload).where(Upload.id == upload_id))


def sweep(uow: UnitOfWork) -> int:
    """Forget uploads nothing was added to for days."""
    stale = uow.session.scalars(select(Upload.id).where(Upload.touched_at < uow.now - KEPT)).all()
    for upload_id in stale:
        drop(uow, upload_id)
    return len(stale)
