"""What is asked of a packet's signature, and what was found."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from cryptography import x509

from signatures.certificates import CertificateFacts
from signatures.reasons import Reason
from signatures.trust import Revocation, TrustStore


class Strength(enum.StrEnum):
    """How far a packet's signature carries."""

    VERIFIED = "verified"
    LEGACY = "legacy"
    UNSIGNED = "unsigned"
    REFUSED = "refused"


class Demand(enum.StrEnum):
    """What a partner must send: a signature, preferably one, or whatever it likes.

    A signature that is there and wrong is refused under ``REQUIRED`` and ``WARN`` alike.
    """

    REQUIRED = "required"
    WARN = "warn"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Policy:
    """What is agreed with one partner.

    Attributes:
        pinned: Certificates the partner handed over; one of them must have signed.
        trust: Authorities instead of, or besides, pinned certificates; what it knows of revocation always counts.
        agency: Who must have signed: the name, the organisation or an identifier of the certificate. Empty: anybody
            who is pinned or trusted.
        sha1: Signatures with SHA-1 are let in, as ``LEGACY``.
        need_revocation: A trusted certificate of which no revocation is known is refused.

    Raises:
        ValueError: A signature is asked for and nothing says whose.
    """

    demand: Demand = Demand.REQUIRED
    pinned: tuple[x509.Certificate, ...] = ()
    trust: TrustStore | None = None
    agency: str = ""
    sha1: bool = False
    need_revocation: bool = True

    def __post_init__(self) -> None:
        if self.demand is not Demand.OFF and not self.pinned and self.trust is None:
            raise ValueError("a policy that looks at signatures needs pinned certificates or a trust store")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a packet may ask of us; how deep it may nest is limited by the parser."""

    max_bytes: int = 300_000_000


@dataclass(frozen=True, slots=True)
class Algorithms:
    """The identifiers the signature names, as they stand there."""

    signature: str
    digest: str
    canonicalisation: str
    transforms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class XmlVerdict:
    """What a packet's signature is worth.

    Attributes:
        accepted: The policy lets the packet in.
        signed: The bytes that were signed, canonical, without the signature; None unless verified or legacy.
        element: The element ``signed`` begins with, in Clark notation; empty where nothing was signed.
        signer: Whose certificate came along; only to be believed when verified or legacy.
    """

    strength: Strength
    accepted: bool
    reasons: tuple[Reason, ...] = ()
    signed: bytes | None = None
    element: str = ""
    signer: CertificateFacts | None = None
    algorithms: Algorithms | None = None
    revocation: Revocation | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons."""
        return frozenset(reason.code for reason in self.reasons)
