"""The signature inside a packet, as systems other than this one make it, judged by what is agreed with the sender.

Who sends over a direct connection is proved by the signature of the envelope already; this one stands beside it. A
packet is read before it is judged, so that whatever reaches the judge keeps to the limits of reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

from cryptography import x509

from docarchive.delivery.errors import RefusedAtDoorError
from docarchive.delivery.models import Partner
from docarchive.delivery.states import AlarmKind
from edxml import DocumentPacket, Packet, PacketError, read
from signatures import xml
from signatures.trust import TrustStore, store_of
from signatures.xml import Demand, Policy, Strength, XmlVerdict

PLACE: Final = ("edXML", "edXMLEnvelope", "edXMLHeader")
Authorities = Callable[[], Sequence[bytes]]
_OTHERWISE = "Gói đọc được hai cách: phần đã ký nói khác phần máy đọc. Đề nghị bên gửi xuất lại gói rồi gửi với mã mới."


@dataclass(frozen=True)
class Rule:
    """What is agreed with the sender of a packet.

    Attributes:
        pinned: Certificates whose digits were compared.
        name: Whom a certificate of a known authority must be issued to.
        at: The moment certificates are judged at.
    """

    demand: Demand
    sha1: bool
    pinned: tuple[x509.Certificate, ...]
    name: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """What was found of a packet's signature, as it is kept and shown.

    Attributes:
        strength: ``Strength``; never ``refused``: such a packet does not come in.
        signer: Whose certificate signed; empty where nothing was signed, or nobody looked.
        digest: The algorithm of the signature, by the last part of its name: ``rsa-sha256``.
        reasons: Vietnamese sentences.
    """

    strength: str
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    digest: str = ""
    reasons: tuple[str, ...] = ()


def rule_of(partner: Partner | None, at: datetime) -> Rule | None:
    """What is asked of packets of a sender; None: nothing, as of agencies of this installation."""
    if partner is None or partner.signature_demand == Demand.OFF:
        return None
    agreed = [one.certificate for one in partner.certificates if one.is_agreed]
    pinned = tuple(x509.load_pem_x509_certificate(pem.encode("ascii")) for pem in agreed)
    return Rule(Demand(partner.signature_demand), partner.signature_sha1, pinned, partner.name, at)


def judge(
    rule: Rule | None, authorities: Authorities, content: bytes, packet: Packet, agency_id: str
) -> dict[str, Any] | None:
    """Let a packet pass, or not, by the signature inside it; what was found, where there is anything to say.

    Args:
        authorities: Gives the files of authorities known here.
        content: The bytes as received.
        packet: As read from them.

    Raises:
        RefusedAtDoorError: It bears none where one is demanded, one that does not hold, or one of somebody else.
    """
    if rule is None:
        ignored = Found("unsigned", reasons=("Gói có chữ ký bên trong nhưng không được kiểm tra: chưa đặt yêu cầu.",))
        return asdict(ignored) if packet.signature is not None else None
    if not isinstance(packet, DocumentPacket) and rule.demand is Demand.REQUIRED:
        rule = replace(rule, demand=Demand.WARN)  # statuses of the axis are never signed
    verdict = _verdict(rule, store_of(authorities()), content)
    if not verdict.accepted:
        code, words = next((one.code, one.sentence) for one in verdict.reasons)
        raise _refused(code, words, agency_id)
    if verdict.signed is not None:
        _require_read_as_signed(verdict.signed, packet, agency_id)
    return asdict(_found(verdict))


def _verdict(rule: Rule, store: TrustStore, content: bytes) -> XmlVerdict:
    """By a certificate agreed on by hand or, failing that, by one an authority issued to just this agency."""
    named = Policy(rule.demand, trust=store, agency=rule.name, sha1=rule.sha1)
    if not rule.pinned:
        return xml.verify(content, named, rule.at, PLACE)
    pinned = Policy(rule.demand, rule.pinned, trust=store, sha1=rule.sha1)
    verdict = xml.verify(content, pinned, rule.at, PLACE)
    is_somebody_elses = "not-pinned" in verdict.codes and store.roots
    return xml.verify(content, named, rule.at, PLACE) if is_somebody_elses else verdict


def _require_read_as_signed(signed: bytes, packet: Packet, agency_id: str) -> None:
    """What was read must be what was signed, whatever two readers of XML make of the same bytes."""
    try:
        meant = read(signed).packet
    except PacketError as problem:
        raise _refused("read-otherwise", _OTHERWISE, agency_id) from problem
    # Unknown elements are kept verbatim, and the canonical form spells them in its own way.
    if replace(meant, signature=None, unknown=()) != replace(packet, signature=None, unknown=()):
        raise _refused("read-otherwise", _OTHERWISE, agency_id)


def _refused(code: str, words: str, agency_id: str) -> RefusedAtDoorError:
    stable = code if code.startswith("signature-") else f"signature-{code}"
    return RefusedAtDoorError(stable, words, AlarmKind.BAD_SIGNATURE, agency_id)


def _found(verdict: XmlVerdict) -> Found:
    signer, algorithms = verdict.signer, verdict.algorithms
    reasons = tuple(reason.sentence for reason in verdict.reasons)
    if signer is None or verdict.strength is Strength.UNSIGNED:
        return Found(verdict.strength, reasons=reasons)
    digest = algorithms.signature.rpartition("#")[2] if algorithms else ""
    return Found(verdict.strength, signer.name, signer.organisation, signer.issuer, signer.serial, digest, reasons)
