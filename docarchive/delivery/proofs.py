"""Proof of delivery: one file that shows, without any installation, what was sent, by whom, and that it arrived.

It holds the exact words both sides signed, their signatures and certificates. Whoever checks it needs only to know the
digits of both certificates, which the two sides once compared by telephone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509

from docarchive.delivery.envelopes import MESSAGE_PURPOSE, RECEIPT_PURPOSE, Envelope, Receipt
from docarchive.delivery.errors import MalformedMessageError
from docarchive.kernel.errors import ConflictError, InvalidInputError
from signatures.certificates import UNREADABLE, facts_of
from signatures.detached import call_sign, verify

FORMAT = "docarchive-proof/1"
_OF_CLOCKS = frozenset({"from-the-future"})


class NoProofError(ConflictError):
    """The packet has no signed receipt."""

    code = "no-proof"

    def __init__(self) -> None:
        super().__init__(
            "Lượt gửi này chưa có biên nhận ký số. Đợi bên nhận biên nhận; trục liên thông không ký biên nhận."
        )


@dataclass(frozen=True)
class Verdict:
    """Whether a proof holds.

    Attributes:
        faults: Vietnamese sentences; empty: nothing speaks against it.
        has_packet: The packet itself was at hand and is the one.
    """

    faults: tuple[str, ...]
    envelope: Envelope | None = None
    receipt: Receipt | None = None
    sender_sign: str = ""
    receiver_sign: str = ""
    sender_name: str = ""
    receiver_name: str = ""
    has_packet: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.faults


def make(
    envelope: Envelope, envelope_signature: str, sender_certificate: str, receipt: str, receipt_signature: str,
    receiver_certificate: str,
) -> Mapping[str, Any]:  # fmt: skip
    """Put a proof together.

    Raises:
        NoProofError: Nobody signed a receipt.
    """
    if not (receipt_signature and envelope_signature and sender_certificate and receiver_certificate):
        raise NoProofError
    return {
        "what": FORMAT,
        "envelope": envelope.text, "envelope_signature": envelope_signature, "sender_certificate": sender_certificate,
        "receipt": receipt, "receipt_signature": receipt_signature, "receiver_certificate": receiver_certificate,
    }  # fmt: skip


def written(proof: Mapping[str, Any]) -> bytes:
    """A proof as a file."""
    return json.dumps(proof, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Mapping[str, Any]:
    """Read a proof's file.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("what") != FORMAT:
        raise InvalidInputError("Tệp không phải bằng chứng gửi nhận của docarchive.", code="not-a-proof")
    return found


def judge(proof: Mapping[str, Any], at: datetime, packet: bytes | None = None) -> Verdict:
    """Check a proof with nothing else at hand; never an error, whatever is in it.

    Args:
        packet: The bytes that were sent, where they are to be checked, too.
    """
    try:
        return _judged(proof, at, packet)
    except (MalformedMessageError, *UNREADABLE):
        return Verdict(("Nội dung bằng chứng không đọc được hoặc đã bị sửa.",))


def _judged(proof: Mapping[str, Any], at: datetime, packet: bytes | None) -> Verdict:
    envelope, receipt = Envelope.read(_text(proof, "envelope")), Receipt.read(_text(proof, "receipt"))
    sender, receiver = _certificate(proof, "sender_certificate"), _certificate(proof, "receiver_certificate")
    faults = [
        *_signed(proof, "envelope", sender, MESSAGE_PURPOSE, "Chữ ký bên gửi", at),
        *_signed(proof, "receipt", receiver, RECEIPT_PURPOSE, "Chữ ký bên nhận", at),
    ]
    if not receipt.answers(envelope):
        faults.append("Biên nhận không phải của gói này.")
    fits = packet is not None and _fits(envelope, packet)
    if packet is not None and not fits:
        faults.append("Tệp gói đưa vào không phải gói đã gửi.")
    return Verdict(
        tuple(faults), envelope, receipt, str(call_sign(sender)), str(call_sign(receiver)), facts_of(sender).name,
        facts_of(receiver).name, fits,
    )  # fmt: skip


def shown(verdict: Verdict) -> Mapping[str, Any]:
    """A verdict in plain values."""
    envelope, receipt = verdict.envelope, verdict.receipt
    facts: dict[str, Any] = {}
    if envelope is not None and receipt is not None:
        facts = {
            "message_id": envelope.message_id, "kind": envelope.kind.value, "digest": envelope.digest,
            "size_bytes": envelope.size_bytes, "posted_at": envelope.posted_at.isoformat(),
            "accepted_at": receipt.accepted_at.isoformat(), "sequence": receipt.sequence,
            "audit": {"number": receipt.audit_number, "hash": receipt.audit_hash},
            "sender": {"code": envelope.sender, "name": verdict.sender_name, "call_sign": verdict.sender_sign},
            "receiver": {"code": envelope.receiver, "name": verdict.receiver_name, "call_sign": verdict.receiver_sign},
        }  # fmt: skip
    return {"valid": verdict.holds, "faults": list(verdict.faults), "packet_checked": verdict.has_packet, **facts}


def _signed(
    proof: Mapping[str, Any], name: str, certificate: x509.Certificate, purpose: str, whose: str, at: datetime
) -> Iterator[str]:
    # A certificate that ran out since does not undo what was signed while it held.
    moment = min(at, certificate.not_valid_after_utc)
    signature = _text(proof, f"{name}_signature").encode("utf-8", "replace")
    verdict = verify(_text(proof, name).encode(), signature, certificate, purpose, moment)
    for reason in verdict.reasons:
        if reason.code not in _OF_CLOCKS:
            yield f"{whose}: {reason.sentence}"


def _fits(envelope: Envelope, packet: bytes) -> bool:
    return (len(packet), hashlib.sha256(packet).hexdigest()) == (envelope.size_bytes, envelope.digest)


def _text(proof: Mapping[str, Any], name: str) -> str:
    value = proof.get(name)
    if not isinstance(value, str):
        raise MalformedMessageError(name)
    return value


def _certificate(proof: Mapping[str, Any], name: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(_text(proof, name).encode("ascii", "replace"))
