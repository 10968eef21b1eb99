"""The values that say what a PDF file's signatures are worth: four facts each, and one verdict.

Boxes are points (1/72 inch) from the page's top left as a reader sees it: ``(x0, y0, x1, y1)``. Pages count from 1.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from signatures.certificates import CertificateFacts
from signatures.reasons import Reason
from signatures.trust import Revocation

Box = tuple[float, float, float, float]


class Overall(enum.StrEnum):
    """What a page may say of a signature, or of a file: the worst of its signatures."""

    VALID = "valid"
    VALID_BUT = "valid-but"
    UNKNOWN = "unknown"
    INVALID = "invalid"
    UNSIGNED = "unsigned"


class Later(enum.StrEnum):
    """What happened to the file after a signature."""

    NONE = "none"
    ALLOWED = "allowed"
    CHANGED = "changed"


class TimeState(enum.StrEnum):
    """How well it is known when somebody signed."""

    PROVEN = "proven"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"


class Afterwards(enum.StrEnum):
    """What a signature allows after it; what goes beyond shows in every later verification."""

    UNSAID = "unsaid"
    SIGNATURES = "signatures"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of us.

    Attributes:
        max_signatures: Comparing revisions takes time in proportion to the square of this.
        max_inflated_bytes: Streams of the file's own structure, unpacked, all together.
        max_pages: Pages looked at when it is asked what changed.
    """

    max_bytes: int = 200_000_000
    max_signatures: int = 40
    max_revisions: int = 80
    max_objects: int = 300_000
    max_inflated_bytes: int = 256_000_000
    max_pages: int = 3_000


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the file as signed and the file as it is.

    Attributes:
        kind: ``signature``, ``evidence``, ``field``, ``page-count``, ``page-content``, ``page-resources``,
            ``page-size``, ``annotation``, ``catalog``, ``covered-over``.
        sentence: Vietnamese.
    """

    kind: str
    sentence: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Integrity:
    """Whether the signed bytes are the bytes that were signed.

    Attributes:
        digest: Name of the digest algorithm: ``sha256``, ``sha1`` …
    """

    intact: bool
    digest: str = ""
    mechanism: str = ""


@dataclass(frozen=True, slots=True)
class LaterChanges:
    """What was done to the file after the signature.

    Attributes:
        covers_whole_file: Every byte of the file but the signature's own is signed.
        certified: What the signature still allows: ``no-changes``, ``forms``, ``annotations``; empty: it does not say.
    """

    state: Later
    covers_whole_file: bool
    changes: tuple[Change, ...] = ()
    certified: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose certificate made the signature, and what is known of it."""

    trusted: bool
    certificate: CertificateFacts | None
    chain: tuple[CertificateFacts, ...]
    revocation: Revocation


@dataclass(frozen=True, slots=True)
class SigningTime:
    """When it was signed.

    Attributes:
        proven_at: By a time stamp of an authority that is trusted: it existed then.
        claimed_at: What the signer says.
        has_time_stamp: There is a time stamp, trusted or not.
    """

    state: TimeState
    proven_at: datetime | None = None
    claimed_at: datetime | None = None
    has_time_stamp: bool = False
    authority: CertificateFacts | None = None


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature of a file.

    Attributes:
        field: Name of its form field.
        kind: ``signature``, or ``time-stamp`` for the time stamp of a whole document.
        form: How it is written: ``ETSI.CAdES.detached``, ``adbe.pkcs7.detached`` …
        page: Where it is seen; None where it is not.
    """

    field: str
    kind: str
    form: str
    overall: Overall
    reasons: tuple[Reason, ...]
    integrity: Integrity
    later: LaterChanges
    signer: Signer
    time: SigningTime
    page: int | None = None
    box: Box | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons."""
        return frozenset(reason.code for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """A file and its signatures, in the order they were made.

    Attributes:
        reasons: What concerns the file as a whole; a file that cannot be read has nothing else.
    """

    overall: Overall
    signatures: tuple[SignatureVerdict, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons that concern the file as a whole."""
        return frozenset(reason.code for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is to sign a file that is handed out.

    Attributes:
        name: As the page names the person or agency.
        certificates: Those registered for the signer; every new signature must be by one of them. None: nobody's are
            registered, and the caller looks at the name of who signed.
        trusted: The certificate must lead to a root of the store as well. False: it may be of an authority the store
            does not know, but must be in force and issued for signing all the same.
        need_revocation: It must be known not to be revoked; counts only where it must be trusted.
    """

    name: str
    certificates: tuple[x509.Certificate, ...] | None
    trusted: bool = True
    need_revocation: bool = True


@dataclass(frozen=True, slots=True)
class ReturnVerdict:
    """Whether a file that comes back signed is taken.

    Attributes:
        signatures: The new ones.
    """

    accepted: bool
    reasons: tuple[Reason, ...] = ()
    signatures: tuple[SignatureVerdict, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons."""
        return frozenset(reason.code for reason in self.reasons)
