"""Whom to believe, and whether a certificate leads there: stores, chains at a moment, revocation."""

from signatures.trust.chain import Purpose, check
from signatures.trust.reasons import ABOVE, TRUST
from signatures.trust.records import ChainVerdict, Revocation, RevocationState
from signatures.trust.store import TrustStore, store_of

__all__ = [
    "ABOVE",
    "TRUST",
    "ChainVerdict",
    "Purpose",
    "Revocation",
    "RevocationState",
    "TrustStore",
    "check",
    "store_of",
]
