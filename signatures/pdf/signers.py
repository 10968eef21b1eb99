"""Judges who signed, as things stood when it is known to have been signed."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509

from signatures.certificates import facts_of
from signatures.pdf.cms import Crypto
from signatures.pdf.reasons import PDF
from signatures.pdf.records import Signer, SigningTime
from signatures.reasons import Reason, because
from signatures.times import day, on_screen
from signatures.trust import ChainVerdict, Revocation, RevocationState, TrustStore, check

_SKEW = timedelta(minutes=5)


def judge(crypto: Crypto, time: SigningTime, store: TrustStore, at: datetime) -> tuple[Signer, list[Reason]]:
    """Judge the signer of a signature.

    With a proven time the certificate is judged at that time, with everything learnt since; without one it is judged
    now, and what has happened to it in between leaves doubt or refuses, depending on what the signer claims.
    """
    certificate = crypto.certificate
    moment = time.proven_at or at
    verdict = check(certificate, store, moment, crypto.others, known_later=moment < at)
    reasons = [_in_time(reason, certificate, verdict.revocation, time) for reason in verdict.reasons]
    reasons += _since(certificate, crypto, time, store, at, verdict)
    reasons += _claims(time, at)
    return Signer(verdict.trusted, facts_of(certificate), verdict.chain, verdict.revocation), reasons


def _in_time(reason: Reason, certificate: x509.Certificate, revocation: Revocation, time: SigningTime) -> Reason:
    name, proven, claimed = facts_of(certificate).name, time.proven_at, time.claimed_at
    if reason.code == "expired":
        while_valid = proven is None and claimed is not None and claimed <= certificate.not_valid_after_utc
        code = "expired-unproven" if while_valid else "expired-when-signed"
        return because(PDF, code, name=name, day=day(certificate.not_valid_after_utc))
    if reason.code == "not-yet-valid":
        return because(PDF, "not-valid-when-signed", name=name, day=day(certificate.not_valid_before_utc))
    if reason.code == "revoked":
        revoked_at = revocation.revoked_at
        before = proven is None and claimed is not None and revoked_at is not None and claimed < revoked_at
        return because(PDF, "revoked-unproven" if before else "revoked-when-signed", revocation=revocation.describe())
    return reason


def _since(
    certificate: x509.Certificate, crypto: Crypto, time: SigningTime, store: TrustStore, at: datetime,
    verdict: ChainVerdict,
) -> list[Reason]:  # fmt: skip
    """What happened to the certificate after a signature whose time is proven."""
    if time.proven_at is None or verdict.revocation.state is RevocationState.REVOKED:
        return []
    now = check(certificate, store, at, crypto.others).revocation
    if now.state is not RevocationState.REVOKED:
        return []
    return [because(PDF, "revoked-later", revocation=now.describe())]


def _claims(time: SigningTime, at: datetime) -> list[Reason]:
    claimed, proven = time.claimed_at, time.proven_at
    if claimed is not None and claimed > at + _SKEW:
        return [because(PDF, "time-future", claimed=on_screen(claimed))]
    if claimed is not None and proven is not None and claimed > proven + _SKEW:
        return [because(PDF, "time-contradicts", claimed=on_screen(claimed), proven=on_screen(proven))]
    return []
