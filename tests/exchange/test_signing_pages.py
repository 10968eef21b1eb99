"""Signing electronically from a letter's page and through the API, as leader and clerk do it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.services import judgements
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.services import approving, drafting
from docarchive.exchange.services.receiving import SentFile
from signatures import pdf
from signatures.identities import KeyIdentity
from tests.conftest import NOON, csrf, sign_in
from tests.exchange.factories import Office, acting, make_office
from tests.exchange.outgoing_factories import make_draft
from tests.exchange.signing_factories import PAPER, PASSWORD, key_file, make_e_numbered, make_submitted, set_desk
from tests.factories import actor_for
from tests.signatures.authority import DAY
from tests.signatures.papers import blank, picture
from tests.signatures.world import World


@pytest.fixture
def office(services: Services) -> Office:
    set_desk(services)
    with services.begin(Actor.operator()) as uow:
        return make_office(uow, short_name="UBND", name="Ủy ban nhân dân xã Thử Nghiệm")


@pytest.fixture
def leader(world: World, office: Office) -> KeyIdentity:
    return world.sub.issue(office.leader.name, office.agency.name)


@pytest.fixture
def letter_id(services: Services, office: Office) -> str:
    with services.begin(Actor.operator()) as uow:
        return make_submitted(uow, office, annexes=[blank(2)]).id


def browser(app: Application, office: Office, who: str) -> FlaskClient:
    return sign_in(app, getattr(office, who).username)


def found(services: Services, letter_id: str) -> OutgoingLetter:
    with services.db.reading() as session:
        one = session.get_one(OutgoingLetter, letter_id)
        session.refresh(one, ["files", "signatures", "refused"])
        return one


def put(content: bytes, name: str = "khoa.p12") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def with_key(who: KeyIdentity, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
    return {"khoa-key": put(key_file(who)), "khoa-password": password, **more}


def test_leader_and_clerk_sign_from_the_page(
    app: Application, services: Services, office: Office, letter_id: str, leader: KeyIdentity, world: World
) -> None:
    at = f"/outgoing/{letter_id}"
    chief, clerk = browser(app, office, "leader"), browser(app, office, "clerk")
    page = chief.get(at).text
    assert "Ký bằng tệp khóa" in page
    assert "Ký bằng thiết bị" not in page
    assert "Ký bằng tệp khóa" not in clerk.get(at).text
    place = {"khoa-page": "1", "khoa-left_mm": "110", "khoa-top_mm": "180.5"}
    more: dict[str, Any] = {"khoa-picture": put(picture("blue"), "ky.png"), **place, **csrf(chief)}
    answer = chief.post(f"{at}/sign-with-key", data=with_key(leader, **more))
    assert answer.status_code == 302
    letter = found(services, letter_id)
    assert (letter.state, len(letter.signatures)) == (OutgoingState.SIGNED, 1)

    main = next(one for one in letter.files if one.version == 2)
    with services.begin(Actor.operator()) as uow:
        judgements.note_verdict(uow, main.file_sha, VERDICT)
    page = clerk.get(at).text
    assert "Chữ ký hợp lệ, cần lưu ý" in page
    assert f"Chữ ký số của người ký: chứng thư {office.leader.name}, số {letter.signatures[0].serial}" in page
    assert "Thay tệp ban hành" not in page
    assert clerk.get(f"{at}/files/{main.id}").data.startswith(PAPER)

    with services.begin(Actor.operator()) as uow:
        numbered = make_e_numbered(uow, office, leader, annexes=[blank(2)]).id
    page = clerk.get(f"/outgoing/{numbered}").text
    assert "Chưa có chữ ký số của cơ quan trên văn bản, phụ lục 1" in page
    seal = world.sub.issue(office.agency.name.upper(), office.agency.name)
    answer = clerk.post(f"/outgoing/{numbered}/sign-with-key", data=with_key(seal, **csrf(clerk)))
    assert answer.status_code == 302
    page = clerk.get(f"/outgoing/{numbered}").text
    assert "Văn bản đã có chữ ký số của cơ quan." in page
    assert "Chưa có chữ ký số của cơ quan" not in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(
    app: Application, services: Services, office: Office, letter_id: str, leader: KeyIdentity, world: World
) -> None:
    chief = browser(app, office, "leader")
    at, token = f"/outgoing/{letter_id}/sign-with-key", csrf(chief)
    expired = world.sub.issue(office.leader.name, end=NOON - DAY)
    cases = [
        (with_key(leader, "sai mật khẩu"), "Mật khẩu của tệp khóa không đúng"),
        (with_key(expired), "đã hết hạn"),
        (with_key(world.clerk), "Chứng thư ghi tên “Lê Thị Thử”"),
        ({"khoa-password": "x"}, "Chọn tệp khóa."),
        (with_key(leader) | {"khoa-page": "1", "khoa-picture": put(picture("blue"), "a.png")}, "Ghi đủ trang"),
        (with_key(leader, **{"khoa-page": "1", "khoa-left_mm": "một", "khoa-top_mm": "2"}), "Nhập một số."),
        (with_key(leader, **{"khoa-page": "một"}), "Nhập một số nguyên."),
        (with_key(leader) | {"khoa-picture": put(b"GIF89a", "a.png")}, "ghi trang"),
        (with_key(leader, **{"khoa-version": "another-version"}), "đã có bản mới"),
    ]
    for data, sentence in cases:
        answer = chief.post(at, data={**data, **token})
        assert answer.status_code == 422, sentence
        assert sentence in answer.text
        assert "sai mật khẩu" not in answer.text
    letter = found(services, letter_id)
    assert (letter.state, len(letter.files)) == (OutgoingState.SUBMITTED, 2)

    answer = chief.post(at, data=with_key(world.clerk, **{"khoa-other_name": "y"}, **token))
    assert answer.status_code == 302
    assert "khác tên" in browser(app, office, "clerk").get(f"/outgoing/{letter_id}").text


def test_a_file_is_fetched_signed_elsewhere_and_brought_back(
    app: Application, services: Services, office: Office, letter_id: str, leader: KeyIdentity
) -> None:
    chief, at = browser(app, office, "leader"), f"/outgoing/{letter_id}"
    token = csrf(chief)
    given = chief.get(f"{at}/to-sign/0").data
    assert given == PAPER
    with services.begin(Actor.operator()) as uow:
        other = make_submitted(uow, office).id
    elsewhere = pdf.sign(blank(2), leader, NOON)
    for content, sentence in ((elsewhere, "không phải tệp đã giao ký"), (given, "chưa có chữ ký mới")):
        data = {"ordinal": "0", "tra-0-file": put(content, "da-ky.pdf"), **token}
        answer = chief.post(f"{at}/bring-signed", data=data)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert len(found(services, letter_id).refused) == 2
    assert "2 tệp trả về không được nhận" in chief.get(at).text

    data = {"ordinal": "0", "tra-0-file": put(pdf.sign(given, leader, NOON), "da-ky.pdf"), **token}
    assert chief.post(f"{at}/bring-signed", data=data).status_code == 302
    letter = found(services, letter_id)
    assert letter.state == OutgoingState.SIGNED
    assert found(services, other).state == OutgoingState.SUBMITTED


def test_a_version_uploaded_meanwhile_refuses_the_one_before(
    app: Application, services: Services, office: Office, letter_id: str, leader: KeyIdentity
) -> None:
    chief = browser(app, office, "leader")
    given = chief.get(f"/outgoing/{letter_id}/to-sign/0").data
    with services.begin(Actor.operator()) as uow:
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        with acting(uow, office.leader):
            approving.give_back(uow, letter, "Sửa lại đoạn hai của văn bản")
        with acting(uow, office.officer):
            drafting.add_text(uow, letter, SentFile("du-thao.pdf", blank(3)))
            approving.submit(uow, letter, office.leader)
    data = {"ordinal": "0", "tra-0-file": put(pdf.sign(given, leader, NOON), "da-ky.pdf"), **csrf(chief)}
    answer = chief.post(f"/outgoing/{letter_id}/bring-signed", data=data)
    assert answer.status_code == 422
    assert "ký trên bản 1" in answer.text


def test_who_may_not_sign_gets_nothing(app: Application, services: Services, office: Office, letter_id: str) -> None:
    with services.begin(Actor.operator()) as uow:
        elsewhere = make_office(uow)
        draft = make_draft(uow, office, text=PAPER).id
    acts = ("sign-with-key", "sign-with-token", "bring-signed")
    for who, place, letter, status in (
        ("officer", office, letter_id, 403), ("clerk", office, letter_id, 403), ("leader", office, draft, 404),
        ("leader", elsewhere, letter_id, 404),
    ):  # fmt: skip
        other = browser(app, place, who)
        files = {"khoa-key": b"x", "tra-0-file": b"y"}
        for act in acts:
            data = {**{name: put(content) for name, content in files.items()}, **csrf(other)}
            assert other.post(f"/outgoing/{letter}/{act}", data=data).status_code == status
        assert other.get(f"/outgoing/{letter}/to-sign/0").status_code == status


def test_a_server_without_a_device_says_so_and_one_with_offers_it(
    app: Application, services: Services, office: Office, letter_id: str
) -> None:
    chief = browser(app, office, "leader")
    data = {"the-token": "a", "the-key": "b", "the-password": "1234", **csrf(chief)}
    answer = chief.post(f"/outgoing/{letter_id}/sign-with-token", data=data)
    assert answer.status_code == 422
    set_desk(services, module="/khong/co.so")
    assert "Ký bằng thiết bị của máy chủ" in chief.get(f"/outgoing/{letter_id}").text
    answer = chief.post(f"/outgoing/{letter_id}/sign-with-token", data=data)
    assert "Không có thư viện điều khiển thiết bị ký: /khong/co.so" in answer.text


def test_programs_sign_too(
    app: Application, services: Services, office: Office, letter_id: str, leader: KeyIdentity, world: World
) -> None:
    with services.begin(Actor.operator()) as uow:
        second = make_submitted(uow, office).id
        acting_leader = actor_for(uow, office.leader)
    with services.begin(acting_leader) as uow:
        _, token = tokens.create_token(uow, "thử", may_write=True)
    client, headers = app.test_client(), {"Authorization": f"Bearer {token}"}
    at = "/api/v1/letters/outgoing"

    def send(path: str, **data: Any) -> Any:
        return client.post(f"{at}/{path}", headers=headers, data=data)

    answer = send(f"{letter_id}/signatures/key", key=put(key_file(world.clerk)), password=PASSWORD)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "other-name")
    answer = send(f"{letter_id}/signatures/key", key=put(key_file(leader)), password=PASSWORD)
    assert (answer.status_code, answer.get_json()["state"]) == (201, "signed")
    answer = send(f"{second}/signatures/device", token="a", key="b", pin="1")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "not-signed")
    given = client.get(f"{at}/{second}/signatures/file/0", headers=headers).data
    answer = send(f"{second}/signatures/returned", file=put(b"%PDF-1.7", "x.pdf"))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "returned-file-refused")
    answer = send(f"{second}/signatures/returned", file=put(pdf.sign(given, leader, NOON), "x.pdf"))
    assert (answer.status_code, answer.get_json()["state"]) == (201, "signed")


VERDICT: dict[str, object] = {
    "overall": "valid-but", "reasons": [],
    "signatures": [
        {
            "overall": "valid-but", "signer": "Người Ký Thử", "issuer": "CA thử", "at": "2026-06-15T05:00:00+00:00",
            "is_time_proven": False, "reasons": [], "changes": [],
        }
    ],
}  # fmt: skip
