"""Forged, wrapped and downgraded packets: every one is refused, and for the right reason."""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from signatures import xml
from signatures.xml import Policy, Strength
from signatures.xml.shape import C14N, ENVELOPED, EXC_C14N, RSA_SHA1, SHA1, SIGNATURES
from tests.conftest import NOON
from tests.signatures.authority import YEAR
from tests.signatures.packets import DS, NS, PACKET, PLACE, at, forged, resign
from tests.signatures.world import AGENCY, World, revoked

Change = Callable[[Any, World], None]
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"


def body_moved_away(root: Any, world: World) -> None:
    envelope, body = at(root, "edXMLEnvelope"), at(root, "edXMLBody")
    etree.SubElement(envelope, f"{{{NS}}}Old").append(body)
    envelope.append(etree.fromstring(f'<edXMLBody xmlns="{NS}"><edXMLManifest version="9.9"/></edXMLBody>'))


def wrapped_in_extensions(root: Any, world: World) -> None:
    """The signed packet goes into a corner of a new one that carries its signature."""
    original, signature = copy.deepcopy(root), at(root, "Signature")
    original_signature = at(original, "Signature")
    original_signature.getparent().remove(original_signature)
    original.set("Id", "was-signed")
    at(signature, "Reference").set("URI", "#was-signed")
    etree.SubElement(root, f"{{{NS}}}Extensions").append(original)
    at(root, "Subject").text = "Nội dung của kẻ giả mạo"


def reference_by_id_with_two_bearers(root: Any, world: World) -> None:
    envelope = at(root, "edXMLEnvelope")
    envelope.set("Id", "x")
    at(at(root, "Signature"), "Reference").set("URI", "#x")
    twin = copy.deepcopy(envelope)
    at(twin, "Signature").getparent().remove(at(twin, "Signature"))
    root.insert(0, twin)


def same_id_twice(root: Any, world: World) -> None:
    at(root, "edXMLEnvelope").set("Id", "x")
    at(root, "AttachmentEncoded").set("Id", "x")


def second_signature(root: Any, world: World) -> None:
    header = at(root, "edXMLHeader")
    header.append(copy.deepcopy(at(root, "Signature")))


def signature_of_a_stranger_in_front(root: Any, world: World) -> None:
    mine = etree.fromstring(xml.sign(PACKET, world.stranger, PLACE))
    at(root, "edXMLHeader").insert(0, at(mine, "Signature"))


def no_reference(root: Any, world: World) -> None:
    at(root, "SignedInfo").remove(at(root, "Reference"))


def two_references(root: Any, world: World) -> None:
    at(root, "SignedInfo").append(copy.deepcopy(at(root, "Reference")))


def reference_without_uri(root: Any, world: World) -> None:
    del at(root, "Reference").attrib["URI"]


def reference_by_xpointer(root: Any, world: World) -> None:
    at(root, "Reference").set("URI", "#xpointer(id('x'))")


def reference_outside(root: Any, world: World) -> None:
    at(root, "Reference").set("URI", "http://mau.example/packet.xml")


def part_only(root: Any, world: World) -> None:
    at(root, "AttachmentEncoded").set("Id", "x")
    resign(root, world.agency, uri="#x", digest_of=lambda tree: at(tree, "AttachmentEncoded"))


def xpath_transform(root: Any, world: World) -> None:
    step = etree.SubElement(at(root, "Transforms"), f"{{{DS}}}Transform", Algorithm=XPATH)
    etree.SubElement(step, f"{{{DS}}}XPath").text = "not(ancestor-or-self::Subject)"


def xslt_transform(root: Any, world: World) -> None:
    etree.SubElement(at(root, "Transforms"), f"{{{DS}}}Transform", Algorithm=XSLT)


def no_transform(root: Any, world: World) -> None:
    for step in list(at(root, "Transforms")):
        step.getparent().remove(step)


def transforms_dropped(root: Any, world: World) -> None:
    at(root, "Reference").remove(at(root, "Transforms"))


def base64_transform(root: Any, world: World) -> None:
    at(root, "Transform").set("Algorithm", f"{DS}base64")


def prefixes_in_transform(root: Any, world: World) -> None:
    etree.SubElement(at(root, "Transforms")[1], f"{{{EXC_C14N}}}InclusiveNamespaces", PrefixList="edXML")


def comment_amid_text(root: Any, world: World) -> None:
    organ = at(at(root, "From"), "OrganId")
    organ.text = "H99"
    comment = etree.Comment("")
    comment.tail = ".01"
    organ.append(comment)


