"""The values that say what is known about a certificate at a moment."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from signatures.certificates import CertificateFacts
from signatures.reasons import Reason
from signatures.times import on_screen

_WHY = {
    "unspecified": "không nêu lý do",
    "key_compromise": "lộ khóa",
    "ca_compromise": "nơi cấp bị lộ khóa",
    "affiliation_changed": "thay đổi thông tin người giữ",
    "superseded": "đã thay bằng chứng thư khác",
    "cessation_of_operation": "thôi sử dụng",
    "certificate_hold": "tạm dừng",
    "privilege_withdrawn": "thôi quyền",
    "aa_compromise": "nơi cấp quyền bị lộ khóa",
}


class RevocationState(enum.StrEnum):
    """Whether a certificate was withdrawn."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Revocation:
    """What revocation lists and status answers say, at the moment they were asked about.

    Attributes:
        why: Reason code of RFC 5280 in snake case; empty unless revoked.
        of_issuer: An authority of the chain was revoked, not the certificate itself.
    """

    state: RevocationState
    revoked_at: datetime | None = None
    why: str = ""
    of_issuer: bool = False

    def describe(self) -> str:
        """Say it in Vietnamese."""
        if self.state is RevocationState.GOOD:
            return "Chứng thư không bị thu hồi."
        if self.state is RevocationState.UNKNOWN or self.revoked_at is None:
            return "Chưa biết chứng thư có bị thu hồi hay không."
        whose = "Chứng thư của nơi cấp" if self.of_issuer else "Chứng thư"
        return f"{whose} bị thu hồi lúc {on_screen(self.revoked_at)} ({_WHY.get(self.why, self.why)})."


NOTHING_KNOWN = Revocation(RevocationState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether a certificate could be relied on at a moment.

    Attributes:
        trusted: It leads to a root of the store, everything on the way was in time, fit and not known as revoked.
            What is not known of revocation is in ``revocation`` alone.
        chain: From the certificate to the root; the certificate alone where nothing leads on.
        at: The moment asked about.
    """

    trusted: bool
    chain: tuple[CertificateFacts, ...]
    revocation: Revocation
    reasons: tuple[Reason, ...]
    at: datetime

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons."""
        return frozenset(reason.code for reason in self.reasons)
