"""Agreeing with another agency: who it is, how packets get there, and by which certificate it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select

from docarchive.accounts import agency_codes
from docarchive.core.work import UnitOfWork
from docarchive.delivery.errors import BadCertificateError, PartnerKnownError, WrongCallSignError
from docarchive.delivery.models import Partner, PartnerCertificate, Posting
from docarchive.delivery.policies import can_arrange_partners
from docarchive.delivery.queries.partners import partner_by_code
from docarchive.delivery.services.comparing import plan_next
from docarchive.delivery.services.sending import hold, schedule
from docarchive.delivery.states import ChannelKind, PostingState
from docarchive.kernel.errors import ConflictError, InvalidInputError
from signatures.certificates import UNREADABLE, fingerprint, is_weak
from signatures.detached import call_sign
from signatures.xml import Demand

COLLECT = "delivery.collect"
LONGEST_ADDRESS = 500
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSAL = "Chỉ văn thư và người quản trị thống nhất kết nối với đối tác."


@dataclass(frozen=True)
class NewPartner:
    """How a partner is to be known; see ``Partner``."""

    code: str
    name: str
    channel: ChannelKind
    address: str = ""


def add(uow: UnitOfWork, wanted: NewPartner) -> Partner:
    """Get to know an agency elsewhere; nothing is believed of it before its certificate is agreed on.

    Raises:
        PartnerKnownError: A partner bears the code.
        InvalidInputError: Code, name or address cannot be used.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    code = agency_codes.tidy(wanted.code)
    if not 1 <= len(code) <= 64:
        raise InvalidInputError("Ghi mã định danh của cơ quan.", fields={"code": "Ghi mã định danh của cơ quan."})
    _require_way_out(wanted)
    uow.alone("partners")
    if partner_by_code(uow.session, code) is not None:
        raise PartnerKnownError(code)
    partner = Partner(
        code=code, name=_name(wanted.name), channel=wanted.channel, address=_address(wanted), created_at=uow.now
    )
    uow.session.add(partner)
    uow.session.flush()
    _begin_rounds(uow, partner)
    uow.record("partner.added", partner.id, code=code, name=partner.name, channel=partner.channel)
    return partner


def change(uow: UnitOfWork, partner: Partner, wanted: NewPartner) -> None:
    """Change name, way and address; what waits for it goes the new way from its next try on.

    Raises:
        InvalidInputError: Name or address cannot be used.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    _require_way_out(wanted)
    before = partner.channel, partner.address
    partner.name, partner.channel, partner.address = _name(wanted.name), wanted.channel, _address(wanted)
    if before != (partner.channel, partner.address):
        partner.failures, partner.open_until, partner.trials = 0, None, 0
        for posting in _waiting(uow, partner):
            hold(uow, posting)
            posting.channel = partner.channel
            schedule(uow, posting)
    _begin_rounds(uow, partner)
    uow.record("partner.changed", partner.id, name=partner.name, channel=partner.channel, address=partner.address)


def demand_signatures(uow: UnitOfWork, partner: Partner, demand: Demand, *, sha1: bool) -> None:
    """Say which signature packets of a partner must bear inside, from the next packet on.

    Args:
        sha1: A signature with SHA-1 is let in, though never as one that proves anything.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    before = partner.signature_demand, partner.signature_sha1
    partner.signature_demand, partner.signature_sha1 = demand, sha1
    if before != (demand, sha1):
        uow.record(
            "partner.signatures_demanded", partner.id, code=partner.code, demand=demand, sha1=sha1, before=list(before)
        )


def import_certificate(uow: UnitOfWork, partner: Partner, content: bytes) -> PartnerCertificate:
    """Take in the certificate a partner handed over, PEM or DER; it proves nothing before it was confirmed.

    Raises:
        BadCertificateError: It is none, its key is too weak, or it has run out.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    certificate = _certificate(content)
    if certificate.not_valid_after_utc <= uow.now:
        raise BadCertificateError("Chứng thư đã hết hạn. Xin đơn vị bạn chứng thư mới.")
    name = fingerprint(certificate)
    known = next((one for one in partner.certificates if one.fingerprint == name and not one.withdrawn_at), None)
    if known is not None:
        return known
    if partner.proposed is not None:
        partner.proposed.withdrawn_at = uow.now
    imported = PartnerCertificate(
        partner=partner, certificate=certificate.public_bytes(Encoding.PEM).decode("ascii"), fingerprint=name,
        call_sign=str(call_sign(certificate)), imported_at=uow.now, imported_by=uow.actor.name,
    )  # fmt: skip
    uow.session.add(imported)
    uow.session.flush()
    uow.session.refresh(partner, ["certificates"])
    uow.record("partner.certificate_imported", partner.id, code=partner.code, sha256=name)
    return imported


def confirm(uow: UnitOfWork, partner: Partner, heard: str) -> PartnerCertificate:
    """Agree on the certificate handed in last, after its digits were read out over the telephone and typed here.

    Args:
        heard: The forty digits as heard; blanks do not matter.

    Raises:
        ConflictError: No certificate waits for it.
        WrongCallSignError: The digits are another certificate's.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    proposed = partner.proposed
    if proposed is None:
        raise ConflictError("Chưa có chứng thư nào chờ xác nhận. Nhập tệp chứng thư của đơn vị bạn trước.")
    if "".join(heard.split()) != "".join(proposed.call_sign.split()):
        raise WrongCallSignError
    for one in partner.certificates:
        if one.is_agreed:
            one.withdrawn_at = uow.now
    proposed.confirmed_at, proposed.confirmed_by = uow.now, uow.actor.name
    if partner.channel == ChannelKind.HTTPS:
        plan_next(uow, partner)
    uow.record("partner.certificate_confirmed", partner.id, code=partner.code, sha256=proposed.fingerprint)
    return proposed


