"""The form of a detached signature: compact JSON Web Signature over the bytes as they are (RFC 7515, RFC 7797).

``BASE64URL(header) . . BASE64URL(signature)``; what is signed is ``BASE64URL(header) . bytes``. There is one way to
write a signature and no second: keys of the header, their order and the alphabet are fixed.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from signatures.identities import Identity

MAX_CHARACTERS = 32_768
_FORM = re.compile(r"([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)", re.ASCII)
_KEYS = ["alg", "typ", "b64", "crit", "iat", "x5c"]


class MalformedError(ValueError):
    """Not a signature of this form."""


def sign(data: bytes, identity: Identity, purpose: str, at: datetime) -> bytes:
    """Sign exact bytes.

    Args:
        purpose: What the signature is for, such as ``docarchive-receipt``; a verifier asks for the same, so that a
            signature under one thing can never be shown under another.
        at: When it is signed, with a zone; kept to the second.

    Raises:
        SignaturesError: The key cannot be used now.
    """
    header = {
        "alg": algorithm_of(identity.certificate),
        "typ": purpose,
        "b64": False,
        "crit": ["b64"],
        "iat": int(at.timestamp()),
        "x5c": [_certificate(link) for link in (identity.certificate, *identity.chain)],
    }
    head = encode(json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode("ascii"))
    signature = identity.sign(signing_input(head, data))
    return f"{head}..{encode(_fixed(identity.certificate, signature))}".encode("ascii")


def read(signature: bytes) -> tuple[str, Mapping[str, Any], bytes]:
    """Take a signature apart: encoded header, header, value.

    Raises:
        MalformedError: It is written in any other way than ``sign`` writes.
    """
    text = signature.decode("ascii", "replace")
    found = _FORM.fullmatch(text) if len(text) <= MAX_CHARACTERS else None
    if found is None:
        raise MalformedError(text[:40])
    head, value = decode(found[1]), decode(found[2])
    try:
        header = json.loads(head)
    except (ValueError, RecursionError) as problem:
        raise MalformedError(str(problem)) from problem
    again = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    if again != head or not _is_header(header):
        raise MalformedError("header")
    return found[1], header, value


def certificates_of(header: Mapping[str, Any]) -> tuple[x509.Certificate, ...]:
    """Read the certificates of a header, the signer's first.

    Raises:
        MalformedError: One cannot be read.
    """
    try:
        ders = [base64.b64decode(text, validate=True) for text in header["x5c"]]
        return tuple(x509.load_der_x509_certificate(der) for der in ders)
    except (ValueError, binascii.Error, TypeError) as problem:
        raise MalformedError("x5c") from problem


def signed_at(header: Mapping[str, Any]) -> datetime:
    """Read when the signer says it signed.

    Raises:
        MalformedError: No moment of this calendar.
    """
    try:
        return datetime.fromtimestamp(header["iat"], UTC)
    except (ValueError, OverflowError, OSError) as problem:
        raise MalformedError("iat") from problem


def algorithm_of(certificate: x509.Certificate) -> str:
    """Name the algorithm a key signs with here; empty for keys not used here."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return "RS256"
    return "ES256" if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1) else ""


def signing_input(head: str, data: bytes) -> bytes:
    """Put together what is signed."""
    return head.encode("ascii") + b"." + data


def encode(data: bytes) -> str:
    """Write Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Read Base64url without padding, in its only spelling.

    Raises:
        MalformedError: Spare bits are set, or the length is impossible.
    """
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as problem:
        raise MalformedError("base64") from problem
    if encode(data) != text:
        raise MalformedError("base64")
    return data


def _is_header(header: Any) -> bool:
    return (
        isinstance(header, dict)
        and list(header) == _KEYS
        and header["b64"] is False
        and header["crit"] == ["b64"]
        and type(header["iat"]) is int
        and all(isinstance(header[key], str) for key in ("alg", "typ"))
        and isinstance(header["x5c"], list)
        and 1 <= len(header["x5c"]) <= 5
    )


def _certificate(certificate: x509.Certificate) -> str:
    return base64.b64encode(certificate.public_bytes(Encoding.DER)).decode("ascii")


def _fixed(certificate: x509.Certificate, signature: bytes) -> bytes:
    if algorithm_of(certificate) != "ES256":
        return signature
    return b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(signature))