def comment_in_text_unchanged_for_the_digest(root: Any, world: World) -> None:
    organ = at(at(root, "From"), "OrganId")
    comment = etree.Comment("cắt ở đây")
    comment.tail, organ.text = organ.text[3:], organ.text[:3]
    organ.insert(0, comment)


def comments_signed(root: Any, world: World) -> None:
    resign(root, world.agency, canonical=f"{C14N}#WithComments")


def other_canonical_form(root: Any, world: World) -> None:
    at(root, "CanonicalizationMethod").set("Algorithm", "http://www.w3.org/2006/12/xml-c14n11")


def shadowed_signature(root: Any, world: World) -> None:
    signature = at(root, "Signature")
    parent = signature.getparent()
    parent.remove(signature)
    fake = etree.SubElement(parent, "{http://mau.example/fake}Signature", nsmap={"ds": "http://mau.example/fake"})
    fake.extend(list(signature))


def shadowed_header(root: Any, world: World) -> None:
    header = at(root, "edXMLHeader")
    header.tag = "{http://mau.example/fake}edXMLHeader"


def shadowed_content(root: Any, world: World) -> None:
    at(root, "Subject").tag = "{http://mau.example/fake}Subject"


def shadowed_signed_info(root: Any, world: World) -> None:
    at(root, "SignedInfo").tag = "{http://mau.example/fake}SignedInfo"


def two_signed_infos(root: Any, world: World) -> None:
    signature = at(root, "Signature")
    signature.insert(0, copy.deepcopy(at(signature, "SignedInfo")))


def hmac_with_the_public_key(root: Any, world: World) -> None:
    resign(root, world.agency, signature="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")


def key_value_of_another(root: Any, world: World) -> None:
    public = world.other.certificate.public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    numbers = public.public_numbers()
    value = etree.SubElement(etree.Element(f"{{{DS}}}KeyValue"), f"{{{DS}}}RSAKeyValue")
    for name, number in (("Modulus", numbers.n), ("Exponent", numbers.e)):
        size = (number.bit_length() + 7) // 8
        etree.SubElement(value, f"{{{DS}}}{name}").text = base64.b64encode(number.to_bytes(size, "big")).decode()
    at(root, "KeyInfo").insert(0, value.getparent())


def key_by_name_only(root: Any, world: World) -> None:
    info = at(root, "KeyInfo")
    info.clear()
    etree.SubElement(info, f"{{{DS}}}KeyName").text = "khóa của sở"


def key_by_retrieval(root: Any, world: World) -> None:
    etree.SubElement(at(root, "KeyInfo"), f"{{{DS}}}RetrievalMethod", URI="http://mau.example/key")


def no_key_info(root: Any, world: World) -> None:
    at(root, "Signature").remove(at(root, "KeyInfo"))


def no_certificate(root: Any, world: World) -> None:
    at(root, "X509Data").remove(at(root, "X509Certificate"))


def certificate_garbled(root: Any, world: World) -> None:
    at(root, "X509Certificate").text = "AAAA"


def certificate_of_another(root: Any, world: World) -> None:
    der = world.other.certificate.public_bytes(Encoding.DER)
    at(root, "X509Certificate").text = base64.b64encode(der).decode()


def content_changed(root: Any, world: World) -> None:
    at(root, "Subject").text = "Về việc khác"


def attribute_changed(root: Any, world: World) -> None:
    at(root, "edXMLManifest").set("version", "2.0")


def attachment_changed(root: Any, world: World) -> None:
    at(root, "ContentTransferEncoded").text = "AAAA"


def recipient_added(root: Any, world: World) -> None:
    header = at(root, "MessageHeader")
    header.append(copy.deepcopy(at(header, "To")))


def digest_recomputed_without_the_key(root: Any, world: World) -> None:
    value = at(root, "SignatureValue").text
    at(root, "Subject").text = "Về việc khác"
    resign(root, world.agency)
    at(root, "SignatureValue").text = value


def signature_value_flipped(root: Any, world: World) -> None:
    value = at(root, "SignatureValue")
    value.text = ("A" if value.text[0] != "A" else "B") + value.text[1:]


def signature_value_empty(root: Any, world: World) -> None:
    at(root, "SignatureValue").text = ""


def method_renamed_to_sha1(root: Any, world: World) -> None:
    at(root, "SignatureMethod").set("Algorithm", RSA_SHA1)


