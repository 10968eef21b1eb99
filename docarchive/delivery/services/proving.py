"""Who it is that sends, and whose receipt it is: judged by the certificates both sides agreed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from docarchive.delivery.answers import Received
from docarchive.delivery.envelopes import RECEIPT_PURPOSE, Envelope, Receipt
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.models import ExchangeKey, Partner, PartnerCertificate, Posting
from docarchive.delivery.queries.keys import keys_of
from docarchive.delivery.queries.partners import home_agency, partner_by_code
from docarchive.delivery.states import PostingKind
from signatures.detached import verify

# By a peer's clock nothing is decided: a signature may bear a moment that has not come here.
_OF_CLOCKS = frozenset({"from-the-future"})


@dataclass(frozen=True)
class Caller:
    """Somebody who proved who he is.

    Attributes:
        partner: None: an agency of this installation.
    """

    code: str
    name: str
    partner: Partner | None


def caller(session: Session, code: str, text: str, signature: str, purpose: str, at: datetime) -> Caller | None:
    """Find out whether a text was signed by whom it says it is from; None: nobody proved it.

    Args:
        code: Whom the text says it is from.
        at: By our clock.
    """
    partner = partner_by_code(session, code)
    home = None if partner else home_agency(session, code)
    trusted = [one.certificate for one in partner.certificates if one.is_agreed] if partner else _own(session, home)
    if signed_by(trusted, text, signature, purpose, at) is None:
        return None
    name = partner.name if partner else home.name if home else ""
    return Caller(code, name, partner)


def receipt_certificate(session: Session, posting: Posting, answer: Received, at: datetime) -> str | None:
    """The certificate (PEM) that proves a receipt to be the receiver's, for just this packet; None: it proves nothing.

    Certificates that were changed since count too: a repeated receipt is the one of back then.
    """
    try:
        receipt = Receipt.read(answer.receipt)
    except MalformedMessageError:
        return None
    if not receipt.answers(
        Envelope(
            posting.message_id, posting.from_code, posting.to_code, PostingKind(posting.kind), posting.packet_sha,
            posting.size_bytes, posting.posted_at,
        )
    ):  # fmt: skip
        return None
    if posting.partner is not None:
        trusted = [one.certificate for one in _ever_agreed(session, posting.partner)]
    else:
        trusted = _ever_own(session, home_agency(session, posting.to_code))
    return signed_by(trusted, answer.receipt, answer.signature, RECEIPT_PURPOSE, at)


def signed_by(certificates: Iterable[str], text: str, signature: str, purpose: str, at: datetime) -> str | None:
    """Which of some certificates (PEM) a text was signed under; None: under none."""
    for pem in certificates:
        certificate = x509.load_pem_x509_certificate(pem.encode("ascii"))
        verdict = verify(text.encode(), signature.encode("utf-8", "replace"), certificate, purpose, at)
        if verdict.verified or (verdict.reasons and verdict.codes <= _OF_CLOCKS):
            return pem
    return None


def _own(session: Session, agency: Agency | None) -> list[str]:
    return [key.certificate for key in _keys(session, agency) if key.retired_at is None]


def _ever_own(session: Session, agency: Agency | None) -> list[str]:
    return [key.certificate for key in _keys(session, agency)]


def _keys(session: Session, agency: Agency | None) -> Iterable[ExchangeKey]:
    return keys_of(session, agency.id) if agency else ()


def _ever_agreed(session: Session, partner: Partner) -> Iterable[PartnerCertificate]:
    return session.scalars(
        select(PartnerCertificate)
        .where(PartnerCertificate.partner_id == partner.id, PartnerCertificate.confirmed_at.is_not(None))
        .order_by(PartnerCertificate.confirmed_at.desc())
    )
