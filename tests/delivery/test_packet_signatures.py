"""The signature inside a packet: what is agreed with a partner decides who comes in, and how far it is believed."""

from __future__ import annotations

import copy
import hashlib
import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditDetail, AuditEvent
from docarchive.core.instance import Services
from docarchive.delivery.answers import DoorAnswer, Received, Refused
from docarchive.delivery.door import Door, Message
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope
from docarchive.delivery.errors import RefusedAtDoorError
from docarchive.delivery.models import Alarm, Arrival, Partner
from docarchive.delivery.packet_signatures import Rule, judge
from docarchive.delivery.services import partners
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind, PostingKind
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.roles import Role
from edxml import DocumentPacket, read
from signatures import detached, xml
from signatures.identities import KeyIdentity
from signatures.xml import Demand
from signatures.xml.shape import RSA_SHA1, SHA1
from tests.conftest import NOON, csrf, sign_in
from tests.delivery.factories import packet, room_of, status_packet
from tests.factories import actor_for, make_agency, make_user
from tests.signatures.authority import DAY
from tests.signatures.packets import PLACE, at, forged, resign
from tests.signatures.test_xml_forgeries import body_moved_away, wrapped_in_extensions
from tests.signatures.world import AGENCY, World

FAR = "H99.01"


@dataclass
class Gate:
    """Our door, an agency of ours, and a partner whose seal was agreed on by its digits unless said otherwise."""

    services: Services
    world: World
    agency: Agency
    partner_id: str
    authorities: tuple[bytes, ...] = ()

    def ask(self, demand: Demand, *, sha1: bool = False) -> None:
        with self.services.begin(Actor.operator()) as uow:
            partners.demand_signatures(uow, uow.session.get_one(Partner, self.partner_id), demand, sha1=sha1)

    def comes(self, content: bytes, kind: PostingKind = PostingKind.DOCUMENT) -> DoorAnswer:
        """Let a packet come by the axis."""
        digest = hashlib.sha256(content).hexdigest()
        envelope = Envelope(f"m-{digest[:12]}", FAR, self.agency.code, kind, digest, len(content), NOON)
        return self.door.receive_unsigned(envelope, AGENCY, content, ChannelKind.AXIS)

    @property
    def door(self) -> Door:
        return Door(self.services.work, room_of(self.services).ring, lambda: self.authorities)

    def plain(self) -> bytes:
        return packet(FAR, self.agency.code)

    def signed(self, by: KeyIdentity | None = None) -> bytes:
        return xml.sign(self.plain(), by or self.world.agency, PLACE)

    def old(self) -> bytes:
        """Signed as the samples of the axis are."""
        return forged(
            self.plain(), lambda root: resign(root, self.world.agency, signature=RSA_SHA1, digest=SHA1)
        )  # fmt: skip

    def found(self) -> dict[str, Any] | None:
        with self.services.db.reading() as session:
            (arrival,) = session.scalars(select(Arrival)).all()
            return arrival.signature

    def alarms(self) -> list[tuple[str, str]]:
        with self.services.db.reading() as session:
            return [(one.kind, one.words) for one in session.scalars(select(Alarm))]


@pytest.fixture
def gate(services: Services, world: World) -> Gate:
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow, name="UBND xã Suối Mơ")
        partner = partners.add(uow, NewPartner(FAR, AGENCY, ChannelKind.AXIS))
        pem = world.agency.certificate.public_bytes(Encoding.PEM)
        partners.confirm(uow, partner, partners.import_certificate(uow, partner, pem).call_sign)
    return Gate(services, world, agency, partner.id)


def code(answer: DoorAnswer) -> str:
    return answer.code if isinstance(answer, Refused) else type(answer).__name__.lower()


@pytest.mark.parametrize(
    ("demand", "sha1", "unsigned", "old", "good"),
    [
        (Demand.OFF, False, "received", "received", "received"),
        (Demand.WARN, False, "received", "signature-sha1", "received"),
        (Demand.WARN, True, "received", "received", "received"),
        (Demand.REQUIRED, False, "signature-missing", "signature-sha1", "received"),
        (Demand.REQUIRED, True, "signature-missing", "received", "received"),
    ],
)
def test_what_is_agreed_decides_who_comes_in(
    gate: Gate, demand: Demand, sha1: bool, unsigned: str, old: str, good: str
) -> None:
    gate.ask(demand, sha1=sha1)

    answers = [code(gate.comes(content)) for content in (gate.plain(), gate.old(), gate.signed())]

    assert answers == [unsigned, old, good]
    assert len(gate.alarms()) == sum(answer != "received" for answer in answers)


