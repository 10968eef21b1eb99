"""The people, agencies and authorities most tests of signatures share; all of them invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cryptography import x509

from signatures.identities import KeyIdentity
from signatures.trust import TrustStore
from tests.conftest import NOON
from tests.signatures.authority import Authority, Revoked, rsa_key

AGENCY = "Sở Thử Nghiệm tỉnh Mẫu"


@dataclass(eq=False)
class World:
    """A root, the authority under it, and those it certified."""

    root: Authority
    sub: Authority

    @classmethod
    def make(cls) -> World:
        root = Authority.root()
        return cls(root, root.sub())

    @cached_property
    def leader(self) -> KeyIdentity:
        return self.sub.issue("Trần Văn Mẫu", AGENCY, title="Giám đốc", user_id="CCCD:000000000001")

    @cached_property
    def clerk(self) -> KeyIdentity:
        return self.sub.issue("Lê Thị Thử", AGENCY, title="Văn thư")

    @cached_property
    def agency(self) -> KeyIdentity:
        """The agency's seal, an RSA key as the axis wants it."""
        return self.sub.issue(AGENCY, AGENCY, key=rsa_key("agency"), user_id="MST:0000000001")

    @cached_property
    def other(self) -> KeyIdentity:
        """Another agency under the same authority."""
        return self.sub.issue("Sở Khác tỉnh Mẫu", "Sở Khác tỉnh Mẫu", key=rsa_key("other"))

    @cached_property
    def stranger(self) -> KeyIdentity:
        """Somebody of the agency's name under an authority nobody trusts."""
        return Authority.root("Gốc Lạ").sub("CA Lạ").issue(AGENCY, AGENCY, key=rsa_key("stranger"))

    @cached_property
    def tsa(self) -> KeyIdentity:
        return self.sub.time_stamping()

    def trust(self, revoked: Revoked | None = None, *, made: datetime = NOON) -> TrustStore:
        """The root, and revocation lists made at a moment."""
        crls = (self.root.crl(made=made), self.sub.crl(revoked, made=made))
        return TrustStore((self.root.certificate,), (self.sub.certificate,), crls)

    def trust_without_lists(self) -> TrustStore:
        return TrustStore((self.root.certificate,), (self.sub.certificate,))


def revoked(
    certificate: x509.Certificate, when: datetime, why: x509.ReasonFlags = x509.ReasonFlags.superseded
) -> Mapping[int, tuple[datetime, x509.ReasonFlags]]:
    return {certificate.serial_number: (when, why)}
