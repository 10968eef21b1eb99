"""A packet arrives: it becomes a letter that waits to be registered, or a request about one that came before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from docarchive.accounts.queries.agencies import acting_for
from docarchive.archive.services import documents
from docarchive.core.work import UnitOfWork
from docarchive.delivery.events import PacketArrived
from docarchive.delivery.models import Arrival
from docarchive.exchange import corrections
from docarchive.exchange.enclosures import enclosed_in
from docarchive.exchange.models import (
    IncomingLetter,
    IncomingRequest,
    ParkedPacket,
    ReceivedPacket,
)
from docarchive.exchange.packets import restated, stated, typed
from docarchive.exchange.services import following
from docarchive.exchange.services.receiving import SentFile, take_in
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import Channel, IncomingState, Request
from docarchive.kernel.errors import ConflictError
from docarchive.kernel.local_time import local_day
from edxml import (
    Attachment,
    BusinessType,
    DocumentPacket,
    ReceiverChange,
    Reference,
    StatusPacket,
    read,
)

RECALL_ASKED = "13"


def take_packet(uow: UnitOfWork, event: PacketArrived) -> None:
    """Do what a packet says; a part of its acceptance, so that there is no packet without its letter."""
    arrival = uow.session.get_one(Arrival, event.arrival_id)
    _take(uow, arrival, event.packet)


def _take(uow: UnitOfWork, arrival: Arrival, packet: DocumentPacket | StatusPacket) -> None:
    if isinstance(packet, StatusPacket):
        if packet.code == RECALL_ASKED:
            _ask(uow, arrival, packet.response_for.document_id, Request.RECALL, packet.description, packet)
        else:
            following.take_status(uow, arrival, packet)
    elif packet.business.type is BusinessType.RECALL:
        _ask(uow, arrival, packet.earlier_document_id, Request.RECALL, packet.business.reason, packet)
    elif packet.business.type is BusinessType.UPDATE:
        _update(uow, arrival, packet)
    else:
        letter = _receive(uow, arrival, packet)
        if packet.business.type is BusinessType.REPLACE:
            _replace(uow, arrival, packet, letter)


def _receive(uow: UnitOfWork, arrival: Arrival, packet: DocumentPacket) -> IncomingLetter:
    """Make the letter; its sender hears at once that it is here (Decree 30/2020/NĐ-CP, Article 21.2)."""
    said = stated(packet)
    known = letters_of(uow, arrival.agency_id, arrival.sender_code, packet.document_id)
    clerks = acting_for(arrival.agency, local_day(arrival.arrived_at))
    files = [_file(one) for one in packet.attachments]
    letter = take_in(uow, clerks.id, Channel.EXCHANGE, files, arrival.sender_name)
    letter.packet = ReceivedPacket(
        arrival_id=arrival.id, sender_code=arrival.sender_code, document_code=packet.document_id,
        proof=arrival.verified, stated=said, answers_id=_answered(uow, arrival, packet.response_for),
        steering=int(packet.steering or 0), enclosed=enclosed_in(packet).to_json(),
        corrected_at=_made_at(arrival, packet) if packet.business.type is BusinessType.UPDATE else None,
        correction=corrections.ordinal_of(packet),
    )  # fmt: skip
    for name, value in typed(said).items():
        setattr(letter, name, value)
    uow.session.flush()
    _put_to_correction(uow, letter, packet, known)
    tell(uow, letter, "01")
    _take_parked(uow, letter)
    return letter


def _put_to_correction(
    uow: UnitOfWork, letter: IncomingLetter, packet: DocumentPacket, known: Sequence[IncomingLetter]
) -> None:
    """A letter overtaken by its own correction, which was taken in as a letter, is a second copy of it."""
    if packet.business.type is BusinessType.UPDATE:
        return
    for one in known:
        came = read(uow.files.read(one.packet.arrival.packet_sha)).packet if one.packet and one.packet.stated else None
        if isinstance(came, DocumentPacket) and came.business.type is BusinessType.UPDATE:
            letter.step_to(IncomingState.MERGED)
            letter.merged_into = one.id
            uow.record("letter.merged", letter.id, document=one.id)
            return


def _update(uow: UnitOfWork, arrival: Arrival, packet: DocumentPacket) -> None:
    """A clerk decides on changed data or text; who was added gets a letter, who was removed is asked to return it."""
    ours = {one.organ_id: one.change for one in packet.business.update.receiver_list}
    change = ours.get(arrival.agency.code)
    known = letters_of(uow, arrival.agency_id, arrival.sender_code, packet.earlier_document_id)
    if not known and change is not ReceiverChange.REMOVED and packet.attachments:
        _receive(uow, arrival, packet)
    elif change is ReceiverChange.REMOVED:
        _ask(uow, arrival, packet.earlier_document_id, Request.RECALL, packet.business.reason, packet)
    elif change is None or packet.business.update.document:
        _ask(uow, arrival, packet.earlier_document_id, Request.UPDATE, packet.business.reason, packet)


def _replace(uow: UnitOfWork, arrival: Arrival, packet: DocumentPacket, letter: IncomingLetter) -> None:
    for one in packet.business.replacements:
        for old in letters_of(uow, arrival.agency_id, arrival.sender_code, one.document_id):
            if old.packet is not None and old.id != letter.id:
                old.packet.replaced_by_id = letter.id
                _mark(uow, old, packet)
                uow.record("letter.replaced", old.id, by=letter.id, reason=packet.business.reason)


def _mark(uow: UnitOfWork, old: IncomingLetter, packet: DocumentPacket) -> None:
    """Say on the document itself that another took its place; one that is frozen stays as it is."""
    if old.document is None or not old.document.is_active:
        return
    with suppress(ConflictError), uow.session.begin_nested():
        documents.correct(uow, old.document, {"status": f"Bị thay thế bởi {packet.code}"})


def _ask(
    uow: UnitOfWork, arrival: Arrival, document_code: str, kind: Request, reason: str,
    packet: DocumentPacket | StatusPacket,
) -> None:  # fmt: skip
    """Put a request before the clerk; one about a letter that has not come waits for it."""
    found = letters_of(uow, arrival.agency_id, arrival.sender_code, document_code)
    if not found:
        parked = ParkedPacket(
            arrival_id=arrival.id, agency_id=arrival.agency_id, sender_code=arrival.sender_code,
            document_code=document_code, parked_at=uow.now,
        )  # fmt: skip
        uow.session.merge(parked)
        uow.record("packet.parked", arrival.id, code=document_code)
        return
    said = packet if kind is Request.UPDATE and isinstance(packet, DocumentPacket) else None
    for letter in found:
        if letter.state == IncomingState.WITHDRAWN or any(one.arrival_id == arrival.id for one in letter.requests):
            continue
        letter.requests.append(
            IncomingRequest(
                kind=kind, arrival_id=arrival.id, reason=reason, asked_at=uow.now,
                stated=restated(said) if said else None,
                files=[one.name for one in said.attachments] if said else None,
                said_at=_made_at(arrival, packet), correction=corrections.ordinal_of(packet),
            )
        )  # fmt: skip
        uow.session.flush()
        uow.record("letter.asked", letter.id, kind=kind, reason=reason)


def _take_parked(uow: UnitOfWork, letter: IncomingLetter) -> None:
    packet = letter.packet
    if packet is None:
        return
    waiting = uow.session.scalars(
        select(ParkedPacket)
        .where(
            ParkedPacket.agency_id == packet.arrival.agency_id, ParkedPacket.sender_code == packet.sender_code,
            ParkedPacket.document_code == packet.document_code, ParkedPacket.taken_at.is_(None),
        )
        .order_by(ParkedPacket.parked_at)
    ).all()  # fmt: skip
    for one in waiting:
        one.taken_at = uow.now
        arrival = uow.session.get_one(Arrival, one.arrival_id)
        _take(uow, arrival, read(uow.files.read(arrival.packet_sha)).packet)


def letters_of(uow: UnitOfWork, agency_id: str, sender_code: str, document_code: str) -> Sequence[IncomingLetter]:
    """The letters that came to an agency from a sender under an identifier, whoever has them now; usually one."""
    if not document_code:
        return []
    return uow.session.scalars(
        select(IncomingLetter)
        .join(ReceivedPacket, ReceivedPacket.letter_id == IncomingLetter.id)
        .join(Arrival, Arrival.id == ReceivedPacket.arrival_id)
        .where(
            Arrival.agency_id == agency_id, ReceivedPacket.sender_code == sender_code,
            ReceivedPacket.document_code == document_code,
        )
        .order_by(IncomingLetter.received_at)
    ).all()  # fmt: skip


def _answered(uow: UnitOfWork, arrival: Arrival, references: Sequence[Reference]) -> str | None:
    """The letter of ours a packet answers, by its identifier or else by number and date."""
    for one in references:
        found = following.letter_of(uow, arrival.agency, one)
        if found is not None:
            return found.id
    return None


def _made_at(arrival: Arrival, packet: DocumentPacket | StatusPacket) -> datetime:
    """When the sender made a packet, or else when it was posted, or came."""
    return corrections.made_at(packet) or arrival.posted_at or arrival.arrived_at


def _file(one: Attachment) -> SentFile:
    """A file as it travelled; what could not be unpacked is kept as it is, and reading it will say so."""
    content = one.content if one.content is not None else one.carried or b""
    return SentFile(one.name or one.content_id or "tep", content)
