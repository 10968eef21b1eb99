"""One try to deliver a packet: taken in one transaction, carried outside any, settled in another.

Whatever dies in between, the packet is tried again under the same id, and the receiver gives the receipt of before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding

from docarchive.core.screen import format_moment
from docarchive.core.work import UnitOfWork
from docarchive.delivery.answers import Answer, Handed, Later, Received, Refused, Told
from docarchive.delivery.envelopes import Envelope, Receipt
from docarchive.delivery.events import PostingDelivered, PostingDied, PostingHanded
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.models import Partner, Posting
from docarchive.delivery.rules import RetryRule
from docarchive.delivery.services import breaker
from docarchive.delivery.services.alarms import raise_alarm
from docarchive.delivery.services.keys import identity_of
from docarchive.delivery.services.proving import receipt_certificate
from docarchive.delivery.services.sending import held, hold, schedule
from docarchive.delivery.states import AlarmKind, ChannelKind, PostingKind, PostingState, Proof
from signatures.identities import KeyIdentity


@dataclass(frozen=True)
class Ticket:
    """Everything a channel needs for one try.

    Attributes:
        is_first: Until now nobody can have had the packet.
    """

    posting_id: str
    turn: int
    channel: ChannelKind
    address: str
    envelope: Envelope
    identity: KeyIdentity = field(repr=False)
    at: datetime
    is_first: bool


def take(uow: UnitOfWork, ring: KeyRing, rule: RetryRule, posting_id: str, turn: int | None = None) -> Ticket | None:
    """Begin a try; None where there is nothing to do now.

    Args:
        turn: The turn the job was made for; None: whichever it is, for a person who will not wait.
    """
    posting = held(uow, posting_id)
    if posting is None or posting.state != PostingState.WAITING or (turn is not None and posting.turn != turn):
        return None
    if uow.now >= posting.expires_at:
        _die(uow, posting, "expired", _expired_words(posting))
        return None
    partner = _held_partner(uow, posting)
    if partner is not None and partner.paused_at is not None:
        posting.next_at = None  # resuming sets it on its way again
        return None
    ask_again = breaker.may_call(partner, uow.now) if partner is not None else None
    if ask_again is not None:
        schedule(uow, posting, ask_again - uow.now + rule.pause(1))
        return None
    is_first = posting.taken_at is None
    posting.attempts += 1
    posting.taken_at = posting.taken_at or uow.now
    address = partner.address if partner else ""
    return Ticket(
        posting.id, posting.turn, ChannelKind(posting.channel), address, envelope_of(posting),
        identity_of(uow, ring, posting.agency), uow.now, is_first,
    )  # fmt: skip


def settle(uow: UnitOfWork, rule: RetryRule, ticket: Ticket, answer: Answer, signature: str = "") -> None:
    """Write what came of a try.

    Args:
        signature: Ours over the envelope, as it was sent.
    """
    posting = held(uow, ticket.posting_id)
    if posting is None:
        raise LookupError(f"no posting {ticket.posting_id}")
    partner = _held_partner(uow, posting)
    if partner is not None:
        _note(partner, answer, uow.now)
    if posting.state not in (PostingState.WAITING, PostingState.HANDED):
        return  # another try was faster
    if isinstance(answer, Received):
        received(uow, rule, posting, answer, signature, ticket.identity)
    elif isinstance(answer, Told):
        _deliver(uow, posting, Proof.AXIS, answer.words)
    elif isinstance(answer, Handed):
        _hand(uow, posting, signature, ticket.identity)
    elif isinstance(answer, Refused):
        _die(uow, posting, answer.code, answer.reason)
    else:
        if ticket.is_first and not answer.left:
            posting.taken_at = None
        _wait(uow, rule, posting, answer)


def answered(uow: UnitOfWork, rule: RetryRule, posting: Posting, answer: Answer) -> None:
    """Write the answer that came later, to a packet that was handed over."""
    hold(uow, posting)
    if posting.state != PostingState.HANDED:
        return
    if isinstance(answer, Received):
        received(uow, rule, posting, answer, "", None)
    elif isinstance(answer, Told):
        _deliver(uow, posting, Proof.AXIS, answer.words)
    elif isinstance(answer, Refused):
        _die(uow, posting, answer.code, answer.reason)


def received(
    uow: UnitOfWork, rule: RetryRule, posting: Posting, answer: Received, signature: str, identity: KeyIdentity | None
) -> None:
    """Take a receipt, if it is the receiver's and for just this packet; else the packet is tried again."""
    certificate = receipt_certificate(uow.session, posting, answer, uow.now)
    if certificate is None:
        words = (
            f"Biên nhận của {posting.to_code} không khớp với gói đã gửi hoặc khóa đã thống nhất. Gọi điện đối chiếu."
        )
        raise_alarm(
            uow, AlarmKind.BAD_RECEIPT, words, agency_id=posting.from_agency_id, peer_code=posting.to_code,
            message_id=posting.message_id,
        )  # fmt: skip
        _wait(uow, rule, posting, Later("bad-receipt", words, reached=True))
        return
    if signature:
        posting.envelope_signature = signature
    if identity is not None:
        posting.sender_certificate = identity.certificate.public_bytes(Encoding.PEM).decode("ascii")
    posting.receipt_signature, posting.receiver_certificate = answer.signature, certificate
    _deliver(uow, posting, Proof.KEY, answer.receipt)