def withdraw(uow: UnitOfWork, partner: Partner) -> None:
    """Believe nothing more by the partner's certificate: its key was lost or stolen.

    Raises:
        ConflictError: None is believed.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    agreed = partner.certificate
    if agreed is None:
        raise ConflictError("Đối tác chưa có chứng thư nào được xác nhận.")
    agreed.withdrawn_at = uow.now
    uow.record("partner.certificate_withdrawn", partner.id, code=partner.code, sha256=agreed.fingerprint)


def pause(uow: UnitOfWork, partner: Partner) -> None:
    """Send nothing more to a partner until it is resumed; what comes from it is let in all the same."""
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    if partner.paused_at is None:
        partner.paused_at, partner.paused_by = uow.now, uow.actor.name
        uow.record("partner.paused", partner.id, code=partner.code)


def resume(uow: UnitOfWork, partner: Partner) -> int:
    """Go on sending; the time of the pause does not count for what waited.

    Returns:
        How many packets set out again.
    """
    uow.require(can_arrange_partners(uow.actor), _REFUSAL)
    if partner.paused_at is None:
        return 0
    length = max(uow.now - partner.paused_at, timedelta(0))
    partner.paused_at, partner.paused_by = None, ""
    partner.failures, partner.open_until, partner.trials = 0, None, 0
    waiting = _waiting(uow, partner)
    for posting in waiting:
        hold(uow, posting)
        posting.expires_at += length
        schedule(uow, posting)
    uow.record("partner.resumed", partner.id, code=partner.code, count=len(waiting))
    return len(waiting)


def _begin_rounds(uow: UnitOfWork, partner: Partner) -> None:
    if partner.channel in (ChannelKind.FOLDER, ChannelKind.AXIS):
        uow.enqueue(COLLECT, f"{partner.id}:{uow.now.timestamp():.0f}")


def _waiting(uow: UnitOfWork, partner: Partner) -> list[Posting]:
    return list(
        uow.session.scalars(
            select(Posting)
            .where(Posting.partner_id == partner.id, Posting.state == PostingState.WAITING)
            .order_by(Posting.id)
        )
    )


def _require_way_out(wanted: NewPartner) -> None:
    if wanted.channel is ChannelKind.LOCAL:
        message = "Cơ quan trong cùng hệ thống gửi nhận được ngay, không cần thêm làm đối tác."
        raise InvalidInputError(message, fields={"channel": message})


def _name(name: str) -> str:
    tidy = " ".join(name.split())
    if not 1 <= len(tidy) <= 300:
        raise InvalidInputError(
            "Ghi tên cơ quan, tối đa 300 ký tự.", fields={"name": "Ghi tên cơ quan, tối đa 300 ký tự."}
        )
    return tidy


def _address(wanted: NewPartner) -> str:
    """Where a direct connection leads: https, and plain http only on this very machine."""
    if wanted.channel is not ChannelKind.HTTPS:
        return ""
    address = wanted.address.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_sound = urlsplit(""), False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS)
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if not (port_is_sound and is_safe and is_plain and parts.hostname and len(address) <= LONGEST_ADDRESS):
        message = "Ghi địa chỉ dạng https://ten-may-chu."
        raise InvalidInputError(message, fields={"address": message})
    return address


def _certificate(content: bytes) -> x509.Certificate:
    try:
        is_text = b"-----BEGIN" in content
        found = x509.load_pem_x509_certificate(content) if is_text else x509.load_der_x509_certificate(content)
        weak = is_weak(found)
    except UNREADABLE as problem:
        message = "Tệp không phải chứng thư (.pem, .crt, .cer). Chọn tệp đơn vị bạn đã gửi."
        raise BadCertificateError(message) from problem
    if weak:
        raise BadCertificateError("Khóa của chứng thư quá ngắn. Xin đơn vị bạn chứng thư mới.")
    return found
