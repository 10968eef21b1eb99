"""Judges a detached signature: the form, the key, then whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from signatures.certificates import UNREADABLE, facts_of, fingerprint
from signatures.detached import jws
from signatures.detached.records import DETACHED, DetachedVerdict
from signatures.reasons import Reason, because
from signatures.times import on_screen
from signatures.trust import Revocation, TrustStore, check
from signatures.trust.chain import fit

# Clocks of two installations differ a little; more than this is a wrong clock or a wrong claim.
_SKEW = timedelta(minutes=5)


def verify(
    data: bytes, signature: bytes, trust: x509.Certificate | TrustStore, purpose: str, at: datetime
) -> DetachedVerdict:
    """Judge a signature beside some bytes; never an error, whatever the bytes.

    Args:
        trust: The certificate agreed with the partner, or authorities; under authorities revocation must be known.
        purpose: What the signature must be for; the same word as at signing.
        at: The moment the certificate is judged at; with a zone.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        return _judged(data, digest, signature, trust, purpose, at)
    except UNREADABLE:
        return DetachedVerdict(verified=False, digest=digest, reasons=(because(DETACHED, "malformed"),))


def _judged(
    data: bytes, digest: str, signature: bytes, trust: x509.Certificate | TrustStore, purpose: str, at: datetime
) -> DetachedVerdict:
    head, header, value = jws.read(signature)
    certificates, claimed = jws.certificates_of(header), jws.signed_at(header)
    reasons = [*_made(certificates[0], header, jws.signing_input(head, data), value, purpose), *_in_time(claimed, at)]
    whose, revocation = _whose(certificates, trust, at)
    reasons += whose
    return DetachedVerdict(
        not reasons, digest, tuple(reasons), facts_of(certificates[0]), str(header["alg"]), claimed, revocation
    )


def _made(
    certificate: x509.Certificate, header: Mapping[str, Any], signed: bytes, value: bytes, purpose: str
) -> list[Reason]:
    if header["alg"] != jws.algorithm_of(certificate):
        return [because(DETACHED, "algorithm", name=header["alg"])]
    if not _fits(certificate, signed, value):
        return [because(DETACHED, "broken")]
    if header["typ"] != purpose:
        return [because(DETACHED, "wrong-purpose", found=header["typ"], wanted=purpose)]
    return []


def _fits(certificate: x509.Certificate, signed: bytes, value: bytes) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey) and len(value) == 64:
            numbers = int.from_bytes(value[:32], "big"), int.from_bytes(value[32:], "big")
            key.verify(encode_dss_signature(*numbers), signed, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _in_time(claimed: datetime, at: datetime) -> list[Reason]:
    return [because(DETACHED, "from-the-future", moment=on_screen(claimed))] if claimed > at + _SKEW else []


def _whose(
    certificates: tuple[x509.Certificate, ...], trust: x509.Certificate | TrustStore, at: datetime
) -> tuple[list[Reason], Revocation | None]:
    if isinstance(trust, TrustStore):
        verdict = check(certificates[0], trust, at, certificates[1:])
        return list(verdict.reasons), verdict.revocation
    reasons = list(fit(certificates[0], at))
    if fingerprint(certificates[0]) != fingerprint(trust):
        reasons.append(because(DETACHED, "not-agreed", name=facts_of(certificates[0]).name))
    return reasons, None
