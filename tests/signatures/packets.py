"""Packets to sign, and the hands of a forger who knows XML Signature well."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree

from signatures.identities import KeyIdentity
from signatures.xml.shape import C14N, ENVELOPED, EXC_C14N, RSA_SHA1, RSA_SHA256, SHA1, SHA256

NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
DS = "http://www.w3.org/2000/09/xmldsig#"
PLACE = ("edXML", "edXMLEnvelope", "edXMLHeader")

PACKET = f"""<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="{NS}">
  <edXML:edXMLEnvelope xmlns:edXML="{NS}">
    <edXML:edXMLHeader>
      <edXML:MessageHeader>
        <edXML:From><edXML:OrganId>H99.01</edXML:OrganId>
          <edXML:OrganName>Sở Thử Nghiệm tỉnh Mẫu</edXML:OrganName></edXML:From>
        <edXML:To><edXML:OrganId>H99.02</edXML:OrganId></edXML:To>
        <edXML:Subject>Về việc báo cáo kết quả thực hiện nhiệm vụ</edXML:Subject>
      </edXML:MessageHeader>
    </edXML:edXMLHeader>
    <edXML:edXMLBody><edXML:edXMLManifest version="1.0"/></edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <AttachmentEncoded><Attachment><ContentId>cid:1</ContentId>
    <ContentTransferEncoded>JVBERi0xLjQK</ContentTransferEncoded></Attachment></AttachmentEncoded>
</edXML>
""".encode()  # fmt: skip


def forged(data: bytes, forge: Callable[[Any], None]) -> bytes:
    """Change the parsed packet in place."""
    root = etree.fromstring(data)
    forge(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def at(root: Any, name: str) -> Any:
    """The first element of a local name."""
    return next(
        element for element in root.iter() if isinstance(element.tag, str) and etree.QName(element).localname == name
    )


def resign(
    root: Any, identity: KeyIdentity, *, signature: str = RSA_SHA256, digest: str = SHA256, canonical: str = C14N,
    transforms: tuple[str, ...] = (ENVELOPED, EXC_C14N), uri: str | None = "", digest_of: Any = None,
) -> None:  # fmt: skip
    """Sign as somebody with a key of his own and any algorithms he likes."""
    parent = at(root, "edXMLHeader")
    for old in list(root.iter(f"{{{DS}}}Signature")):
        old.getparent().remove(old)
    target = root if digest_of is None else digest_of(root)
    sum_ = hashlib.new(
        "sha1" if digest == SHA1 else "sha256", _c14n(target, EXC_C14N if EXC_C14N in transforms else C14N)
    )
    made = etree.SubElement(parent, f"{{{DS}}}Signature", nsmap={None: DS})
    info = etree.SubElement(made, f"{{{DS}}}SignedInfo")
    etree.SubElement(info, f"{{{DS}}}CanonicalizationMethod", Algorithm=canonical)
    etree.SubElement(info, f"{{{DS}}}SignatureMethod", Algorithm=signature)
    reference = etree.SubElement(info, f"{{{DS}}}Reference", **({} if uri is None else {"URI": uri}))
    steps = etree.SubElement(reference, f"{{{DS}}}Transforms")
    for step in transforms:
        etree.SubElement(steps, f"{{{DS}}}Transform", Algorithm=step)
    etree.SubElement(reference, f"{{{DS}}}DigestMethod", Algorithm=digest)
    etree.SubElement(reference, f"{{{DS}}}DigestValue").text = base64.b64encode(sum_.digest()).decode()
    value = etree.SubElement(made, f"{{{DS}}}SignatureValue")
    data = etree.SubElement(etree.SubElement(made, f"{{{DS}}}KeyInfo"), f"{{{DS}}}X509Data")
    text = base64.b64encode(identity.certificate.public_bytes(Encoding.DER)).decode()
    etree.SubElement(data, f"{{{DS}}}X509Certificate").text = text
    value.text = base64.b64encode(_value(info, identity, signature, canonical)).decode()


def _value(info: Any, identity: KeyIdentity, signature: str, canonical: str) -> bytes:
    data = _c14n(info, canonical)
    if "hmac" in signature:
        public = identity.certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        mac = hmac.HMAC(public, hashes.SHA256())
        mac.update(data)
        return mac.finalize()
    assert isinstance(identity.key, rsa.RSAPrivateKey)
    digest = hashes.SHA1() if signature == RSA_SHA1 else hashes.SHA256()  # noqa: S303
    return identity.key.sign(data, padding.PKCS1v15(), digest)


def _c14n(element: Any, method: str) -> bytes:
    if element.getparent() is not None:
        element = etree.fromstring(etree.tostring(element, with_tail=False))
    comments = method.endswith("WithComments")
    return bytes(etree.tostring(element, method="c14n", exclusive="exc-c14n" in method, with_comments=comments))
