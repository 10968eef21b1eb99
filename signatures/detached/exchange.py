"""The identity an agency's installation shows to others: a key, a certificate it signs itself, digits to read out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from signatures.identities import KeyIdentity

_GROUPS, _DIGITS = 8, 5


@dataclass(frozen=True, slots=True)
class CallSign:
    """A certificate's fingerprint for the telephone: digits alone, because letters are misheard.

    Attributes:
        groups: Eight groups of five digits; 40 digits are 132 bits of the certificate's SHA-256.
    """

    groups: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.groups)


@dataclass(frozen=True, slots=True)
class ExchangeIdentity:
    """What an installation keeps: its identity, and what the partner is to hear."""

    identity: KeyIdentity
    call_sign: CallSign

    def certificate_pem(self) -> bytes:
        """The certificate, to be handed to partners."""
        return self.identity.certificate.public_bytes(Encoding.PEM)

    def key_pem(self, password: str | None) -> bytes:
        """The key, locked with a password; without one only for a place nobody else reads."""
        lock = BestAvailableEncryption(password.encode("utf-8")) if password else NoEncryption()
        return self.identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


def make_exchange_identity(agency: str, code: str, *, at: datetime, valid_days: int) -> ExchangeIdentity:
    """Make a new key (EC P-256) and a certificate for it.

    Args:
        agency: Name of the agency, as partners know it; at most 64 characters of it go into the common name.
        code: Identifier of the agency on the axis, such as ``H99.01``.
        at: The first moment it holds; with a zone.
        valid_days: At least 1.

    Raises:
        ValueError: ``valid_days`` is less than 1, or the agency has no name.
    """
    if valid_days < 1 or not agency.strip():
        raise ValueError("an exchange identity needs a name and at least one day")
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _builder(agency.strip(), code, at, valid_days, key).sign(key, hashes.SHA256())
    return ExchangeIdentity(KeyIdentity(certificate, key), call_sign(certificate))


def call_sign(certificate: x509.Certificate) -> CallSign:
    """Tell the digits two people compare before they trust a certificate."""
    number = int.from_bytes(certificate.fingerprint(hashes.SHA256()), "big") % 10 ** (_GROUPS * _DIGITS)
    digits = str(number).zfill(_GROUPS * _DIGITS)
    return CallSign(tuple(digits[place : place + _DIGITS] for place in range(0, len(digits), _DIGITS)))


def _builder(
    agency: str, code: str, at: datetime, valid_days: int, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    values = {
        NameOID.COMMON_NAME: agency[:64],
        NameOID.ORGANIZATION_NAME: agency[:64],
        NameOID.SERIAL_NUMBER: code[:64],
    }
    name = x509.Name([x509.NameAttribute(oid, value) for oid, value in values.items() if value])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at).not_valid_after(at + timedelta(days=valid_days))
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return builder.add_extension(usage, critical=True)