def expire_handed(uow: UnitOfWork, posting: Posting) -> None:
    """Give up a packet that was handed over and that nobody gave a receipt for in time."""
    hold(uow, posting)
    if posting.state == PostingState.HANDED and uow.now >= posting.expires_at:
        _die(
            uow, posting, "no-receipt", f"Chưa có biên nhận của {posting.to_code} sau năm ngày. Gọi điện hỏi bên nhận."
        )


def envelope_of(posting: Posting) -> Envelope:
    """The words about a packet; the same for every try."""
    return Envelope(
        posting.message_id, posting.from_code, posting.to_code, PostingKind(posting.kind), posting.packet_sha,
        posting.size_bytes, posting.posted_at,
    )  # fmt: skip


def _held_partner(uow: UnitOfWork, posting: Posting) -> Partner | None:
    if posting.partner_id is None:
        return None
    return uow.session.get_one(Partner, posting.partner_id, with_for_update=True, populate_existing=True)


def _note(partner: Partner, answer: Answer, now: datetime) -> None:
    if isinstance(answer, Later) and not answer.reached:
        breaker.note_silence(partner, now)
    else:
        breaker.note_answer(partner, now)


def _deliver(uow: UnitOfWork, posting: Posting, proved: Proof, words: str) -> None:
    again = bool(posting.receipt)
    posting.step_to(PostingState.DELIVERED)
    posting.receipt, posting.ended_at, posting.next_at = words, uow.now, None
    posting.error = posting.error_code = ""
    sequence = Receipt.read(words).sequence if proved is Proof.KEY else None
    uow.emit(
        PostingDelivered(
            posting.id,
            posting.about,
            PostingKind(posting.kind),
            posting.to_code,
            uow.now,
            proved,
            words,
            sequence,
            again,
        )
    )
    uow.record("packet.delivered", posting.id, code=posting.to_code, message=posting.message_id, number=sequence)


def _hand(uow: UnitOfWork, posting: Posting, signature: str, identity: KeyIdentity) -> None:
    if posting.state == PostingState.HANDED:
        return
    posting.step_to(PostingState.HANDED)
    posting.envelope_signature, posting.next_at = signature, None
    posting.sender_certificate = identity.certificate.public_bytes(Encoding.PEM).decode("ascii")
    uow.emit(PostingHanded(posting.id, posting.about, PostingKind(posting.kind), posting.to_code, uow.now))
    uow.record("packet.handed", posting.id, code=posting.to_code, message=posting.message_id)


def _wait(uow: UnitOfWork, rule: RetryRule, posting: Posting, answer: Later) -> None:
    posting.error, posting.error_code = answer.reason, answer.code
    if posting.state == PostingState.WAITING:
        schedule(uow, posting, rule.pause(max(1, posting.attempts), answer.after_s))


def _die(uow: UnitOfWork, posting: Posting, code: str, reason: str) -> None:
    posting.step_to(PostingState.DEAD)
    posting.error, posting.error_code = reason, code
    posting.ended_at, posting.next_at = uow.now, None
    raise_alarm(
        uow, AlarmKind.DEAD, reason, agency_id=posting.from_agency_id, peer_code=posting.to_code,
        message_id=posting.message_id,
    )  # fmt: skip
    uow.emit(PostingDied(posting.id, posting.about, PostingKind(posting.kind), posting.to_code, reason, code))
    uow.record("packet.died", posting.id, code=posting.to_code, message=posting.message_id, reason=reason)


def give_up(uow: UnitOfWork, posting_id: str, reason: str) -> None:
    """End a packet whose job fails again and again for a fault of the program or the machine."""
    posting = held(uow, posting_id)
    if posting is not None and posting.state == PostingState.WAITING:
        _die(uow, posting, "crashed", reason)


def _expired_words(posting: Posting) -> str:
    last = f" Lần cuối: {posting.error}" if posting.error else ""
    return (
        f"{posting.to_code} không nhận trong năm ngày, kể từ {format_moment(posting.posted_at)}."
        f" Gọi điện cho đơn vị nhận rồi bấm Gửi lại.{last}"
    )
