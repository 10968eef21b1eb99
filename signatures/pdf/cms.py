"""The cryptography of one signature: are these the bytes, and did this key sign them?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, core
from cryptography import x509
from pyhanko.sign.general import byte_range_digest
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

PKCS7_SHA1 = "adbe.pkcs7.sha1"
STAMP_FORM = "ETSI.RFC3161"
FORMS = frozenset({"adbe.pkcs7.detached", "ETSI.CAdES.detached", PKCS7_SHA1, STAMP_FORM})


@dataclass(frozen=True, slots=True)
class Crypto:
    """What cryptography says.

    Attributes:
        intact: The signed bytes have the digest the signature names.
        made: The key of the certificate signed that digest.
        digest: The weakest digest that has a part in it.
        others: Certificates that came along.
    """

    intact: bool
    made: bool
    digest: str
    mechanism: str
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]


def look(embedded: EmbeddedPdfSignature, form: str) -> Crypto:
    """Check one signature.

    Raises:
        Exception: pyHanko and asn1crypto raise what they like on damaged signatures; the caller calls them unreadable.
    """
    if form == STAMP_FORM:
        return time_stamp(embedded.signed_data, embedded.compute_digest)
    digest, also = _digest(embedded, form)
    info = embedded.signer_info
    intact, made = validate_sig_integrity(info, embedded.signer_cert, "data", digest)
    return _crypto(embedded.signed_data, info, embedded.signer_cert, intact=intact and also, made=made)


def time_stamp(signed: cms.SignedData, imprint: Any) -> Crypto:
    """Check a time stamp token (RFC 3161).

    Args:
        imprint: Gives the digest of what must have been stamped, by the name of an algorithm.
    """
    from pyhanko.sign.general import extract_signer_info
    from pyhanko.sign.validation.generic_cms import extract_certs_for_validation

    stated = signed["encap_content_info"]["content"]
    what = stated.parsed["message_imprint"]
    stamped = what["hashed_message"].native == imprint(what["hash_algorithm"]["algorithm"].native)
    info = extract_signer_info(signed)
    certificate = extract_certs_for_validation(signed).signer_cert
    digest = hashlib.new(info["digest_algorithm"]["algorithm"].native, bytes(stated)).digest()
    intact, made = validate_sig_integrity(info, certificate, "tst_info", digest)
    return _crypto(signed, info, certificate, intact=intact and stamped, made=made)


def _digest(embedded: EmbeddedPdfSignature, form: str) -> tuple[bytes, bool]:
    """The digest the signature must name; old files sign a SHA-1 of the bytes that lies inside."""
    inside = embedded.signed_data["encap_content_info"]["content"]
    if form != PKCS7_SHA1:
        return embedded.compute_digest(), inside is core.VOID or inside.native is None
    held = bytes(inside.native)
    _, actual = byte_range_digest(embedded.reader.stream, byte_range=embedded.byte_range, md_algorithm="sha1")
    return hashlib.new(embedded.md_algorithm, held).digest(), held == actual


def _crypto(signed: Any, info: Any, certificate: Any, *, intact: bool, made: bool) -> Crypto:
    mechanism = info["signature_algorithm"]["algorithm"].native
    names = {info["digest_algorithm"]["algorithm"].native, _hash_of(info["signature_algorithm"])}
    held = [choice.chosen for choice in signed["certificates"] or () if choice.name == "certificate"]
    return Crypto(
        intact=intact,
        made=made,
        digest=next(
            (name for name in ("md2", "md5", "sha1") if name in names), info["digest_algorithm"]["algorithm"].native
        ),
        mechanism=str(mechanism),
        certificate=x509.load_der_x509_certificate(certificate.dump()),
        others=tuple(
            x509.load_der_x509_certificate(one.dump()) for one in held[:20] if one.dump() != certificate.dump()
        ),
    )


def _hash_of(algorithm: Any) -> str:
    try:
        return str(algorithm.hash_algo)
    except ValueError:  # named by the digest algorithm beside it
        return ""
