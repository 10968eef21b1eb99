"""An issued letter leaves for its recipients, each by a packet of its own in the outbox, in the same transaction."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Sequence

from docarchive.core.work import UnitOfWork
from docarchive.delivery.errors import UnreachableError
from docarchive.delivery.models import Posting
from docarchive.delivery.services import sending
from docarchive.delivery.states import PostingKind
from docarchive.exchange.enclosures import Enclosed, elements
from docarchive.exchange.errors import NotReadyError
from docarchive.exchange.events import LetterLeaving
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.packets import document_packet, identifier
from docarchive.kernel.local_time import local_day
from edxml import Attachment, Business, NotWritableError, UnknownElement, write

ABOUT = "recipient:"  # begins the key of postings of letters; the recipient's id follows
ABOUT_UPDATE = "update:"  # of corrections; the id of the ``UpdateRecipient`` follows
ABOUT_REQUEST = "request:"  # of packets that change a letter that was sent before


def send(uow: UnitOfWork, letter: OutgoingLetter, business: Business | None = None) -> int:
    """Post an issued letter to all recipients that are reached electronically.

    Args:
        business: What the packet does beside carrying the letter: replacing another one.

    Returns:
        How many packets were posted.

    Raises:
        NotReadyError: The packet cannot be written so; says which field is wrong.

    Source:
        Decision 28/2018/QĐ-TTg, Article 6: the day it is signed.
    """
    letter.document_code = identifier(letter, letter.issued_on or local_day(uow.now))
    to = electronic(letter.sent_to)
    carry(uow, letter, to, business, is_first=True)
    return len(to)


def carry(
    uow: UnitOfWork, letter: OutgoingLetter, to: Sequence[OutgoingRecipient], business: Business | None = None, *,
    is_first: bool = False,
) -> None:  # fmt: skip
    """Post a letter with its files to recipients; what is enclosed for one of them is in his packet alone."""
    uow.emit(LetterLeaving(letter.id, [one.id for one in to], is_first))
    if not to:
        return
    files = files_of(uow, letter)
    same = b""
    for one in to:
        if enclosed := Enclosed.from_json(one.enclosed):
            content = packed(uow, letter, to, files, business, elements(enclosed))
        else:
            content = same = same or packed(uow, letter, to, files, business)
        post(uow, letter, one, content, f"{ABOUT}{one.id}")


def enclose(uow: UnitOfWork, one: OutgoingRecipient, enclosed: Enclosed) -> None:
    """Let something go along with a letter for one of its recipients; only while ``LetterLeaving`` is told."""
    one.enclosed = enclosed.to_json()
    uow.session.flush()


def electronic(recipients: Iterable[OutgoingRecipient]) -> list[OutgoingRecipient]:
    """Those that are reached electronically."""
    return [one for one in recipients if one.way in (Way.ELECTRONIC, Way.BOTH) and one.code]


def post(uow: UnitOfWork, letter: OutgoingLetter, to: OutgoingRecipient, content: bytes, about: str) -> Posting:
    """Put one packet for one recipient into the outbox."""
    try:
        posting = sending.post(
            uow, from_agency=letter.agency, to_code=to.code, packet=content, kind=PostingKind.DOCUMENT, about=about,
            urgent=bool(letter.urgency),
        )  # fmt: skip
    except UnreachableError as problem:
        raise NotReadyError(f"{to.name}: {problem.message} Chọn gửi bản giấy cho nơi này.") from problem
    if about.startswith(ABOUT):
        to.posting_id, to.sent_at, to.failed = posting.id, uow.now, ""
    return posting


def packed(
    uow: UnitOfWork, letter: OutgoingLetter, to: Sequence[OutgoingRecipient], attachments: Sequence[Attachment],
    business: Business | None = None, along: Sequence[UnknownElement] = (),
) -> bytes:  # fmt: skip
    """Write a letter's packet.

    Raises:
        NotReadyError: It breaks a rule of what may be issued.
    """
    try:
        packet = document_packet(letter, to, attachments, uow.now, business, along)
        return write(packet, today=local_day(uow.now))
    except NotWritableError as problem:
        raise NotReadyError(f"Chưa gửi được: {problem} Điền ở Sửa thông tin rồi làm lại.") from problem


def files_of(uow: UnitOfWork, letter: OutgoingLetter) -> list[Attachment]:
    """The letter and its annexes as they travel."""
    return [
        Attachment(
            content_id=f"cid:{file.ordinal}", name=file.name,
            content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
            description="Văn bản" if file.ordinal == 0 else f"Phụ lục {file.ordinal}",
            content=uow.files.read(file.file_sha),
        )
        for file in letter.current
    ]  # fmt: skip