def method_renamed_to_sha512(root: Any, world: World) -> None:
    at(root, "SignatureMethod").set("Algorithm", next(name for name in SIGNATURES if name.endswith("rsa-sha512")))


def method_renamed_to_elliptic(root: Any, world: World) -> None:
    at(root, "SignatureMethod").set("Algorithm", next(name for name in SIGNATURES if name.endswith("ecdsa-sha256")))


def method_renamed_to_md5(root: Any, world: World) -> None:
    at(root, "SignatureMethod").set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")


def digest_renamed_to_sha1(root: Any, world: World) -> None:
    at(root, "DigestMethod").set("Algorithm", SHA1)


def really_signed_with_sha1(root: Any, world: World) -> None:
    resign(root, world.agency, signature=RSA_SHA1, digest=SHA1, transforms=(ENVELOPED,))


def moved_to_the_body(root: Any, world: World) -> None:
    at(root, "edXMLBody").append(at(root, "Signature"))


def moved_to_the_root(root: Any, world: World) -> None:
    root.append(at(root, "Signature"))


def object_inside(root: Any, world: World) -> None:
    etree.SubElement(at(root, "Signature"), f"{{{DS}}}Object").text = "giấu ở đây"


def signed_by_a_stranger_of_the_same_name(root: Any, world: World) -> None:
    resign(root, world.stranger)


def signed_by_another_agency(root: Any, world: World) -> None:
    resign(root, world.other)


class Case(NamedTuple):
    forge: Change
    code: str


STRUCTURE = [
    Case(body_moved_away, "content-changed"),
    Case(wrapped_in_extensions, "reference-partial"),
    Case(reference_by_id_with_two_bearers, "reference-partial"),
    Case(same_id_twice, "content-changed"),
    Case(second_signature, "two-signatures"),
    Case(signature_of_a_stranger_in_front, "two-signatures"),
    Case(no_reference, "reference-missing"),
    Case(two_references, "reference-many"),
    Case(reference_without_uri, "reference-partial"),
    Case(reference_by_xpointer, "reference-partial"),
    Case(reference_outside, "reference-partial"),
    Case(part_only, "reference-partial"),
    Case(xpath_transform, "transform"),
    Case(xslt_transform, "transform"),
    Case(no_transform, "transform"),
    Case(transforms_dropped, "shape"),
    Case(base64_transform, "transform"),
    Case(prefixes_in_transform, "transform"),
    Case(comment_amid_text, "comment"),
    Case(comment_in_text_unchanged_for_the_digest, "comment"),
    Case(comments_signed, "canonicalisation"),
    Case(other_canonical_form, "canonicalisation"),
    Case(shadowed_signature, "foreign-signature"),
    Case(shadowed_header, "wrong-place"),
    Case(shadowed_content, "content-changed"),
    Case(shadowed_signed_info, "shape"),
    Case(two_signed_infos, "shape"),
    Case(hmac_with_the_public_key, "algorithm"),
    Case(key_value_of_another, "key-differs"),
    Case(key_by_name_only, "shape"),
    Case(key_by_retrieval, "shape"),
    Case(no_key_info, "certificate-missing"),
    Case(no_certificate, "certificate-missing"),
    Case(certificate_garbled, "certificate-unreadable"),
    Case(certificate_of_another, "signature-broken"),
    Case(content_changed, "content-changed"),
    Case(attribute_changed, "content-changed"),
    Case(attachment_changed, "content-changed"),
    Case(recipient_added, "content-changed"),
    Case(digest_recomputed_without_the_key, "signature-broken"),
    Case(signature_value_flipped, "signature-broken"),
    Case(signature_value_empty, "signature-broken"),
    Case(method_renamed_to_sha1, "sha1"),
    Case(method_renamed_to_sha512, "signature-broken"),
    Case(method_renamed_to_elliptic, "signature-broken"),
    Case(method_renamed_to_md5, "algorithm"),
    Case(digest_renamed_to_sha1, "sha1"),
    Case(really_signed_with_sha1, "sha1"),
    Case(moved_to_the_body, "wrong-place"),
    Case(moved_to_the_root, "wrong-place"),
    Case(object_inside, "shape"),
    Case(signed_by_a_stranger_of_the_same_name, "not-pinned"),
    Case(signed_by_another_agency, "not-pinned"),
]


@pytest.fixture(scope="module")
def signed(world: World) -> bytes:
    return xml.sign(PACKET, world.agency, PLACE)


