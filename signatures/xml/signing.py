"""Signs a whole document with one enveloped signature, in the form the document axis uses."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from signatures.errors import XmlRefusedError
from signatures.identities import Identity
from signatures.xml import shape
from signatures.xml.parsing import DS, Refused, canonical, name_of, parse
from signatures.xml.records import Limits


def sign(data: bytes, identity: Identity, place: Sequence[str]) -> bytes:
    """Sign a document; see ``signatures.xml.sign``.

    The digest is taken of the exclusive canonical form, so that a packet survives being wrapped in an envelope for
    transport; ``SignedInfo`` itself is canonical XML 1.0, both without comments.
    """
    root = _unsigned(data)
    parent = _at(root, place)
    digest = hashlib.sha256(canonical(root, exclusive=True)).digest()
    signature = etree.SubElement(parent, f"{{{DS}}}Signature", nsmap={None: DS})
    info = _signed_info(signature, _method(identity), digest)
    value = etree.SubElement(signature, f"{{{DS}}}SignatureValue")
    _key_info(signature, identity)
    value.text = _text(raw_value(identity, identity.sign(canonical(info, exclusive=False))))
    signed: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return signed


def _unsigned(data: bytes) -> Any:
    try:
        root = parse(data, Limits())
    except Refused as refused:
        raise XmlRefusedError(refused.reason.sentence) from refused
    if any(name_of(element) == "Signature" for element in root.iter()):
        raise XmlRefusedError("Gói tin đã có chữ ký; mỗi gói tin chỉ ký một lần.")
    return root


def _at(root: Any, place: Sequence[str]) -> Any:
    found = [root] if name_of(root) == place[0] else []
    for name in place[1:]:
        found = [child for element in found for child in element if name_of(child) == name]
    if len(found) != 1:
        raise XmlRefusedError(f"Gói tin phải có đúng một phần “{'/'.join(place)}” để đặt chữ ký.")
    return found[0]


def _method(identity: Identity) -> str:
    is_elliptic = isinstance(identity.certificate.public_key(), ec.EllipticCurvePublicKey)
    return shape.ECDSA_SHA256 if is_elliptic else shape.RSA_SHA256


def _signed_info(signature: Any, method: str, digest: bytes) -> Any:
    info = etree.SubElement(signature, f"{{{DS}}}SignedInfo")
    etree.SubElement(info, f"{{{DS}}}CanonicalizationMethod", Algorithm=shape.C14N)
    etree.SubElement(info, f"{{{DS}}}SignatureMethod", Algorithm=method)
    reference = etree.SubElement(info, f"{{{DS}}}Reference", URI="")
    steps = etree.SubElement(reference, f"{{{DS}}}Transforms")
    for step in (shape.ENVELOPED, shape.EXC_C14N):
        etree.SubElement(steps, f"{{{DS}}}Transform", Algorithm=step)
    etree.SubElement(reference, f"{{{DS}}}DigestMethod", Algorithm=shape.SHA256)
    etree.SubElement(reference, f"{{{DS}}}DigestValue").text = _text(digest)
    return info


def _key_info(signature: Any, identity: Identity) -> None:
    data = etree.SubElement(etree.SubElement(signature, f"{{{DS}}}KeyInfo"), f"{{{DS}}}X509Data")
    certificate = identity.certificate
    etree.SubElement(data, f"{{{DS}}}X509SubjectName").text = certificate.subject.rfc4514_string()
    etree.SubElement(data, f"{{{DS}}}X509Certificate").text = _text(certificate.public_bytes(Encoding.DER))


def raw_value(identity: Identity, signature: bytes) -> bytes:
    """XML Signature writes an elliptic signature as two numbers of fixed length, not in DER."""
    public = identity.certificate.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return signature
    size = (public.key_size + 7) // 8
    return b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(signature))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
