"""Signing identities on PKCS#11 tokens: USB tokens of the public service, SIM PKI readers, hardware modules.

What is built in is pyHanko's PKCS#11 support; the driver is the library file the token's maker delivers. A token is
used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from signatures.certificates import is_weak
from signatures.errors import (
    IdentityUnusableError,
    SignaturesError,
    TokenAwayError,
    TokenLockedError,
    WrongPasswordError,
)
from signatures.waiting import wait


@dataclass(frozen=True, slots=True)
class TokenIdentity:
    """An identity whose key never leaves its token; usable while ``open_token`` is open."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    signer: Any

    def __repr__(self) -> str:
        return f"TokenIdentity({self.certificate.subject.rfc4514_string()})"

    def sign(self, data: bytes) -> bytes:
        """Have the token sign with SHA-256."""
        try:
            signature: bytes = wait(self.signer.async_sign_raw(data, "sha256"))
        except RuntimeError as problem:
            raise _translated(problem) from problem
        return signature


@contextmanager
def open_token(
    driver: Path, pin: str, *, token: str, key: str, chain: tuple[x509.Certificate, ...] = ()
) -> Iterator[TokenIdentity]:
    """Open a token for as long as the block runs.

    Args:
        driver: The PKCS#11 library of the token's maker.
        token: Label of the token.
        key: Label that key and certificate carry on the token.
        chain: Authorities above the certificate, for signatures that bring them along.

    Raises:
        TokenAwayError: Driver, token or certificate is not there.
        WrongPasswordError: The PIN is wrong; a token locks itself after a few tries.
        TokenLockedError: It has locked itself.
        IdentityUnusableError: The key is too weak.
    """
    session = _session(driver, pin, token)
    try:
        yield _identity(session, key, chain)
    finally:
        session.close()


def _session(driver: Path, pin: str, token: str) -> Any:
    try:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import open_pkcs11_session
    except ImportError as problem:
        raise TokenAwayError("Máy chủ chưa cài phần đọc thiết bị ký (pyhanko[pkcs11]).") from problem
    if not driver.is_file():
        raise TokenAwayError(f"Không có thư viện điều khiển thiết bị ký: {driver}")
    try:
        return open_pkcs11_session(str(driver), token_criteria=TokenCriteria(label=token), user_pin=pin)
    except (RuntimeError, OSError) as problem:
        raise _translated(problem) from problem


def _identity(session: Any, label: str, chain: tuple[x509.Certificate, ...]) -> TokenIdentity:
    from pyhanko.sign.pkcs11 import PKCS11Signer

    signer: Any = PKCS11Signer(session, cert_label=label)
    try:
        certificate = x509.load_der_x509_certificate(signer.signing_cert.dump())
        # Few tokens hash for elliptic keys; all sign a digest handed to them.
        signer.use_raw_mechanism = isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
        wait(signer.ensure_objects_loaded())
    except (RuntimeError, ValueError) as problem:
        raise TokenAwayError(f"Trên thiết bị ký không có khóa và chứng thư tên “{label}”.") from problem
    if is_weak(certificate):
        raise IdentityUnusableError("Khóa trên thiết bị quá ngắn: cần RSA từ 2048 bit hoặc EC từ 256 bit.")
    return TokenIdentity(certificate, chain, signer)


def _translated(problem: Exception) -> SignaturesError:
    from pkcs11 import exceptions

    if isinstance(problem, exceptions.PinLocked):
        return TokenLockedError("Thiết bị ký đã tự khóa; liên hệ nơi cấp để mở.")
    if isinstance(problem, exceptions.PinIncorrect | exceptions.PinInvalid | exceptions.PinLenRange):
        return WrongPasswordError("Mã PIN không đúng; nhập sai nhiều lần thiết bị sẽ tự khóa.")
    return TokenAwayError("Không thấy thiết bị ký; hãy cắm lại thiết bị rồi thử lại.")