def test_a_good_signature_is_kept_with_who_signed(gate: Gate) -> None:
    gate.ask(Demand.REQUIRED)
    gate.comes(gate.signed())

    found = gate.found()
    assert found is not None
    assert (found["strength"], found["signer"], found["reasons"]) == ("verified", AGENCY, [])
    assert found["digest"] == "rsa-sha256"


@pytest.mark.parametrize(
    ("content", "demand", "strength"),
    [
        (Gate.plain, Demand.WARN, "unsigned"),
        (Gate.old, Demand.REQUIRED, "legacy"),
        (Gate.signed, Demand.OFF, "unsigned"),
    ],
)
def test_what_is_only_let_through_is_never_called_verified(
    gate: Gate, content: Callable[[Gate], bytes], demand: Demand, strength: str
) -> None:
    gate.ask(demand, sha1=True)
    assert isinstance(gate.comes(content(gate)), Received)

    found = gate.found()
    assert found is not None
    assert found["strength"] == strength
    assert found["reasons"]


def _changed(root: Any, _world: World) -> None:
    at(root, "Subject").text = "Nội dung đã bị sửa"


def _second(root: Any, _world: World) -> None:
    at(root, "edXMLBody").append(copy.deepcopy(at(root, "Signature")))


@pytest.mark.parametrize("demand", [Demand.WARN, Demand.REQUIRED])
@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (_changed, "signature-content-changed"),
        (_second, "signature-two-signatures"),
        (wrapped_in_extensions, "signature-reference-partial"),
        (body_moved_away, "signature-content-changed"),
    ],
)
def test_a_tampered_or_wrapped_packet_is_refused_for_a_stable_reason(
    gate: Gate, forge: Callable[[Any, World], None], reason: str, demand: Demand
) -> None:
    gate.ask(demand, sha1=True)

    answer = gate.comes(forged(gate.signed(), lambda root: forge(root, gate.world)))

    assert isinstance(answer, Refused)
    assert (answer.code, answer.status) == (reason, 422)
    ((kind, words),) = gate.alarms()
    assert (kind, words) == ("bad-signature", answer.reason)
    with gate.services.db.reading() as session:
        assert session.scalars(select(Arrival)).all() == []


def test_a_packet_that_reads_otherwise_than_it_was_signed_is_refused(gate: Gate) -> None:
    """Two readers of XML may make different things of the same bytes."""
    content = gate.signed()
    rule = Rule(Demand.REQUIRED, False, (gate.world.agency.certificate,), AGENCY, NOON)
    meant = read(content).packet
    assert isinstance(meant, DocumentPacket)

    assert judge(rule, tuple, content, meant, gate.agency.id) is not None
    with pytest.raises(RefusedAtDoorError) as caught:
        judge(rule, tuple, content, replace(meant, subject="Điều khác"), gate.agency.id)
    assert caught.value.code == "signature-read-otherwise"


def test_another_hand_is_refused_unless_a_known_authority_certified_just_this_agency(gate: Gate) -> None:
    gate.ask(Demand.REQUIRED)
    seal = gate.world.sub.issue(AGENCY, AGENCY)
    other = gate.world.other

    assert [code(gate.comes(gate.signed(by))) for by in (seal, other)] == ["signature-not-pinned"] * 2
    root, sub = gate.world.root, gate.world.sub
    known = (root.certificate.public_bytes(Encoding.PEM), sub.certificate.public_bytes(Encoding.PEM))
    gate.authorities = (*known, root.crl(), sub.crl())
    assert [code(gate.comes(gate.signed(by))) for by in (seal, other, gate.world.stranger)] == [
        "received", "signature-wrong-agency", "signature-chain-unknown",
    ]  # fmt: skip


