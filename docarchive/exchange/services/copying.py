"""An official copy of a document, whole (sao y), of a copy (sao lục) or of a part (trích sao), with its own number."""

from __future__ import annotations

from dataclasses import dataclass

from docarchive.accounts.models import User
from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import NotReadyError
from docarchive.exchange.models import OutgoingFile, OutgoingLetter
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.policies import can_receive
from docarchive.exchange.services.drafting import keep_version
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.steps import note
from docarchive.kernel.errors import InvalidInputError

WHOLE, OF_COPY, PART = "sao y", "sao lục", "trích sao"
KINDS = (WHOLE, OF_COPY, PART)


@dataclass(frozen=True)
class CopyOrder:
    """What is copied how.

    Attributes:
        signer: The leader who has the copy made and signs it.
        part: Of a part: which one, ``Điều 3, khoản 2``.
        file: The copy as it leaves; None: the document's own bytes, which for a part is not enough.
    """

    kind: str
    signer: User
    signer_title: str = ""
    signer_authority: str = ""
    part: str = ""
    file: SentFile | None = None


def copy(uow: UnitOfWork, agency_id: str, document: Document, order: CopyOrder) -> OutgoingLetter:
    """Make an official copy; it waits to be numbered in the one series all copies of an agency share.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        InvalidInputError: No such kind of copy, or of a part it is not said which one.
        NotReadyError: The document has no file, and none came along.

    Source:
        Decree 30/2020/NĐ-CP, Articles 25 to 27 and Annex I part II.
    """
    uow.require(can_receive(uow.actor, agency_id), "Chỉ văn thư của cơ quan lập bản sao văn bản.")
    if order.kind not in KINDS:
        raise InvalidInputError("Chọn sao y, sao lục hoặc trích sao.", fields={"kind": "Chọn hình thức sao."})
    if order.kind == PART and not order.part.strip():
        message = "Ghi phần được trích: điều, khoản, trang."
        raise InvalidInputError(message, fields={"part": message})
    subject = ": ".join(part for part in (document.number or "", document.subject or "") if part)
    letter = OutgoingLetter(
        agency_id=agency_id, drafter_id=uow.actor.user_id, drafter_name=uow.actor.name, created_at=uow.now,
        state=OutgoingState.SIGNED, holder_id=None, kind=order.kind, subject=subject[:500], copy_of=document,
        signer_id=order.signer.id, signer=order.signer.name, signer_title=order.signer_title,
        signer_authority=order.signer_authority, signed_at=uow.now, place=document.place or "",
        note=order.part.strip()[:500], pages=document.pages,
    )  # fmt: skip
    uow.session.add(letter)
    uow.session.flush()
    file = _keep(uow, letter, document, order)
    uow.record(
        "outgoing.copied", letter.id, document=document.id, kind=order.kind, sha256=file.file_sha,
        source=_source(document) or "",
    )  # fmt: skip
    note(uow, letter, Deed.SIGNED, f"{order.kind.capitalize()} {document.number or ''}; {order.signer.name} ký".strip())
    return letter


def _keep(uow: UnitOfWork, letter: OutgoingLetter, document: Document, order: CopyOrder) -> OutgoingFile:
    if order.file is not None:
        return keep_version(uow, letter, 0, order.file)
    version, sha = document.version, _source(document)
    if version is None or sha is None:
        raise NotReadyError("Văn bản chỉ có trong sổ, không có tệp. Tải tệp bản sao lên.")
    if order.kind == PART:
        raise NotReadyError("Trích sao cần tệp chỉ gồm phần được trích. Tải tệp ấy lên.")
    return keep_version(uow, letter, 0, SentFile(version.file_name or f"van-ban.{version.format}", uow.files.read(sha)))


def _source(document: Document) -> str | None:
    return document.version.file_sha if document.version else None
