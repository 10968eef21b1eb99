"""The border to pyhanko-certvalidator: builds and checks paths, tells what failed by code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from signatures.trust.records import Revocation, RevocationState
from signatures.trust.store import TrustStore
from signatures.waiting import wait

# An authority that publishes nothing must not hide that the certificate itself was revoked.
_ONLY_ITSELF = RevocationCheckingPolicy(
    RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
)

_GOOD = Revocation(RevocationState.GOOD)


@dataclass(frozen=True, slots=True)
class Found:
    """How a certificate leads to a root.

    Attributes:
        chain: From the certificate to the root; empty where it leads to none.
        problem: A code of the table of trust; empty where nothing speaks against the chain.
        revocation: None where nothing is known.
    """

    chain: tuple[x509.Certificate, ...] = ()
    problem: str = ""
    revocation: Revocation | None = None


def validate(certificate: x509.Certificate, store: TrustStore, at: datetime, *, known_later: bool) -> Found:
    """Follow a certificate to a root of the store.

    A certificate that is not in force at the moment is judged as on the nearest day it was: its own dates are another
    matter than where it leads to.
    """
    moment = min(max(at, certificate.not_valid_before_utc), certificate.not_valid_after_utc)
    later = known_later or moment < at
    try:
        chain = _run(certificate, store, moment, REQUIRE_REVINFO, later=later)
        return Found(chain, "", _contradicted(certificate, store, moment, later=later) or _GOOD)
    except errors.RevokedError as revoked:
        return Found(_chain_without(certificate, store, moment), "", _revocation(revoked))
    except errors.InsufficientRevinfoError:
        return _without_revocation(certificate, store, moment, later=later)
    except _PROBLEMS as problem:
        return Found(problem=_code(problem))


def _without_revocation(certificate: x509.Certificate, store: TrustStore, moment: datetime, *, later: bool) -> Found:
    try:
        chain = _run(certificate, store, moment, NO_REVOCATION, later=later)
    except _PROBLEMS as problem:
        return Found(problem=_code(problem))
    return Found(chain, "", _contradicted(certificate, store, moment, later=later))


def _contradicted(
    certificate: x509.Certificate, store: TrustStore, moment: datetime, *, later: bool
) -> Revocation | None:
    """Ask once more without the answers that say "good": they come along with files, and the first one would do."""
    doubting = replace(store, ocsps=tuple(answer for answer in store.ocsps if not _says_good(answer)))
    try:
        _run(certificate, doubting, moment, _ONLY_ITSELF, later=later)
    except errors.RevokedError as revoked:
        return _revocation(revoked)
    except _PROBLEMS:
        return None
    return None


def _says_good(answer: bytes) -> bool:
    try:
        return ocsp.load_der_ocsp_response(answer).certificate_status is ocsp.OCSPCertStatus.GOOD
    except ValueError:
        return False


def _chain_without(certificate: x509.Certificate, store: TrustStore, moment: datetime) -> tuple[x509.Certificate, ...]:
    try:
        return _run(certificate, store, moment, NO_REVOCATION, later=False)
    except _PROBLEMS:
        return ()


def _run(
    certificate: x509.Certificate, store: TrustStore, moment: datetime, rule: RevocationCheckingPolicy, *, later: bool
) -> tuple[x509.Certificate, ...]:
    async def work() -> ValidationPath:
        whom = context(store, moment, rule, later=later)
        return await CertificateValidator(to_asn1(certificate), validation_context=whom).async_validate_path()

    path = wait(work())
    links = [x509.load_der_x509_certificate(link.dump()) for link in path.iter_certs(include_root=True)]
    return tuple(reversed(links))


def context(
    store: TrustStore, moment: datetime, rule: RevocationCheckingPolicy = REQUIRE_REVINFO, *, later: bool = False
) -> ValidationContext:
    """Put a store into the form pyHanko wants; nothing is fetched."""
    return ValidationContext(
        trust_roots=[to_asn1(root) for root in store.roots],
        other_certs=[to_asn1(link) for link in store.intermediates],
        moment=moment,
        crls=list(store.crls),
        ocsps=list(store.ocsps),
        revinfo_policy=CertRevTrustPolicy(rule, retroactive_revinfo=later),
    )


_PROBLEMS = (
    errors.ValidationError,
    errors.PathError,
    errors.CRLValidationError,
    errors.OCSPValidationError,
    ValueError,
)


def _code(problem: Exception) -> str:
    if isinstance(problem, errors.PathError | errors.InvalidCertificateError):
        return "chain-unknown"
    if isinstance(problem, errors.ExpiredError | errors.NotYetValidError):
        return "issuer-expired"
    return "chain-weak" if isinstance(problem, errors.DisallowedAlgorithmError) else "chain-broken"


def _revocation(revoked: errors.RevokedError) -> Revocation:
    why = str(revoked.reason.native)
    return Revocation(RevocationState.REVOKED, revoked.revocation_dt, why, of_issuer=not revoked.is_ee_cert)


def to_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    """Turn a certificate into the form pyHanko wants."""
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
