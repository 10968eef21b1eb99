"""The door of this installation: whatever channel a packet comes by, it is let in or turned away here.

First who sends it, then whether it is whole, then whether it is his and ours, then whether it is signed as was agreed;
only then are its bytes kept, and after that one transaction lets it in. It opens its own units of work: what was turned
away is told to people even so.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from docarchive.accounts import agency_codes
from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.failures import again, translated
from docarchive.core.locks import alone_at_once
from docarchive.core.work import UnitOfWork, Work
from docarchive.delivery.answers import DoorAnswer, Later, Received, Refused
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope
from docarchive.delivery.errors import MalformedMessageError, RefusedAtDoorError
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.models import Arrival
from docarchive.delivery.packet_signatures import Authorities, Rule, judge, rule_of
from docarchive.delivery.queries.partners import home_agency, partner_by_code
from docarchive.delivery.queries.postings import twin
from docarchive.delivery.services.accepting import Incoming, accept, require_same, turn_away
from docarchive.delivery.services.proving import Caller, caller
from docarchive.delivery.states import AlarmKind, ChannelKind, Proof
from docarchive.kernel.errors import ConflictError, DocArchiveError, UnavailableError
from edxml import DocumentPacket, Packet, PacketError, read

log = structlog.get_logger(__name__)

BUSY_S = 5
_REMEMBERED, _REMEMBERED_BYTES = 4, 4 << 20
_KEPT = (AlarmKind.OTHER_BYTES, AlarmKind.WRONG_SENDER, AlarmKind.WRONG_ADDRESS, AlarmKind.BAD_SIGNATURE)


@dataclass(frozen=True)
class Message:
    """What a channel brings to the door.

    Attributes:
        text: The sender's envelope, as it came.
        signature: Over ``text``.
    """

    text: str
    signature: str
    content: bytes = field(repr=False)
    channel: ChannelKind


@dataclass(frozen=True)
class _Known:
    """Who sends to whom, what came before under the same id, and what is asked of signatures inside."""

    caller: Caller
    agency: Agency
    before: Arrival | None
    rule: Rule | None


class Door:
    """Lets packets in.

    Args:
        work: Opens the units of work.
        ring: Signs receipts.
        authorities: Gives the files of authorities whose certificates are believed inside packets.
    """

    def __init__(self, work: Work, ring: KeyRing, authorities: Authorities = tuple) -> None:
        self._work = work
        self._ring = ring
        self._authorities = authorities
        self._read = _Reader()
        self._under_way: set[tuple[str, str, str]] = set()
        self._guard = threading.Lock()

    def receive(self, message: Message) -> DoorAnswer:
        """Take a packet from an installation that signs what it sends; never an error, whatever comes."""
        try:
            envelope = Envelope.read(message.text)
        except MalformedMessageError as problem:
            return Refused(problem.code, problem.message, 400)
        return self._answered(envelope, message.content, lambda: self._from_signer(envelope, message))

    def receive_unsigned(self, envelope: Envelope, name: str, content: bytes, channel: ChannelKind) -> DoorAnswer:
        """Take a packet that nobody signed for but the channel it came by, as the axis brings them."""
        return self._answered(envelope, content, lambda: self._from_channel(envelope, name, content, channel))

    def greet(self, text: str, signature: str) -> Envelope | Refused:
        """Find out, before its bytes come, whether a packet would be looked at."""
        try:
            envelope = Envelope.read(text)
        except MalformedMessageError as problem:
            return Refused(problem.code, problem.message, 400)
        try:
            with self._work.reading(Actor.system()) as uow:
                _known(uow, envelope, text, signature)
        except RefusedAtDoorError as refusal:
            self._tell(refusal, envelope, b"")
            return Refused(refusal.code, refusal.message, refusal.status)
        return envelope

    def _answered(self, envelope: Envelope, content: bytes, call: Callable[[], DoorAnswer]) -> DoorAnswer:
        try:
            with self._one_at_a_time(envelope) as is_free:
                if not is_free:
                    return Later("in-progress", "Gói này đang được nhận. Hỏi lại sau ít giây.", BUSY_S, reached=True)
                return call()
        except RefusedAtDoorError as refusal:
            self._tell(refusal, envelope, content)
            return Refused(refusal.code, refusal.message, refusal.status)
        except (ConflictError, UnavailableError) as problem:
            return Later(problem.code, problem.message, reached=True)
        except DocArchiveError as problem:
            return Refused(problem.code, problem.message)
        except SQLAlchemyError as problem:
            ours = translated(problem)
            if ours is None:
                raise
            return Later(ours.code, ours.message, reached=True)

    def _from_signer(self, envelope: Envelope, message: Message) -> DoorAnswer:
        with self._work.reading(Actor.system()) as uow:
            known = _known(uow, envelope, message.text, message.signature)
        _require_whole(envelope, message.content)
        if known.before is not None:
            return _receipt(require_same(known.before, envelope))
        packet, found = self._packet(known.agency, envelope, message.content, known.rule)
        partner_id = known.caller.partner.id if known.caller.partner else None
        name, way = known.caller.name, message.channel
        incoming = Incoming(envelope, message.signature, packet, name, partner_id, Proof.KEY, way, found)
        return self._let_in(known.agency, incoming, message.content)

    def _from_channel(self, envelope: Envelope, name: str, content: bytes, channel: ChannelKind) -> DoorAnswer:
        with self._work.reading(Actor.system()) as uow:
            agency = _addressee(uow, envelope)
            before = twin(uow.session, agency.id, envelope.sender, envelope.message_id)
            partner = partner_by_code(uow.session, envelope.sender)
            rule = rule_of(partner, uow.now)
        if before is not None:
            return _receipt(require_same(before, envelope))
        packet, found = self._packet(agency, envelope, content, rule)
        partner_id = partner.id if partner else None
        incoming = Incoming(envelope, "", packet, name, partner_id, Proof.AXIS, channel, found)
        return self._let_in(agency, incoming, content)

    def _packet(
        self, agency: Agency, envelope: Envelope, content: bytes, rule: Rule | None
    ) -> tuple[Packet, dict[str, Any] | None]:
        try:
            packet = self._read(envelope.digest, content)
        except PacketError as problem:
            raise RefusedAtDoorError(problem.rule, problem.message, AlarmKind.UNREADABLE, agency.id) from problem
        _require_theirs_and_ours(agency, envelope, packet)
        return packet, judge(rule, self._authorities, content, packet, agency.id)

    def _let_in(self, agency: Agency, incoming: Incoming, content: bytes) -> DoorAnswer:
        self._work.files.put(content)
        return again(lambda: self._accepted(agency.id, incoming))

    def _accepted(self, agency_id: str, incoming: Incoming) -> DoorAnswer:
        with self._work.begin(Actor.system()) as uow:
            if not alone_at_once(uow.session, f"message {_name(incoming.envelope)}"):
                return Later("in-progress", "Gói này đang được nhận. Hỏi lại sau ít giây.", BUSY_S, reached=True)
            return _receipt(accept(uow, self._ring, uow.session.get_one(Agency, agency_id), incoming))

    def _tell(self, refusal: RefusedAtDoorError, envelope: Envelope, content: bytes) -> None:
        log.warning("packet turned away", code=refusal.code, sender=envelope.sender)
        if refusal.kind is None:
            return
        # Only of senders who proved themselves are bytes kept for a look.
        keeps = refusal.kind in _KEPT
        sha = self._work.files.put(content) if keeps else None
        with self._work.begin(Actor.system()) as uow:
            turn_away(uow, refusal, envelope.sender, envelope.message_id, sha)

    @contextmanager
    def _one_at_a_time(self, envelope: Envelope) -> Iterator[bool]:
        name = (envelope.receiver, envelope.sender, envelope.message_id)
        with self._guard:
            is_free = name not in self._under_way
            self._under_way.add(name)
        try:
            yield is_free
        finally:
            if is_free:
                with self._guard:
                    self._under_way.discard(name)


def _known(uow: UnitOfWork, envelope: Envelope, text: str, signature: str) -> _Known:
    agency = _addressee(uow, envelope)
    who = caller(uow.session, envelope.sender, text, signature, MESSAGE_PURPOSE, uow.now)
    if who is None:
        raise _unproved(uow, envelope, agency)
    before = twin(uow.session, agency.id, envelope.sender, envelope.message_id)
    return _Known(who, agency, before, rule_of(who.partner, uow.now))


def _addressee(uow: UnitOfWork, envelope: Envelope) -> Agency:
    agency = home_agency(uow.session, envelope.receiver)
    if agency is None:
        raise RefusedAtDoorError(
            "unknown-receiver", f"Ở đây không có cơ quan mang mã {envelope.receiver}. Kiểm tra lại mã nơi nhận.",
            status=404,
        )  # fmt: skip
    return agency


def _unproved(uow: UnitOfWork, envelope: Envelope, agency: Agency) -> RefusedAtDoorError:
    # Strangers are not even counted: anybody could fill the list.
    is_known = partner_by_code(uow.session, envelope.sender) is not None
    return RefusedAtDoorError(
        "unproved-sender",
        f"Chữ ký không chứng minh được gói là của {envelope.sender}. Thống nhất chứng thư trao đổi giữa hai bên trước.",
        AlarmKind.UNPROVED if is_known else None,
        agency.id,
        status=403,
    )


def _require_whole(envelope: Envelope, content: bytes) -> None:
    if len(content) != envelope.size_bytes or hashlib.sha256(content).hexdigest() != envelope.digest:
        raise RefusedAtDoorError(
            "damaged-on-the-way", "Gói đến không nguyên vẹn: nội dung không khớp mã băm trong phong bì.", status=400
        )


def _require_theirs_and_ours(agency: Agency, envelope: Envelope, packet: Packet) -> None:
    sender = agency_codes.tidy(packet.sender.organ_id)
    if sender != agency_codes.tidy(envelope.sender):
        words = f"Trong gói ghi bên gửi là {sender or 'để trống'}, nhưng bên gửi đã chứng minh là {envelope.sender}."
        raise RefusedAtDoorError("wrong-sender", words, AlarmKind.WRONG_SENDER, agency.id)
    ours = {agency_codes.tidy(code) for code in (agency.code, agency.old_code, envelope.receiver) if code}
    if ours.isdisjoint(_receivers(packet)):
        words = f"Gói {envelope.message_id} của {envelope.sender} không ghi nơi nhận là {agency.code}."
        raise RefusedAtDoorError("wrong-address", words, AlarmKind.WRONG_ADDRESS, agency.id)


class _Reader:
    """Reads packets, and remembers the last few: a circular is the same packet for hundreds of receivers here."""

    def __init__(self) -> None:
        self._last: dict[str, Packet] = {}
        self._guard = threading.Lock()

    def __call__(self, digest: str, content: bytes) -> Packet:
        with self._guard:
            known = self._last.get(digest)
        if known is not None:
            return known
        packet = read(content).packet
        if len(content) <= _REMEMBERED_BYTES:
            with self._guard:
                if len(self._last) >= _REMEMBERED:
                    self._last.pop(next(iter(self._last)))
                self._last[digest] = packet
        return packet


def _receivers(packet: Packet) -> set[str]:
    if isinstance(packet, DocumentPacket):
        return {agency_codes.tidy(one.organ_id) for one in packet.recipients}
    return {agency_codes.tidy(packet.response_for.organ_id)}


def _receipt(arrival: Arrival) -> Received:
    return Received(arrival.receipt, arrival.receipt_signature)


def _name(envelope: Envelope) -> str:
    return f"{envelope.receiver} {envelope.sender} {envelope.message_id}"
