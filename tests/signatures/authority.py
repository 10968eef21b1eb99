"""A certification authority in memory: root, sub-authority, people, agencies, revocation lists, status answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from signatures.identities import KeyIdentity, PrivateKey
from tests.conftest import NOON

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
_OCSP = "http://ocsp.mau.example/"
_serials = count(0x5A0001)
Revoked = Mapping[int, tuple[datetime, x509.ReasonFlags]]


@cache
def rsa_key(name: str = "one", bits: int = 2048) -> rsa.RSAPrivateKey:
    """A key of its own for each name, made once a run."""
    return rsa.generate_private_key(65537, bits)


def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def name(common: str, organisation: str = "", **more: str) -> x509.Name:
    values = {NameOID.COMMON_NAME: common, NameOID.ORGANIZATION_NAME: organisation, NameOID.COUNTRY_NAME: "VN"}
    values |= {getattr(NameOID, key.upper()): value for key, value in more.items()}
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in values.items() if value])


def usage(*allowed: str) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{each: each in allowed for each in names})


@dataclass
class Authority:
    """One that issues; ``above`` are the authorities over it, nearest first, the root last."""

    certificate: x509.Certificate
    key: PrivateKey
    above: tuple[x509.Certificate, ...] = ()

    @classmethod
    def root(cls, common: str = "Gốc Thử Nghiệm", *, start: datetime = NOON - 10 * YEAR) -> Authority:
        key = ec_key()
        return cls(_certificate(name(common, "Tổ chức Thử Nghiệm"), key, name(common, "Tổ chức Thử Nghiệm"), key,
                                start, start + 30 * YEAR, ca=True), key)  # fmt: skip

    def sub(self, common: str = "CA Mẫu G1", **more: datetime) -> Authority:
        key = ec_key()
        start, end = more.get("start", NOON - 5 * YEAR), more.get("end", NOON + 10 * YEAR)
        made = _certificate(
            name(common, "Tổ chức Thử Nghiệm"), key, self.certificate.subject, self.key, start, end, ca=True
        )
        return Authority(made, key, (self.certificate, *self.above))

    def issue(
        self, common: str, organisation: str = "Ủy ban nhân dân tỉnh Mẫu", *, key: PrivateKey | None = None,
        start: datetime = NOON - YEAR, end: datetime = NOON + YEAR,
        usages: tuple[str, ...] = ("digital_signature", "content_commitment"),
        extended: tuple[x509.ObjectIdentifier, ...] = (), ca: bool = False, **more: str,
    ) -> KeyIdentity:  # fmt: skip
        key = key or ec_key()
        made = _certificate(name(common, organisation, **more), key, self.certificate.subject, self.key, start, end,
                            ca=ca, usages=usages, extended=extended)  # fmt: skip
        return KeyIdentity(made, key, (self.certificate, *self.above))

    def time_stamping(self, start: datetime = NOON - YEAR, end: datetime = NOON + YEAR) -> KeyIdentity:
        return self.issue("Dấu thời gian Mẫu", "Tổ chức Thử Nghiệm", key=rsa_key("tsa"), start=start, end=end,
                          usages=("digital_signature",), extended=(ExtendedKeyUsageOID.TIME_STAMPING,))  # fmt: skip

    def crl(self, revoked: Revoked | None = None, *, made: datetime = NOON, days: int = 7) -> bytes:
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(made).next_update(made + days * DAY)
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
        for serial, (when, why) in (revoked or {}).items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
            builder = builder.add_revoked_certificate(entry.add_extension(x509.CRLReason(why), critical=False).build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def ocsp(
        self, certificate: x509.Certificate, *, revoked_at: datetime | None = None, made: datetime = NOON
    ) -> bytes:
        status = ocsp.OCSPCertStatus.REVOKED if revoked_at else ocsp.OCSPCertStatus.GOOD
        builder = ocsp.OCSPResponseBuilder().add_response(
            certificate, self.certificate, hashes.SHA1(), status, made, made + DAY, revoked_at,  # noqa: S303
            x509.ReasonFlags.key_compromise if revoked_at else None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        return builder.certificates([self.certificate]).sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _certificate(
    subject: x509.Name, key: PrivateKey, issuer: x509.Name, issuer_key: PrivateKey, start: datetime, end: datetime, *,
    ca: bool, usages: tuple[str, ...] = ("key_cert_sign", "crl_sign", "digital_signature"),
    extended: tuple[x509.ObjectIdentifier, ...] = (),
) -> x509.Certificate:  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(next(_serials)).not_valid_before(start).not_valid_after(end)
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    builder = builder.add_extension(usage(*usages), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = builder.add_extension(authority, critical=False)
    where = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(_OCSP))
    builder = builder.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    if extended:
        builder = builder.add_extension(x509.ExtendedKeyUsage(extended), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())
