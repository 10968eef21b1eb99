"""Asks whether the one who signed a packet is the one agreed with the partner."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from cryptography import x509

from signatures.certificates import CertificateFacts, facts_of, fingerprint
from signatures.reasons import Reason, because
from signatures.trust import Revocation, check
from signatures.trust.chain import fit
from signatures.xml.reasons import XML
from signatures.xml.records import Policy

Certificates = tuple[x509.Certificate, ...]


def judge(certificates: Certificates, policy: Policy, at: datetime) -> tuple[list[Reason], Revocation | None]:
    """Tell what speaks against the signer, and what is known of revocation.

    Args:
        certificates: The signer's first, then others that came along.
    """
    signer = facts_of(certificates[0])
    reasons: list[Reason] = []
    if policy.pinned:
        reasons += _pinned(certificates[0], policy, at)
    found, revocation = _trusted(certificates, policy, at)
    reasons += found
    if policy.agency and _folded(policy.agency) not in _names(signer):
        reasons.append(because(XML, "wrong-agency", name=signer.organisation or signer.name, agency=policy.agency))
    return reasons, revocation


def _pinned(certificate: x509.Certificate, policy: Policy, at: datetime) -> list[Reason]:
    reasons = list(fit(certificate, at))
    if fingerprint(certificate) not in {fingerprint(pinned) for pinned in policy.pinned}:
        reasons.insert(0, because(XML, "not-pinned", name=facts_of(certificate).name))
    return reasons


def _trusted(certificates: Certificates, policy: Policy, at: datetime) -> tuple[list[Reason], Revocation | None]:
    if policy.trust is None:
        return [], None
    verdict = check(certificates[0], policy.trust, at, certificates[1:])
    reasons = list(verdict.reasons)
    if policy.pinned:  # agreed by hand; the store only adds what it knows of revocation
        reasons = [reason for reason in reasons if reason.code == "revoked"]
    if not policy.need_revocation:
        reasons = [reason for reason in reasons if reason.code != "revocation-unknown"]
    return reasons, verdict.revocation


def _names(signer: CertificateFacts) -> set[str]:
    identifiers = {part for identifier in signer.identifiers for part in (identifier, identifier.partition(":")[2])}
    return {_folded(name) for name in (signer.name, signer.organisation, *identifiers) if name}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
