"""Follows a certificate to a root of the store, as things stood at a moment."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from signatures.certificates import facts_of, is_weak
from signatures.reasons import Reason, because
from signatures.times import day
from signatures.trust.reasons import TRUST
from signatures.trust.records import NOTHING_KNOWN, ChainVerdict, Revocation, RevocationState
from signatures.trust.store import TrustStore


class Purpose(enum.StrEnum):
    """What the certificate is used for."""

    SIGNING = "signing"
    TIME_STAMPING = "time_stamping"


def check(
    certificate: x509.Certificate,
    store: TrustStore,
    at: datetime,
    others: Sequence[x509.Certificate] = (),
    purpose: Purpose = Purpose.SIGNING,
    *,
    known_later: bool = False,
) -> ChainVerdict:
    """Tell whether a certificate leads to a root and was in force at a moment.

    Args:
        at: The moment; with a zone.
        others: Certificates that came along with the signature.
        known_later: Lists and answers made after the moment count as well; for moments that lie back and are proven.

    Returns:
        A verdict, also for certificates that make no sense; nothing of the certificate raises an error.
    """
    from signatures.trust import validator

    found = validator.validate(certificate, store.with_more(others), at, known_later=known_later)
    revocation = found.revocation or NOTHING_KNOWN
    reasons = [*_fit(certificate, at, purpose), *_above(certificate, found.problem, revocation)]
    chain = tuple(facts_of(link) for link in found.chain) or (facts_of(certificate),)
    trusted = not any(reason.code != "revocation-unknown" for reason in reasons)
    return ChainVerdict(trusted, chain, revocation, tuple(reasons), at)


def fit(certificate: x509.Certificate, at: datetime, purpose: Purpose = Purpose.SIGNING) -> tuple[Reason, ...]:
    """Tell what speaks against a certificate by itself: its dates, its key, what it was issued for."""
    return tuple(_fit(certificate, at, purpose))


def _fit(certificate: x509.Certificate, at: datetime, purpose: Purpose) -> list[Reason]:
    name = facts_of(certificate).name
    found = []
    if at > certificate.not_valid_after_utc:
        found.append(because(TRUST, "expired", name=name, day=day(certificate.not_valid_after_utc)))
    if at < certificate.not_valid_before_utc:
        found.append(because(TRUST, "not-yet-valid", name=name, day=day(certificate.not_valid_before_utc)))
    if is_weak(certificate):
        found.append(because(TRUST, "key-weak", name=name, key=facts_of(certificate).key))
    if not _serves(certificate, purpose):
        found.append(because(TRUST, "key-usage", name=name))
    return found


def _serves(certificate: x509.Certificate, purpose: Purpose) -> bool:
    facts = facts_of(certificate)
    may_sign = not facts.usages or {"digital_signature", "content_commitment"} & set(facts.usages)
    if purpose is Purpose.SIGNING:
        return bool(may_sign) and not facts.is_authority
    try:
        extended = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return bool(may_sign) and ExtendedKeyUsageOID.TIME_STAMPING in extended


def _above(certificate: x509.Certificate, problem: str, revocation: Revocation) -> list[Reason]:
    name = facts_of(certificate).name
    if problem:
        return [because(TRUST, problem, name=name)]
    if revocation.state is RevocationState.REVOKED:
        return [because(TRUST, "revoked", revocation=revocation.describe())]
    return [because(TRUST, "revocation-unknown", name=name)] if revocation.state is RevocationState.UNKNOWN else []
