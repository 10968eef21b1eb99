"""The clerk's answer to a sender who wants a letter back, or changed: agreed or refused, and the sender is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docarchive.archive.models import Document
from docarchive.archive.services import documents
from docarchive.archive.states import ItemState
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Arrival
from docarchive.exchange.corrections import remaining
from docarchive.exchange.errors import LetterStateError, StillReadingError
from docarchive.exchange.events import LetterWithdrawn
from docarchive.exchange.models import IncomingLetter, IncomingRequest
from docarchive.exchange.packets import typed
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.services.correcting import take_files
from docarchive.exchange.services.destroying import destroy
from docarchive.exchange.services.registering import locked
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState, Outcome, Request
from docarchive.kernel.reasons import stated
from edxml import DocumentPacket, read

AGREED, REFUSED = "15", "16"
# Both questions have the same codes; whoever asked both tells the answers apart by these words.
_AGREED = {Request.RECALL: "Đồng ý thu hồi", Request.UPDATE: "Đồng ý cập nhật"}
_REFUSED = {Request.RECALL: "Từ chối thu hồi", Request.UPDATE: "Từ chối cập nhật"}
_ARCHIVED = frozenset({"number", "kind", "issuer", "subject", "signer", "signer_title", "urgency", "issued_on"})


def agree(uow: UnitOfWork, request: IncomingRequest) -> None:
    """Do what the sender asks: destroy a recalled letter's content, or let the letter say what it says now.

    A recalled letter that was registered keeps its number and its line; whoever had it no longer has it.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was decided before, or the letter's content was destroyed since.
        StillReadingError: New files came along, and those of before are still being read.

    Source:
        Decision 28/2018/QĐ-TTg, Article 9; Decree 30/2020/NĐ-CP, Article 18.4.
    """
    letter = _open(uow, request)
    _decide(uow, request, agreed=True, words="")
    if request.kind == Request.RECALL:
        _give_up(uow, letter, request)
    else:
        _update(uow, letter, request)
    tell(uow, letter, AGREED, _AGREED[Request(request.kind)], request.id, correction=request.correction)


def refuse(uow: UnitOfWork, request: IncomingRequest, reason: str) -> None:
    """Keep the letter as it is, and say why: it was answered, or others act on it.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was decided before.
    """
    letter = _open(uow, request)
    why = stated(reason)
    _decide(uow, request, agreed=False, words=why)
    tell(uow, letter, REFUSED, f"{_REFUSED[Request(request.kind)]}: {why}", request.id, correction=request.correction)


def _open(uow: UnitOfWork, request: IncomingRequest) -> IncomingLetter:
    uow.require(can_register(uow.actor, request.letter), "Chỉ văn thư của cơ quan trả lời yêu cầu của bên gửi.")
    letter = locked(uow, request.letter)
    uow.session.refresh(request)
    if request.agreed is not None:
        raise LetterStateError("Yêu cầu này đã được trả lời.")
    if letter.state == IncomingState.WITHDRAWN:
        raise LetterStateError("Nội dung văn bản đã hủy theo yêu cầu thu hồi, không còn gì để trả lời.")
    return letter


def _decide(uow: UnitOfWork, request: IncomingRequest, *, agreed: bool, words: str) -> None:
    request.agreed, request.decided_at, request.decided_by, request.words = agreed, uow.now, uow.actor.name, words
    uow.record("letter.request_decided", request.letter_id, kind=request.kind, agreed=agreed, reason=words)


def _give_up(uow: UnitOfWork, letter: IncomingLetter, request: IncomingRequest) -> None:
    for handover in open_ones(uow.session, letter):
        handover.end(Outcome.WITHDRAWN, uow.now, request.reason)
    letter.step_to(IncomingState.WITHDRAWN)
    letter.reason = f"Bên gửi thu hồi: {request.reason}" if request.reason else "Bên gửi thu hồi"
    destroy(uow, letter, f"Thu hồi theo yêu cầu của bên gửi. {request.reason}")
    uow.emit(LetterWithdrawn(letter.id))


def _update(uow: UnitOfWork, letter: IncomingLetter, request: IncomingRequest) -> None:
    """Take over what changed: data, a further version of what was there, annexes that are new.

    What a later correction said, agreed to before this one, stays.
    """
    before = dict(letter.packet.stated) if letter.packet else {}
    left = remaining(request)
    said = left.stated
    if letter.packet is not None:
        letter.packet.stated = {**before, **said}
    if letter.is_registered or letter.state == IncomingState.WAITING:
        for name, value in {**typed(said), **_cleared(letter, before, said)}.items():
            setattr(letter, name, value)
    packet = read(uow.files.read(uow.session.get_one(Arrival, request.arrival_id).packet_sha)).packet
    sent = packet.attachments if isinstance(packet, DocumentPacket) and left.takes_files else ()
    if sent and any(file.item.state == ItemState.WAITING for file in letter.files):
        raise StillReadingError
    main = letter.main
    if letter.is_registered and main is not None and main.item.document_id:
        document = uow.session.get_one(Document, main.item.document_id)
        documents.correct(uow, document, {name: value or None for name, value in said.items() if name in _ARCHIVED})
    take_files(uow, letter, sent)


def _cleared(letter: IncomingLetter, before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What the letter no longer says; a deadline that a leader set meanwhile is his and stays."""
    blank: dict[str, Any] = {"urgency": ""} if said.get("urgency") == "" else {}
    was = letter.due_on.isoformat() if letter.due_on else ""
    if said.get("due_on") == "" and was and before.get("due_on") == was:
        blank["due_on"] = None
    return blank
