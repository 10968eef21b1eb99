"""Letting a packet in: inbox, event, audit entry and signed receipt in one transaction; its bytes were kept before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from docarchive.accounts.models import Agency
from docarchive.core import audit
from docarchive.core.work import UnitOfWork
from docarchive.delivery.envelopes import RECEIPT_PURPOSE, Envelope, Receipt
from docarchive.delivery.errors import RefusedAtDoorError
from docarchive.delivery.events import PacketArrived, PacketRefusedAtDoor
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.models import Arrival, Partner
from docarchive.delivery.queries.postings import twin
from docarchive.delivery.services.alarms import raise_alarm
from docarchive.delivery.services.keys import identity_of
from docarchive.delivery.states import AlarmKind, ChannelKind, Proof
from docarchive.kernel.ids import new_id
from edxml import Packet
from signatures.detached import sign
from signatures.identities import KeyIdentity


@dataclass(frozen=True)
class Incoming:
    """A packet at the door, read and its sender known.

    Attributes:
        signature: The sender's over ``envelope.text``; empty where only the axis answers for the sender.
        found: Of the signature inside the packet (``Arrival.signature``).
    """

    envelope: Envelope
    signature: str
    packet: Packet = field(repr=False)
    sender_name: str
    partner_id: str | None
    verified: Proof
    channel: ChannelKind
    found: dict[str, Any] | None = None


def accept(uow: UnitOfWork, ring: KeyRing, agency: Agency, incoming: Incoming) -> Arrival:
    """Let a packet in, once for ever; one that came before is answered by what was answered then.

    Raises:
        RefusedAtDoorError: Another packet came under this id before; nothing of it is changed.
        DocArchiveError: Whoever listens objects; nothing is stored.
    """
    envelope = incoming.envelope
    identity = identity_of(uow, ring, agency)
    uow.alone(f"arrivals at {agency.id}")
    arrival = Arrival(
        id=new_id(), agency_id=agency.id, sender_code=envelope.sender, sender_name=incoming.sender_name,
        message_id=envelope.message_id, kind=envelope.kind, channel=incoming.channel, packet_sha=envelope.digest,
        size_bytes=envelope.size_bytes, verified=incoming.verified, sequence=_next(uow, agency),
        posted_at=envelope.posted_at if incoming.signature else None, arrived_at=uow.now,
        envelope=envelope.text if incoming.signature else "", envelope_signature=incoming.signature,
        receipt="", receipt_signature="", signature=incoming.found,
    )  # fmt: skip
    known = _entered_before(uow, arrival)
    if known is not None:
        return require_same(known, envelope)
    uow.emit(
        PacketArrived(
            arrival.id, agency.id, envelope.sender, envelope.kind, envelope.message_id, incoming.packet,
            envelope.digest, incoming.verified, incoming.channel,
        )
    )  # fmt: skip
    uow.record(
        "packet.arrived", arrival.id, agency=agency.id, code=envelope.sender, message=envelope.message_id,
        sha256=envelope.digest, number=arrival.sequence,
    )  # fmt: skip
    _sign(uow, identity, envelope.receiver, arrival)
    if incoming.partner_id is not None:
        uow.session.get_one(Partner, incoming.partner_id).heard_at = uow.now
    return arrival


def require_same(known: Arrival, envelope: Envelope) -> Arrival:
    """Give what came before, if it is the same.

    Raises:
        RefusedAtDoorError: It is not: one id must never mean two packets.
    """
    if known.packet_sha == envelope.digest:
        return known
    words = (
        f"{envelope.sender} gửi lại mã gói {envelope.message_id} với nội dung khác. Bản đã nhận giữ nguyên;"
        " gọi điện cho đơn vị gửi để gửi bằng mã mới."
    )
    raise RefusedAtDoorError("other-bytes", words, AlarmKind.OTHER_BYTES, known.agency_id)


def turn_away(uow: UnitOfWork, refusal: RefusedAtDoorError, sender: str, message_id: str, sha: str | None) -> None:
    """Tell whom it concerns that something was not let in."""
    if refusal.kind is None:
        return
    raise_alarm(
        uow, refusal.kind, refusal.message, agency_id=refusal.agency_id, peer_code=sender, message_id=message_id,
        packet_sha=sha,
    )  # fmt: skip
    uow.emit(PacketRefusedAtDoor(refusal.agency_id, sender, message_id, refusal.kind, refusal.message))


def _entered_before(uow: UnitOfWork, arrival: Arrival) -> Arrival | None:
    """Write the row; the database alone decides whether it is the first. Gives the one that was, else None."""
    try:
        with uow.session.begin_nested():
            uow.session.add(arrival)
            uow.session.flush()
    except IntegrityError:
        known = twin(uow.session, arrival.agency_id, arrival.sender_code, arrival.message_id)
        if known is None:
            raise
        return known
    return None


def _next(uow: UnitOfWork, agency: Agency) -> int:
    return 1 + (uow.session.scalar(select(func.max(Arrival.sequence)).where(Arrival.agency_id == agency.id)) or 0)


def _sign(uow: UnitOfWork, identity: KeyIdentity, receiver: str, arrival: Arrival) -> None:
    """Write the receipt, in the name the sender wrote to: it may be the code of before 2020."""
    number, head = audit.head(uow.session)
    receipt = Receipt(
        arrival.message_id, arrival.sender_code, receiver, arrival.packet_sha, arrival.size_bytes, arrival.sequence,
        number, head, uow.now,
    )  # fmt: skip
    arrival.receipt = receipt.text
    signature = sign(receipt.text.encode(), identity, RECEIPT_PURPOSE, uow.now)
    arrival.receipt_signature = signature.decode("ascii")
    uow.session.flush()