def test_without_anything_to_compare_with_nothing_signed_is_believed(gate: Gate) -> None:
    gate.ask(Demand.WARN)
    with gate.services.begin(Actor.operator()) as uow:
        partners.withdraw(uow, uow.session.get_one(Partner, gate.partner_id))

    assert [code(gate.comes(content)) for content in (gate.signed(), gate.plain())] == [
        "signature-chain-unknown", "received",
    ]  # fmt: skip


def test_statuses_need_not_be_signed(gate: Gate) -> None:
    gate.ask(Demand.REQUIRED)

    assert code(gate.comes(status_packet(FAR, gate.agency.code), PostingKind.STATUS)) == "received"


def test_a_direct_connection_is_believed_by_its_envelope_as_before(gate: Gate) -> None:
    """What a foreign program signed inside changes nothing until somebody asks for it."""
    content = forged(gate.signed(), lambda root: _changed(root, gate.world))
    digest = hashlib.sha256(content).hexdigest()
    envelope = Envelope("m-1", FAR, gate.agency.code, PostingKind.DOCUMENT, digest, len(content), NOON)
    signature = detached.sign(envelope.text.encode(), gate.world.agency, MESSAGE_PURPOSE, NOON).decode()

    assert isinstance(gate.door.receive(Message(envelope.text, signature, content, ChannelKind.HTTPS)), Received)
    found = gate.found()
    assert found is not None
    assert (found["strength"], found["signer"]) == ("unsigned", "")
    assert "không được kiểm tra" in found["reasons"][0]

    gate.ask(Demand.WARN)
    again = Envelope("m-2", FAR, gate.agency.code, PostingKind.DOCUMENT, digest, len(content), NOON)
    signature = detached.sign(again.text.encode(), gate.world.agency, MESSAGE_PURPOSE, NOON).decode()
    assert code(gate.door.receive(Message(again.text, signature, content, ChannelKind.HTTPS))) == (
        "signature-content-changed"
    )


def test_only_keepers_set_it_and_the_log_says_what_was_before(gate: Gate) -> None:
    gate.ask(Demand.REQUIRED)
    with gate.services.begin(Actor.operator()) as uow:
        partner = uow.session.get_one(Partner, gate.partner_id)
        said = select(AuditDetail.detail).join(AuditEvent, AuditEvent.seq == AuditDetail.seq)
        (detail,) = uow.session.scalars(said.where(AuditEvent.action == "partner.signatures_demanded"))
        assert '"before":["off",false]' in detail
        assert '"demand":"required"' in detail
        uow.actor = actor_for(uow, make_user(uow, roles=[Role.LEADER], agency=make_agency(uow)))
        with pytest.raises(NotAllowedError):
            partners.demand_signatures(uow, partner, Demand.OFF, sha1=False)


def test_the_page_sets_it_and_shows_what_came(gate: Gate, app: Application) -> None:
    with gate.services.begin(Actor.operator()) as uow:
        agency = uow.session.get_one(Agency, gate.agency.id)
        make_user(uow, username="van-thu", roles=[Role.CLERK], agency=agency)
    browser, path = sign_in(app, "van-thu"), f"/delivery/partners/{gate.partner_id}"
    assert "hiện không được kiểm tra" in html.unescape(browser.get(path).text)

    wrong = browser.post(f"{path}/signatures", data={"ky-demand": "sometimes", **csrf(browser)})
    saved = browser.post(f"{path}/signatures", data={"ky-demand": "required", "ky-sha1": "y", **csrf(browser)})

    assert (wrong.status_code, saved.status_code) == (422, 302)
    assert "bị từ chối ở cửa" in html.unescape(browser.get(path).text)
    gate.comes(gate.old())
    page = html.unescape(browser.get("/delivery/arrivals").text)
    assert "Gói ký bằng SHA-1, chưa đủ để xác thực" in page
    assert "Gói có chữ ký hợp lệ" not in page
    gate.services.clock.now = NOON + DAY  # type: ignore[attr-defined]
    gate.comes(gate.signed())
    page = html.unescape(sign_in(app, "van-thu").get("/delivery/arrivals").text)
    assert "Gói có chữ ký hợp lệ" in page
    assert f"{AGENCY} ký trên toàn bộ gói" in page
