"""The clerk's answer to a sender who wants a letter back, or changed: agreed or refused, and the sender is told."""

from __future__ import annotations

from docarchive.archive.models import Document
from docarchive.archive.services import documents, intake
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Arrival
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.events import LetterWithdrawn
from docarchive.exchange.models import IncomingLetter, IncomingRequest
from docarchive.exchange.packets import typed
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.services.destroying import destroy
from docarchive.exchange.services.registering import locked
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState, Outcome, Request
from docarchive.kernel.reasons import stated
from edxml import DocumentPacket, read

AGREED, REFUSED = "15", "16"
_ARCHIVED = frozenset({"number", "kind", "issuer", "subject", "signer", "signer_title", "urgency", "issued_on"})


def agree(uow: UnitOfWork, request: IncomingRequest) -> None:
    """Do what the sender asks: destroy a recalled letter's content, or let the letter say what it says now.

    A recalled letter that was registered keeps its number and its line; whoever had it no longer has it.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was decided before.

    Source:
        Decision 28/2018/QĐ-TTg, Article 9; Decree 30/2020/NĐ-CP, Article 18.4.
    """
    letter = _open(uow, request)
    _decide(uow, request, agreed=True, words="")
    if request.kind == Request.RECALL:
        _give_up(uow, letter, request)
    else:
        _update(uow, letter, request)
    tell(uow, letter, AGREED, "Đồng ý", request.id)


def refuse(uow: UnitOfWork, request: IncomingRequest, reason: str) -> None:
    """Keep the letter as it is, and say why: it was answered, or others act on it.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was decided before.
    """
    letter = _open(uow, request)
    why = stated(reason)
    _decide(uow, request, agreed=False, words=why)
    tell(uow, letter, REFUSED, why, request.id)


def _open(uow: UnitOfWork, request: IncomingRequest) -> IncomingLetter:
    uow.require(can_register(uow.actor, request.letter), "Chỉ văn thư của cơ quan trả lời yêu cầu của bên gửi.")
    letter = locked(uow, request.letter)
    uow.session.refresh(request)
    if request.agreed is not None:
        raise LetterStateError("Yêu cầu này đã được trả lời.")
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
    """Take over what changed; a text that came along is a further version of the document."""
    said = dict(request.stated or {})
    if letter.packet is not None:
        letter.packet.stated = {**letter.packet.stated, **said}
    if letter.is_registered:
        for name, value in typed(said).items():
            setattr(letter, name, value)
    packet = read(uow.files.read(uow.session.get_one(Arrival, request.arrival_id).packet_sha)).packet
    main = letter.main
    if not isinstance(packet, DocumentPacket) or main is None or not main.item.document_id:
        return
    document = uow.session.get_one(Document, main.item.document_id)
    if letter.is_registered:
        documents.correct(uow, document, {name: value for name, value in said.items() if name in _ARCHIVED})
    text = packet.attachments[0].content if packet.attachments else None
    if text:
        batch = intake.start_version(uow, document, packet.attachments[0].name, "exchange")
        intake.add_file(uow, batch, packet.attachments[0].name or "van-ban", text, target=document)