@pytest.mark.parametrize("case", STRUCTURE, ids=lambda case: case.forge.__name__)
def test_a_forged_packet_is_refused_for_the_right_reason(world: World, signed: bytes, case: Case) -> None:
    policy = Policy(pinned=(world.agency.certificate,), agency=AGENCY)

    verdict = xml.verify(forged(signed, lambda root: case.forge(root, world)), policy, NOON, PLACE)

    assert verdict.strength is Strength.REFUSED
    assert not verdict.accepted
    assert verdict.signed is None
    assert case.code in verdict.codes
    assert all(reason.sentence for reason in verdict.reasons)


def replayed_on_another_packet(data: bytes) -> bytes:
    start, end = data.index(b"<Signature "), data.index(b"</Signature>") + len(b"</Signature>")
    other = PACKET.replace("báo cáo".encode(), b"thanh tra")
    return other.replace(b"</edXML:edXMLHeader>", data[start:end] + b"</edXML:edXMLHeader>")


BYTES = {
    "replayed": (replayed_on_another_packet, "content-changed"),
    "doctype": (lambda data: data.replace(b"<edXML ", b"<!DOCTYPE edXML><edXML ", 1), "doctype"),
    "entity": (
        lambda data: data.replace(b"<edXML ", b'<!DOCTYPE edXML [<!ENTITY x "y">]><edXML ', 1).replace(
            b"H99.01", b"&x;"
        ),
        "doctype",
    ),
    "external entity": (
        lambda data: data.replace(b"<edXML ", b'<!DOCTYPE edXML SYSTEM "file:///etc/hostname"><edXML ', 1),
        "doctype",
    ),
    "utf-16": (lambda data: data.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16"), "encoding"),
    "utf-7": (lambda data: data.replace(b"'UTF-8'", b"'UTF-7'"), "encoding"),
    "cut short": (lambda data: data[:-20], "not-xml"),
    "junk in front": (lambda data: b"1234" + data, "not-xml"),
    "second root": (lambda data: data + b"<edXML/>", "not-xml"),
    "empty": (lambda _: b"", "not-xml"),
    "no bytes of text": (lambda _: b"\x00" * 40, "not-xml"),
}


@pytest.mark.parametrize(("change", "code"), BYTES.values(), ids=BYTES.keys())
def test_bytes_no_careful_reader_takes_are_refused(
    world: World, signed: bytes, change: Callable[[bytes], bytes], code: str
) -> None:
    verdict = xml.verify(change(signed), Policy(pinned=(world.agency.certificate,)), NOON, PLACE)

    assert (verdict.strength, set(verdict.codes)) == (Strength.REFUSED, {code})


WHO = {
    "expired": (lambda w: (w.agency, Policy(trust=w.trust(made=NOON + 2 * YEAR))), 2 * YEAR, "expired"),
    "not yet valid": (lambda w: (w.agency, Policy(trust=w.trust())), -2 * YEAR, "not-yet-valid"),
    "revoked": (
        lambda w: (w.agency, Policy(trust=w.trust(revoked(w.agency.certificate, NOON - YEAR / 2)))),
        0 * YEAR,
        "revoked",
    ),
    "revoked though pinned": (
        lambda w: (
            w.agency,
            Policy(pinned=(w.agency.certificate,), trust=w.trust(revoked(w.agency.certificate, NOON - YEAR / 2))),
        ),
        0 * YEAR,
        "revoked",
    ),
    "stranger": (lambda w: (w.stranger, Policy(trust=w.trust())), 0 * YEAR, "chain-unknown"),
    "wrong agency": (lambda w: (w.other, Policy(trust=w.trust(), agency=AGENCY)), 0 * YEAR, "wrong-agency"),
    "an authority": (
        lambda w: (type(w.agency)(w.sub.certificate, w.sub.key), Policy(trust=w.trust())),
        0 * YEAR,
        "key-usage",
    ),
    "nothing known of revocation": (
        lambda w: (w.agency, Policy(trust=w.trust_without_lists())),
        0 * YEAR,
        "revocation-unknown",
    ),
}


@pytest.mark.parametrize(("given", "later", "code"), WHO.values(), ids=WHO.keys())
def test_a_right_signature_of_the_wrong_hand_is_refused(world: World, given: Any, later: Any, code: str) -> None:
    identity, policy = given(world)

    verdict = xml.verify(xml.sign(PACKET, identity, PLACE), policy, NOON + later, PLACE)

    assert verdict.strength is Strength.REFUSED
    assert code in verdict.codes
    assert isinstance(identity.certificate, x509.Certificate)
