"""Signing identities: a certificate with the power to sign under it, wherever its key lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key, pkcs12

from signatures.certificates import is_weak
from signatures.errors import IdentityUnusableError, WrongPasswordError

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Identity(Protocol):
    """Who signs. Keys in files and on tokens look the same from outside."""

    @property
    def certificate(self) -> x509.Certificate: ...

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The authorities above the certificate as far as known, nearest first; roots may be missing."""

    def sign(self, data: bytes) -> bytes:
        """Sign with SHA-256: RSA with PKCS#1 v1.5 padding, elliptic curves as ECDSA in DER.

        Raises:
            SignaturesError: The key cannot be used now, such as a token that was pulled out.
        """


@dataclass(frozen=True, slots=True)
class KeyIdentity:
    """An identity whose key lies in memory."""

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    def __repr__(self) -> str:
        return f"KeyIdentity({self.certificate.subject.rfc4514_string()})"

    def sign(self, data: bytes) -> bytes:
        """Sign with SHA-256."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


def from_pkcs12(data: bytes, password: str) -> KeyIdentity:
    """Open a PKCS#12 file (.p12, .pfx).

    Raises:
        WrongPasswordError: The password is wrong; a damaged file cannot be told from that.
        IdentityUnusableError: It holds no key, or one that does not fit its certificate or is too weak.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode("utf-8"))
    except (ValueError, UnsupportedAlgorithm) as problem:
        raise WrongPasswordError("Mật khẩu của tệp khóa không đúng, hoặc tệp đã hỏng.") from problem
    if certificate is None or key is None:
        raise IdentityUnusableError("Tệp khóa phải có cả khóa riêng và chứng thư.")
    return _paired(certificate, key, others)


def from_pem(certificates: bytes, key: bytes, password: str | None = None) -> KeyIdentity:
    """Open a key and its certificates in PEM, the certificate of the key first, then the authorities above it.

    Raises:
        WrongPasswordError: The key is locked and the password is missing or wrong.
        IdentityUnusableError: Something is damaged, does not belong together or is too weak.
    """
    try:
        loaded = x509.load_pem_x509_certificates(certificates)
    except ValueError as problem:
        raise IdentityUnusableError("Tệp chứng thư PEM không đọc được.") from problem
    return _paired(loaded[0], _key(key, password), loaded[1:])


def _key(data: bytes, password: str | None) -> object:
    try:
        return load_pem_private_key(data, password.encode("utf-8") if password else None)
    except TypeError as problem:
        raise WrongPasswordError("Khóa riêng có mật khẩu; hãy nhập mật khẩu.") from problem
    except (ValueError, UnsupportedAlgorithm) as problem:
        raise WrongPasswordError("Mật khẩu của khóa riêng không đúng, hoặc tệp đã hỏng.") from problem


def _paired(certificate: x509.Certificate, key: object, others: list[x509.Certificate]) -> KeyIdentity:
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise IdentityUnusableError("Chỉ dùng được khóa RSA hoặc khóa đường cong elliptic.")
    if _public(key.public_key()) != _public(certificate.public_key()):
        raise IdentityUnusableError("Khóa riêng và chứng thư không phải của cùng một cặp.")
    if is_weak(certificate):
        raise IdentityUnusableError("Khóa quá ngắn: cần RSA từ 2048 bit hoặc EC từ 256 bit.")
    return KeyIdentity(certificate, key, tuple(others))


def _public(key: object) -> bytes:
    public: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return public
