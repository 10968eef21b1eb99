"""Kiểm tra một bằng chứng gửi nhận văn bản điện tử, không cần phần mềm đã tạo ra nó.

Cách dùng: python check_proof.py bang-chung.json [goi-van-ban]
Cần Python 3.11 trở lên và thư viện cryptography (pip install cryptography). In ra mọi điều hai bên đã ký; trả về 0 nếu
bằng chứng đúng, 1 nếu không. Sau đó gọi điện hỏi từng bên dãy số khóa của họ và so với dãy in ở đây.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

SAME = ("message_id", "sender", "receiver", "digest", "size_bytes")


def unpacked(text: str) -> bytes:
    """Base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_signed(words: str, signature: str, certificate: x509.Certificate, purpose: str) -> bool:
    """Whether the key of a certificate signed these exact words, for this purpose (RFC 7515, RFC 7797)."""
    head, _, value = signature.partition("..")
    header = json.loads(unpacked(head))
    key, signed, made = certificate.public_key(), head.encode() + b"." + words.encode(), unpacked(value)
    try:
        if header["alg"] == "RS256" and isinstance(key, rsa.RSAPublicKey):
            key.verify(made, signed, padding.PKCS1v15(), hashes.SHA256())
        elif header["alg"] == "ES256" and isinstance(key, ec.EllipticCurvePublicKey) and len(made) == 64:
            parts = int.from_bytes(made[:32], "big"), int.from_bytes(made[32:], "big")
            key.verify(encode_dss_signature(*parts), signed, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return header["typ"] == purpose and header["b64"] is False and header["crit"] == ["b64"]


def call_sign(certificate: x509.Certificate) -> str:
    """The digits of a key that people compare by telephone."""
    digits = str(int.from_bytes(certificate.fingerprint(hashes.SHA256()), "big") % 10**40).zfill(40)
    return " ".join(digits[at : at + 5] for at in range(0, 40, 5))


def faults_of(proof: dict[str, str], packet: bytes | None) -> list[str]:
    """What speaks against a proof; nothing where it holds."""
    found = []
    sides = (("envelope", "sender", "message"), ("receipt", "receiver", "receipt"))
    for name, whose, purpose in sides:
        certificate = x509.load_pem_x509_certificate(proof[f"{whose}_certificate"].encode())
        if not is_signed(proof[name], proof[f"{name}_signature"], certificate, f"docarchive-{purpose}"):
            found.append(f"chữ ký của {'bên gửi' if whose == 'sender' else 'bên nhận'} không đúng")
        said = json.loads(proof[name])
        print(f"{'Bên gửi ký' if whose == 'sender' else 'Bên nhận ký'}, khóa {call_sign(certificate)}:")  # noqa: T201
        for key, value in said.items():
            print(f"  {key}: {value}")  # noqa: T201
    envelope, receipt = json.loads(proof["envelope"]), json.loads(proof["receipt"])
    if any(envelope[name] != receipt[name] for name in SAME):
        found.append("biên nhận không phải của gói này")
    if packet is not None and (hashlib.sha256(packet).hexdigest(), len(packet)) != (
        envelope["digest"],
        envelope["size_bytes"],
    ):
        found.append("gói đưa vào không phải gói đã gửi")
    return found


def main() -> int:
    """Check the proof named on the command line."""
    proof = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    packet = Path(sys.argv[2]).read_bytes() if len(sys.argv) > 2 else None
    try:
        found = faults_of(proof, packet)
    except (ValueError, KeyError, TypeError, AttributeError):
        found = ["nội dung bằng chứng không đọc được hoặc đã bị sửa"]
    print("KHÔNG ĐÚNG: " + "; ".join(found) if found else "ĐÚNG: hai chữ ký đúng, biên nhận của chính gói này")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
