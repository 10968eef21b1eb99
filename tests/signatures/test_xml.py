"""A signed packet says what was signed and by whom; policies of partners decide what comes in."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from signatures import xml
from signatures.errors import XmlRefusedError
from signatures.identities import KeyIdentity
from signatures.plain import plain
from signatures.tokens import open_token
from signatures.trust import RevocationState
from signatures.xml import Demand, Limits, Policy, Strength, XmlVerdict
from signatures.xml.shape import C14N, ENVELOPED, RSA_SHA1, SHA1
from tests.conftest import NOON
from tests.signatures.authority import DAY
from tests.signatures.packets import DS, NS, PACKET, PLACE, at, forged, resign
from tests.signatures.softtoken import LABEL, PIN
from tests.signatures.world import AGENCY, World


def verify(data: bytes, policy: Policy, when: datetime = NOON) -> XmlVerdict:
    return xml.verify(data, policy, when, PLACE)


def pinned(world: World, **more: object) -> Policy:
    return Policy(pinned=(world.agency.certificate,), agency=AGENCY, **more)  # type: ignore[arg-type]


def test_a_signed_packet_is_verified_and_gives_back_what_was_signed(world: World) -> None:
    verdict = verify(xml.sign(PACKET, world.agency, PLACE), pinned(world))

    assert verdict.strength is Strength.VERIFIED
    assert verdict.accepted
    assert verdict.element == f"{{{NS}}}edXML"
    assert verdict.signed is not None
    assert b"Signature" not in verdict.signed
    assert (
        etree.fromstring(verdict.signed).findtext(f".//{{{NS}}}Subject") == "Về việc báo cáo kết quả thực hiện nhiệm vụ"
    )
    assert verdict.signer is not None
    assert verdict.signer.name == AGENCY


def test_the_signature_has_the_form_of_the_axis(world: World) -> None:
    root = etree.fromstring(xml.sign(PACKET, world.agency, PLACE))

    signature = at(root, "edXMLHeader")[-1]
    assert signature.tag == f"{{{DS}}}Signature"
    algorithms = [element.get("Algorithm") for element in signature.iter() if element.get("Algorithm")]
    assert algorithms == [
        C14N,
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        ENVELOPED,
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        "http://www.w3.org/2001/04/xmlenc#sha256",
    ]
    assert [etree.QName(part).localname for part in at(signature, "X509Data")] == ["X509SubjectName", "X509Certificate"]


def test_an_elliptic_key_signs_as_well(world: World) -> None:
    verdict = verify(xml.sign(PACKET, world.leader, PLACE), Policy(pinned=(world.leader.certificate,)))

    assert verdict.strength is Strength.VERIFIED


@pytest.mark.needs("softhsm")
@pytest.mark.parametrize("key", ["lanh-dao", "con-dau"])
def test_a_token_signs_a_packet(world: World, token: Path, key: str) -> None:
    with open_token(token, PIN, token=LABEL, key=key) as identity:
        signed = xml.sign(PACKET, identity, PLACE)

    assert verify(signed, Policy(trust=world.trust())).strength is Strength.VERIFIED


def test_a_trust_store_stands_for_pinned_certificates(world: World) -> None:
    signed = xml.sign(PACKET, world.agency, PLACE)

    verdict = verify(signed, Policy(trust=world.trust(), agency="0000000001"))

    assert verdict.strength is Strength.VERIFIED
    assert verdict.revocation is not None
    assert verdict.revocation.state is RevocationState.GOOD


def test_unknown_revocation_is_let_in_only_where_the_policy_says_so_and_is_shown(world: World) -> None:
    signed, store = xml.sign(PACKET, world.agency, PLACE), world.trust_without_lists()

    assert verify(signed, Policy(trust=store)).codes == {"revocation-unknown"}
    lenient = verify(signed, Policy(trust=store, need_revocation=False))
    assert lenient.strength is Strength.VERIFIED
    assert lenient.revocation is not None
    assert lenient.revocation.state is RevocationState.UNKNOWN


def test_sha1_is_legacy_where_agreed_and_refused_elsewhere(world: World) -> None:
    old = forged(
        PACKET, lambda root: resign(root, world.agency, signature=RSA_SHA1, digest=SHA1, transforms=(ENVELOPED,))
    )

    agreed = verify(old, pinned(world, sha1=True))

    assert (agreed.strength, agreed.accepted, set(agreed.codes)) == (Strength.LEGACY, True, {"sha1-legacy"})
    assert agreed.signed is not None
    assert verify(old, pinned(world)).codes == {"sha1"}


@pytest.mark.parametrize(
    ("demand", "strength", "accepted", "code"),
    [
        (Demand.REQUIRED, Strength.REFUSED, False, "signature-missing"),
        (Demand.WARN, Strength.UNSIGNED, True, "unsigned"),
        (Demand.OFF, Strength.UNSIGNED, True, "signature-ignored"),
    ],
)
def test_a_packet_without_signature(
    world: World, demand: Demand, strength: Strength, accepted: bool, code: str
) -> None:
    verdict = verify(PACKET, pinned(world, demand=demand))

    assert (verdict.strength, verdict.accepted, set(verdict.codes)) == (strength, accepted, {code})
    assert verdict.signed is None


def test_a_wrong_signature_is_refused_even_where_none_is_needed(world: World) -> None:
    broken = xml.sign(PACKET, world.agency, PLACE).replace("kết quả".encode(), "hậu quả".encode())

    assert not verify(broken, pinned(world, demand=Demand.WARN)).accepted
    assert verify(broken, pinned(world, demand=Demand.OFF)).accepted


def test_a_policy_must_say_whose_signature_it_wants() -> None:
    with pytest.raises(ValueError, match="pinned certificates or a trust store"):
        Policy()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a", "XML"),
        (PACKET.replace(b"edXMLHeader", b"Header"), "đúng một phần"),
        (PACKET.replace(b"<edXML:edXMLHeader>", b"<edXML:edXMLHeader/><edXML:edXMLHeader>"), "đúng một phần"),
        (f'<edXML xmlns="{NS}"><Signature/></edXML>'.encode(), "đã có chữ ký"),
        (b"<!DOCTYPE edXML><edXML/>", "DOCTYPE"),
    ],
)
def test_what_cannot_be_signed_is_refused(world: World, data: bytes, sentence: str) -> None:
    with pytest.raises(XmlRefusedError, match=sentence):
        xml.sign(data, world.agency, PLACE)


def test_a_packet_is_signed_once(world: World) -> None:
    with pytest.raises(XmlRefusedError):
        xml.sign(xml.sign(PACKET, world.agency, PLACE), world.agency, PLACE)


def test_two_parsers_read_the_same_out_of_what_was_signed(world: World) -> None:
    verdict = verify(xml.sign(PACKET, world.agency, PLACE), pinned(world))

    assert verdict.signed is not None
    by_expat = [(element.tag, element.text, element.tail) for element in ET.fromstring(verdict.signed).iter()]  # noqa: S314
    by_libxml = [(element.tag, element.text, element.tail) for element in etree.fromstring(verdict.signed).iter()]
    assert by_expat == by_libxml


def test_a_packet_with_a_large_attachment_is_signed_and_verified(world: World) -> None:
    large = PACKET.replace(b"JVBERi0xLjQK", b"JVBERi0x" * 1_500_000)

    assert verify(xml.sign(large, world.agency, PLACE), pinned(world)).strength is Strength.VERIFIED


def test_limits_are_kept(world: World) -> None:
    verdict = xml.verify(PACKET, pinned(world), NOON, PLACE, Limits(max_bytes=100))

    assert verdict.codes == {"too-large"}


def test_a_verdict_travels_as_json(world: World) -> None:
    written = json.dumps(plain(verify(xml.sign(PACKET, world.agency, PLACE), pinned(world))), ensure_ascii=False)

    assert json.loads(written)["signer"]["organisation"] == AGENCY
    assert json.loads(written)["strength"] == "verified"


def test_dates_are_those_of_the_moment_asked_about(world: World) -> None:
    past = world.sub.issue(AGENCY, AGENCY, start=NOON - 30 * DAY, end=NOON - DAY)
    signed, policy = xml.sign(PACKET, past, PLACE), Policy(pinned=(past.certificate,))

    assert verify(signed, policy).codes == {"expired"}
    assert verify(signed, policy, NOON - 2 * DAY).strength is Strength.VERIFIED


def test_every_sentence_can_be_read_by_a_clerk(world: World) -> None:
    stranger: KeyIdentity = world.stranger

    (reason, *_) = verify(xml.sign(PACKET, stranger, PLACE), pinned(world)).reasons

    assert reason.sentence == f"Chứng thư ký ({AGENCY}) không phải chứng thư đã thống nhất với đơn vị gửi."


@pytest.mark.corpus
def test_the_samples_of_the_axis_end_in_a_verdict(world: World, corpus: Path) -> None:
    verdicts = {
        path.name: verify(path.read_bytes(), pinned(world, sha1=True))
        for path in sorted((corpus / "edxml").glob("*.edxml"))
    }

    assert verdicts
    assert not any(verdict.accepted for verdict in verdicts.values())
    assert all(verdict.reasons for verdict in verdicts.values())
    assert verdicts["edoc_new.edxml"].codes == {"not-xml"}
