"""What a certificate says of its holder, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from signatures.times import day

_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign",
)  # fmt: skip

# What the library raises at a certificate that is damaged or unheard-of; it looks into one only when it is asked.
UNREADABLE = (
    ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate as a page shows it; empty where it says nothing.

    Attributes:
        subject: The whole name (RFC 4514).
        identifiers: Values of the subject's UID, serial number and organisation identifier, as printed (``MST:…``).
        serial: Hexadecimal in upper case, pairs of digits.
        issuer: Common name of the issuer, or its whole name.
        key: Kind and size of the public key: ``RSA 2048``, ``EC secp256r1``.
        usages: Key usages by their names in RFC 5280, with ``content_commitment`` for non-repudiation.
        fingerprint: SHA-256 of the certificate, hexadecimal.
    """

    name: str
    organisation: str
    unit: str
    title: str
    locality: str
    email: str
    subject: str
    identifiers: tuple[str, ...]
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    key: str
    usages: tuple[str, ...]
    is_authority: bool
    fingerprint: str

    def describe(self) -> str:
        """Say in Vietnamese who holds it, who issued it and how long it holds."""
        holder = ", ".join(part for part in (self.name, self.title, self.organisation) if part) or "(không ghi tên)"
        held = f"hiệu lực {day(self.not_before)}–{day(self.not_after)}"
        return f"{holder} (chứng thư số {self.serial}, do {self.issuer} cấp, {held})"


@lru_cache(maxsize=128)  # a signature asks several times, and much is signed by few
def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Read the facts of a certificate; oddities of its fields are left out, never an error."""
    subject = certificate.subject
    return CertificateFacts(
        name=_first(subject, NameOID.COMMON_NAME),
        organisation=_first(subject, NameOID.ORGANIZATION_NAME),
        unit=_first(subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
        title=_first(subject, NameOID.TITLE),
        locality=_first(subject, NameOID.LOCALITY_NAME) or _first(subject, NameOID.STATE_OR_PROVINCE_NAME),
        email=_first(subject, NameOID.EMAIL_ADDRESS),
        subject=subject.rfc4514_string(),
        identifiers=_identifiers(subject),
        serial=spelled(certificate.serial_number),
        issuer=_first(certificate.issuer, NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        key=key_kind(certificate),
        usages=_usages(certificate),
        is_authority=_is_authority(certificate),
        fingerprint=fingerprint(certificate),
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """Give the SHA-256 of a certificate in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def spelled(serial: int) -> str:
    """Write a serial number the way certificate viewers do: ``0A:3F:…``."""
    digits = f"{abs(serial):X}"
    digits = digits.zfill(len(digits) + len(digits) % 2)
    return ":".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def key_kind(certificate: x509.Certificate) -> str:
    """Name the kind and size of the public key."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    return type(key).__name__.strip("_").removesuffix("PublicKey")


def is_weak(certificate: x509.Certificate) -> bool:
    """Tell whether the key is shorter than RSA 2048 or EC 256, or of a kind not used here."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size < 2048
    return not isinstance(key, ec.EllipticCurvePublicKey) or key.key_size < 256


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value).strip() if found else ""


def _identifiers(name: x509.Name) -> tuple[str, ...]:
    oids = (NameOID.USER_ID, NameOID.SERIAL_NUMBER, NameOID.ORGANIZATION_IDENTIFIER)
    return tuple(str(attribute.value) for oid in oids for attribute in name.get_attributes_for_oid(oid))


def _usages(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return tuple(name for name in _USAGES if getattr(usage, name))


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False
