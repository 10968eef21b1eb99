"""The pages of outgoing letters, as drafter, leader and clerk use them."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.app import Application
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.exchange import jobs
from docarchive.exchange.models import IncomingLetter, IncomingRequest, OutgoingLetter, ReceivedPacket
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.services import approving, recipients
from docarchive.exchange.services.recipients import Addressee
from tests.archive.factories import make_batch, make_document
from tests.conftest import NOON, csrf, sign_in
from tests.delivery.factories import run_jobs
from tests.exchange.factories import ENTRY, Office, acting, make_arrival, make_letter, make_office
from tests.exchange.outgoing_factories import book_of, make_draft, make_issued, make_numbered, make_signed
from tests.factories import make_agency

PAGES = ("", "/edit", "/recipients", "/update", "/opinions", "/opinions.docx")
ACTS = (
    "/text", "/annexes", "/annexes/1/drop", "/ask", "/answer", "/submit", "/take-back", "/give-back", "/sign",
    "/recall", "/more", "/send-again", "/press", "/number", "/final", "/issue", "/cancel", "/reopen",
    "/edit", "/recipients", "/update", "/updates/1/again", "/opinions", "/opinions/1", "/opinions/remind",
    "/consultation", "/recipients/add", "/replies", "/replies/aaaaaaaaaaaaaaaa/drop",
)  # fmt: skip


@pytest.fixture
def office(services: Services) -> Office:
    with services.begin(Actor.operator()) as uow:
        return make_office(uow, short_name="UBND")


def browser(app: Application, office: Office, who: str) -> FlaskClient:
    return sign_in(app, getattr(office, who).username)


def state(services: Services, letter_id: str) -> OutgoingLetter:
    with services.db.reading() as session:
        found = session.get_one(OutgoingLetter, letter_id)
        session.refresh(found, ["files", "sent_to"])
        return found


def put(name: str, content: bytes = b"%PDF-1.7 text") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_an_answer_begins_with_what_it_answers(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        sender = make_agency(uow, name=ENTRY.issuer)
        asked = make_letter(uow, office)
    clerk = browser(app, office, "clerk")

    form = clerk.get(f"/outgoing/new?answers={asked.id}").text
    data = {"kind": "công văn", "answers": asked.id, "subject": "Trả lời", **csrf(clerk)}
    made = clerk.post("/outgoing/new", data=data)
    chosen = clerk.get(f"{made.location}/recipients").text

    assert "Trả lời công văn số 1427/STC-QLNS ngày 12/06/2026 của Sở Tài chính" in form
    assert f'name="row" value="{sender.id}"' in chosen
    assert "gửi 1427/STC-QLNS được trả lời" in chosen


def test_a_letter_goes_its_whole_way(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        book, other = book_of(uow, office), make_agency(uow, name="Sở Tài chính thử")
    officer, leader, clerk = (browser(app, office, who) for who in ("officer", "leader", "clerk"))

    data = {
        "kind": "công văn", "subject": "Mời họp giao ban", "text": put("du-thao.pdf"), "annexes": put("phu-luc.xlsx"),
        "recipients": "- Sở Tài chính thử;\n- Lưu: VT.", **csrf(officer),
    }  # fmt: skip
    answer = officer.post("/outgoing/new", data=data)
    letter_id = answer.location.rsplit("/", 1)[1]
    assert "Mời họp giao ban" in officer.get("/outgoing?o=du-thao").text

    page = officer.get(f"/outgoing/{letter_id}/recipients").text
    assert "Sở Tài chính thử" in page
    block = {"block": "- Sở Tài chính thử;\n- Ông Nguyễn Thử;", "act": "match", **csrf(officer)}
    page = officer.post(f"/outgoing/{letter_id}/recipients", data=block).text
    assert "Không có trong danh mục" in page
    rows = {"row": [other.id, "=Ông Nguyễn Thử"], "to": [other.id, "=Ông Nguyễn Thử"], "act": "save"}
    saved = officer.post(f"/outgoing/{letter_id}/recipients", data={**rows, **csrf(officer)})
    assert saved.status_code == 302

    officer.post(f"/outgoing/{letter_id}/submit", data={"person": office.leader.id, "words": "Kính", **csrf(officer)})
    assert "Mời họp giao ban" in leader.get("/outgoing").text
    leader.post(f"/outgoing/{letter_id}/sign", data=csrf(leader))
    page = clerk.get(f"/outgoing/{letter_id}").text
    assert re.search(r"Sổ văn bản đi <b>01</b>", page)
    beside = {"place": "beside", "beside": "7", "why_beside": "Bỏ sót khi cấp số hôm trước"}
    refused = clerk.post(f"/outgoing/{letter_id}/number", data={"book": book.id, **beside, **csrf(clerk)})
    assert (refused.status_code, "không có số 7" in refused.text) == (422, True)
    clerk.post(f"/outgoing/{letter_id}/number", data={"book": book.id, **csrf(clerk)})
    clerk.post(f"/outgoing/{letter_id}/final", data={"file": put("ky.pdf", b"%PDF-1.7 signed"), **csrf(clerk)})
    page = clerk.get(f"/outgoing/{letter_id}").text
    assert "Tệp ky.pdf, phu-luc.xlsx đang được đọc; đợi" in page
    assert 'hx-select="#cho-ban-hanh"' in page
    refused = clerk.post(f"/outgoing/{letter_id}/issue", data=csrf(clerk))
    assert (refused.status_code, "đang được đọc; đợi" in refused.text) == (422, True)
    with services.begin(Actor.operator()) as uow:
        for file in uow.session.get_one(OutgoingLetter, letter_id).current:
            jobs.give_up(uow, {"file": file.id}, "Tệp bị hỏng.")
    page = clerk.get(f"/outgoing/{letter_id}").text
    assert "Máy không đọc được: ky.pdf, phu-luc.xlsx." in page
    refused = clerk.post(f"/outgoing/{letter_id}/issue", data=csrf(clerk))
    assert refused.status_code == 422
    assert "Mở tệp xem; nếu không có dấu mật thì đánh dấu xác nhận" in refused.text
    clerk.post(f"/outgoing/{letter_id}/issue", data={"looked_at": "y", **csrf(clerk)})

    found = state(services, letter_id)
    assert (found.state, [one.name for one in found.sent_to]) == (
        OutgoingState.ISSUED, ["Sở Tài chính thử", "Ông Nguyễn Thử"],
    )  # fmt: skip
    assert found.document_id is not None
    page = clerk.get(f"/outgoing/{letter_id}").text
    assert "Đã ban hành" in page
    assert clerk.get(f"/documents/{found.document_id}").status_code == 200
    assert found.number in clerk.get("/outgoing?o=da-ban-hanh").text


def test_a_version_is_downloaded_by_who_sees_the_letter(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_draft(uow, office, text=b"%PDF-1.7 mine")
        file_id = letter.files[0].id
    at = f"/outgoing/{letter.id}/files/{file_id}"
    answer = browser(app, office, "officer").get(at)
    assert (answer.data, answer.headers["X-Content-Type-Options"]) == (b"%PDF-1.7 mine", "nosniff")
    assert browser(app, office, "clerk").get(at).status_code == 404


def test_only_a_document_the_clerk_sees_is_copied(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        elsewhere = make_batch(uow, agency_id=make_agency(uow).id, level=AccessLevel.AGENCY)
        hidden, seen = make_document(uow, elsewhere).id, make_document(uow, number="3/KH-UBND").id
    clerk = browser(app, office, "clerk")
    order = {"kind": "sao y", "signer": office.leader.id, **csrf(clerk)}
    for document, status in ((hidden, 404), ("khong-co", 404), (seen, 200)):
        assert clerk.get(f"/outgoing/copy?document={document}").status_code == status
    assert clerk.post("/outgoing/copy", data={"document": hidden, **order}).status_code == 404
    assert clerk.post("/outgoing/copy", data={"document": seen, **order}).status_code == 302
    with services.db.reading() as session:
        assert session.scalars(select(OutgoingLetter.copy_of_id)).all() == [seen]


@pytest.mark.parametrize("who", ["clerk", "leader", "officer"])
def test_nothing_of_an_agency_exists_for_another(
    app: Application, services: Services, office: Office, who: str
) -> None:
    with services.begin(Actor.operator()) as uow:
        other = make_office(uow)
        ids = [make(uow, other).id for make in (make_draft, make_signed, make_numbered, make_issued)]
    stranger = browser(app, office, who)
    token = csrf(stranger)

    for letter_id in ids:
        answers = {stranger.get(f"/outgoing/{letter_id}{page}").status_code for page in PAGES}
        answers |= {stranger.post(f"/outgoing/{letter_id}{act}", data=token).status_code for act in ACTS}
        assert answers == {404}
    assert "Trả lời về kinh phí" not in stranger.get("/outgoing?o=tat-ca").text


def test_a_form_that_is_refused_keeps_what_was_typed(app: Application, services: Services, office: Office) -> None:
    officer = browser(app, office, "officer")
    data = {"kind": "công văn", "subject": "x" * 501, "keeper": "VT, TH", "copies": "1", **csrf(officer)}
    answer = officer.post("/outgoing/new", data=data)
    assert answer.status_code == 422
    assert "dài quá 500" in answer.text
    assert "VT, TH" in answer.text

    with services.begin(Actor.operator()) as uow:
        letter = make_draft(uow, office)
    data = {"person": "", "words": "Kính trình anh", **csrf(officer)}
    answer = officer.post(f"/outgoing/{letter.id}/submit", data=data)
    assert answer.status_code == 422
    assert "Chọn một người" in answer.text
    assert "Kính trình anh" in answer.text


def test_the_clerk_who_gives_a_draft_back_is_led_to_the_list(
    app: Application, services: Services, office: Office
) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_signed(uow, office)
    clerk = browser(app, office, "clerk")
    data = {"reason": "Sai thể thức nơi nhận", **csrf(clerk)}
    answer = clerk.post(f"/outgoing/{letter.id}/give-back", data=data)
    assert answer.location.endswith("/outgoing")
    assert state(services, letter.id).state == OutgoingState.DRAFT


def test_an_answer_begins_at_the_letter_it_answers(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        incoming = make_letter(uow, office)
    clerk = browser(app, office, "clerk")
    assert f"/outgoing/new?answers={incoming.id}" in clerk.get(f"/incoming/{incoming.id}").text
    page = clerk.get(f"/outgoing/new?answers={incoming.id}").text
    assert "1427/STC-QLNS" in page
    data = {"kind": "công văn", "subject": "Trả lời", "answers": incoming.id, "copies": "1", **csrf(clerk)}
    made = clerk.post("/outgoing/new", data=data)
    assert "Trả lời văn bản" in clerk.get(made.location).text
    assert made.location in clerk.get(f"/incoming/{incoming.id}").text


def test_what_the_page_says_otherwise_is_shown(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_numbered(uow, office)
        letter.files[0].read = {"number": "999/UBND-KT", "issued_on": "2026-06-01"}
    page = browser(app, office, "clerk").get(f"/outgoing/{letter.id}").text
    assert "trên văn bản “999/UBND-KT”" in page
    assert "01/06/2026" in page


def test_the_register_shows_the_line(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_issued(uow, office, keeper="VT, TH")
        assert letter.given is not None
        volume_id = letter.given.volume_id
    clerk = browser(app, office, "clerk")
    page = clerk.get(f"/registers/volumes/{volume_id}").text
    assert letter.number in page
    assert f"/outgoing/{letter.id}" in page
    assert "VT, TH" in clerk.get(f"/registers/volumes/{volume_id}/print").text


def test_an_issued_letter_shows_how_far_it_has_come(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        other = make_office(uow, name="UBND xã Đồi Thông")
        letter = make_numbered(uow, office, place="Suối Mơ")
        with acting(uow, office.clerk):
            recipients.set_recipients(uow, letter, [Addressee(other.agency.name, other.agency)])
        assert letter.main is not None
        letter.main.read = {"pages": 1}
    clerk = browser(app, office, "clerk")
    assert clerk.post(f"/outgoing/{letter.id}/issue", data=csrf(clerk)).status_code == 302
    run_jobs(services)
    page = clerk.get(f"/outgoing/{letter.id}").text
    assert "UBND xã Đồi Thông" in page
    assert "Chưa vào sổ (1)" in page

    services.clock.now = NOON + timedelta(days=3)  # type: ignore[attr-defined]
    clerk = browser(app, office, "clerk")
    page = clerk.get(f"/outgoing/{letter.id}?loc=qua-han").text
    assert "Soạn đôn đốc 1 nơi" in page
    draft = clerk.post(f"/outgoing/{letter.id}/press", data=csrf(clerk), follow_redirects=True).text
    assert "đôn đốc tiếp nhận công văn" in draft

    theirs = browser(app, other, "clerk")
    page = theirs.get("/incoming/next", follow_redirects=True).text
    assert "Trả lời về kinh phí" in page
    with services.db.reading() as session:
        came = session.scalars(select(IncomingLetter)).one().id
    assert "khóa đã thống nhất" in theirs.get(f"/incoming/{came}").text
    clerk.post(f"/outgoing/{letter.id}/recall", data={"reason": "Ban hành nhầm số", **csrf(clerk)})
    run_jobs(services)
    page = theirs.get(f"/incoming/{came}").text
    assert "Yêu cầu thu hồi của bên gửi" in page
    agreed = re.search(r"/incoming/[a-z0-9]+/requests/[a-z0-9]+/agree", page)
    assert agreed is not None
    assert theirs.post(agreed[0], data=csrf(theirs)).status_code == 302
    assert clerk.post(agreed[0], data=csrf(clerk)).status_code == 404
    run_jobs(services)
    assert "Đã hủy theo thu hồi" in clerk.get(f"/outgoing/{letter.id}").text
    assert "Đã bị thu hồi" in theirs.get(f"/incoming/{came}").text


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        ("verified", "Gói có chữ ký hợp lệ"),
        ("legacy", "Gói ký bằng SHA-1, chưa đủ để xác thực"),
        ("unsigned", "Gói chưa được xác thực bằng chữ ký"),
    ],
)
def test_who_signed_the_packet_is_said_where_it_is_decided_on(
    app: Application, services: Services, office: Office, strength: str, words: str
) -> None:
    signed = strength != "unsigned"
    found = {
        "strength": strength, "signer": "Sở Thử Nghiệm" if signed else "", "organisation": "", "serial": "",
        "issuer": "CA Mẫu G1" if signed else "", "digest": "rsa-sha256" if signed else "", "reasons": ["Một lưu ý."],
    }  # fmt: skip
    with services.begin(Actor.operator()) as uow:
        letter = make_letter(uow, office, registered=False)
        arrival = make_arrival(uow, office, signature=found)
        letter.packet = ReceivedPacket(arrival_id=arrival, sender_code="H99.09", document_code="x", proof="axis")
        letter.requests.append(IncomingRequest(kind="update", arrival_id=arrival, asked_at=NOON))
    clerk = browser(app, office, "clerk")
    for page, times in (("", 2), ("/register", 1)):
        text = clerk.get(f"/incoming/{letter.id}{page}").text
        assert (text.count(words), text.count("Một lưu ý.")) == (times, times)
        assert text.count("Sở Thử Nghiệm ký trên toàn bộ gói") == times * signed
        assert ("Gói có chữ ký hợp lệ" in text) == (strength == "verified")


def test_packet_and_page_are_compared_when_registering(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_letter(uow, office, registered=False)
        arrival = make_arrival(uow, office)
        letter.packet = ReceivedPacket(
            arrival_id=arrival, sender_code="H99.09", document_code="x", proof="key",
            stated={"number": "99/SKH-TH", "subject": "Khác", "due_on": "2026-07-01"},
        )  # fmt: skip
    page = browser(app, office, "clerk").get(f"/incoming/{letter.id}/register").text
    assert "Gói tin ghi: 99/SKH-TH" in page
    assert "01/07/2026" in page


def test_the_first_page_counts_what_waits_to_be_signed(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_draft(uow, office)
        with acting(uow, office.officer):
            approving.submit(uow, letter, office.leader)
    page = browser(app, office, "leader").get("/").text
    assert "Đi: chờ ký" in page
    assert "Đi: đang trình" in browser(app, office, "clerk").get("/").text


def test_what_waits_for_a_signature_stands_on_the_leaders_first_page(
    app: Application, services: Services, office: Office
) -> None:
    leader = browser(app, office, "leader")
    before = leader.get("/").text
    with services.begin(Actor.operator()) as uow:
        letter = make_draft(uow, office, subject="Về việc nạo vét kênh mương")
        with acting(uow, office.officer):
            approving.submit(uow, letter, office.leader, "Kính trình")

    after, clerk = leader.get("/").text, browser(app, office, "clerk").get("/").text

    assert 'id="trinh-ky"' not in before
    assert 'id="trinh-ky"' in after
    assert f'href="/outgoing/{letter.id}">Về việc nạo vét kênh mương' in after
    assert 'id="trinh-ky"' not in clerk
