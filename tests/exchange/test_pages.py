"""The pages of incoming letters, as the people of an office use them."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.services import routing
from docarchive.exchange.states import IncomingState
from docarchive.registers.models import Register
from docarchive.registers.services import numbering
from tests.archive.factories import make_reading
from tests.conftest import NOON, FixedClock, csrf, sign_in
from tests.exchange.factories import ENTRY, Office, acting, make_letter, make_office, read, receive, set_up

LINE = {
    "arrived_on": "15/06/2026", "number": "1427/STC-QLNS", "issued_on": "12/06/2026", "issuer": "Sở Tài chính",
    "kind": "công văn", "subject": "Bổ sung kinh phí duy tu đường", "pages": "2", "copies": "1",
}  # fmt: skip


@pytest.fixture
def office(services: Services) -> Office:
    return set_up(services)


def browser(app: Application, office: Office, who: str) -> FlaskClient:
    return sign_in(app, getattr(office, who).username)


def letter_in(services: Services, office: Office, **values: Any) -> str:
    with services.begin(Actor.operator()) as uow:
        return make_letter(uow, office, **values).id


def state(services: Services, letter_id: str) -> IncomingLetter:
    with services.db.reading() as session:
        found = session.get_one(IncomingLetter, letter_id)
        session.refresh(found, ["arrival"])
        return found


def test_files_dropped_together_are_letters_or_annexes(app: Application, services: Services, office: Office) -> None:
    clerk = browser(app, office, "clerk")
    for as_one, count in (("", 2), ("y", 3)):
        files = [
            (io.BytesIO(b"%%PDF-1.7 %s" % name), f"{name.decode()}.pdf") for name in (b"a" + as_one.encode(), b"b")
        ]
        data = {"files": files, "channel": "paper", "as_one": as_one, **csrf(clerk)}

        answer = clerk.post("/incoming", data=data)

        assert answer.status_code == 302
        with services.db.reading() as session:
            assert len(session.scalars(select(IncomingLetter)).all()) == count


def test_a_clerk_registers_what_was_read(app: Application, services: Services, office: Office) -> None:
    letter_id = letter_in(services, office, registered=False)
    clerk = browser(app, office, "clerk")

    page = clerk.get("/incoming/next", follow_redirects=True).text
    assert "Số đến kế tiếp: <b>01</b>" in page
    assert "Quy định mức hỗ trợ đường giao thông nông thôn" in page
    assert 'data-box="o-1" data-box-page="1"' in page

    answer = clerk.post(f"/incoming/{letter_id}/register", data={**LINE, "book": office.book.id, **csrf(clerk)})

    assert answer.status_code == 302
    found = state(services, letter_id)
    assert found.arrival is not None
    assert (found.state, found.arrival.printed, found.number) == (IncomingState.REGISTERED, "01", "1427/STC-QLNS")
    assert "1427/STC-QLNS" in clerk.get("/incoming?o=cho-chuyen").text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"subject": ""}, "Điền ô này."),
        ({"issued_on": "31/02/2026"}, "dd/mm/yyyy"),
        ({"arrived_on": "16/06/2026"}, "hôm nay"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed(
    app: Application, services: Services, office: Office, values: dict[str, str], message: str
) -> None:
    letter_id = letter_in(services, office, registered=False)
    clerk = browser(app, office, "clerk")

    answer = clerk.post(
        f"/incoming/{letter_id}/register", data={**LINE, "book": office.book.id, **values, **csrf(clerk)}
    )

    assert answer.status_code == 422
    assert message in answer.text
    assert "Sở Tài chính" in answer.text
    assert state(services, letter_id).state == IncomingState.WAITING


def test_save_and_next_opens_the_next_that_waits(app: Application, services: Services, office: Office) -> None:
    first, second = (letter_in(services, office, registered=False) for _ in range(2))
    clerk = browser(app, office, "clerk")

    data = {**LINE, "book": office.book.id, "next": "1", **csrf(clerk)}
    answer = clerk.post(f"/incoming/{first}/register", data=data)

    assert answer.location.endswith(f"/incoming/{second}/register")


def test_the_second_copy_is_merged_from_the_form(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        first = make_letter(uow, office, number="1427/STC-QLNS", issuer="Hội đồng nhân dân tỉnh Đông Sơn")
        second = make_letter(uow, office, registered=False)
        assert second.main is not None
        second.main.item.document_id, second.main.item.state = first.document_id, "duplicate"
        ids = first.id, second.id
    clerk = browser(app, office, "clerk")

    page = clerk.get(f"/incoming/{ids[1]}/register").text
    assert "Đúng tệp này đã vào sổ" in page
    answer = clerk.post(f"/incoming/{ids[1]}/merge", data={"into": ids[0], **csrf(clerk)})

    assert answer.location.endswith(ids[0])
    assert state(services, ids[1]).state == IncomingState.MERGED


def test_a_letter_goes_its_way_over_the_pages(app: Application, services: Services, office: Office) -> None:
    letter_id = letter_in(services, office)
    clerk, leader, officer = (browser(app, office, who) for who in ("clerk", "leader", "officer"))
    at = f"/incoming/{letter_id}"

    clerk.post(f"{at}/submit", data={"leader": f"user:{office.leader.id}", **csrf(clerk)})
    assert "Chờ ý kiến" in leader.get("/incoming").text
    assert "Đang ở" in leader.get(at).text
    given = {"words": "Giao phòng tham mưu.", "lead": f"unit:{office.unit.id}", "due_on": "22/06/2026"}
    leader.post(f"{at}/assign", data={**given, **csrf(leader)})

    page = officer.get(at).text
    assert "Giao phòng tham mưu." in page
    handover = re.search(r'name="handover" value="([a-z2-7]{16})"', page)
    assert handover is not None
    officer.post(
        f"{at}/finish", data={"handover": handover[1], "said": "Đã trả lời", "answer": "9/VP", **csrf(officer)}
    )

    found = state(services, letter_id)
    assert (found.state, found.answer) == (IncomingState.FINISHED, "9/VP")
    slip = clerk.get(f"{at}/slip").text
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN" in slip
    assert "Giao phòng tham mưu." in slip
    assert "22/06/2026" in slip


def test_a_registered_letter_leads_to_the_dossiers(app: Application, services: Services, office: Office) -> None:
    waits, there = letter_in(services, office, registered=False), letter_in(services, office)
    clerk = browser(app, office, "clerk")

    assert "/dossiers/add" not in clerk.get(f"/incoming/{waits}", follow_redirects=True).text
    document_id = state(services, there).document_id
    assert f"/dossiers/add?document={document_id}" in clerk.get(f"/incoming/{there}").text


def test_opening_a_letter_is_seen_by_who_gave_it(app: Application, services: Services, office: Office) -> None:
    letter_id = letter_in(services, office)
    clerk, leader = browser(app, office, "clerk"), browser(app, office, "leader")
    at = f"/incoming/{letter_id}"
    clerk.post(f"{at}/submit", data={"leader": f"user:{office.leader.id}", **csrf(clerk)})
    assert "chưa mở" in clerk.get(at).text

    leader.get(at)

    page = clerk.get(at).text
    assert "chưa mở" not in page
    assert f"{office.leader.name} đã mở văn bản." in page
    with services.db.reading() as session:
        part = session.scalars(select(Handover)).one()
    refused = clerk.post(f"{at}/take-back", data={"handover": part.id, **csrf(clerk)})
    assert refused.status_code == 409


def test_a_day_is_closed_when_nothing_waits(app: Application, services: Services, office: Office) -> None:
    letter_id = letter_in(services, office, registered=False)
    clerk = browser(app, office, "clerk")
    assert "Còn 1 văn bản chờ vào sổ." in clerk.get("/incoming").text
    assert clerk.post("/incoming/day-end", data=csrf(clerk)).status_code == 409

    clerk.post(
        f"/incoming/{letter_id}/refuse", data={"cause": "Sai nơi nhận", "reason": "Gửi nhầm nơi nhận", **csrf(clerk)}
    )

    assert clerk.post("/incoming/day-end", data=csrf(clerk)).status_code == 302
    assert "chốt lúc" in clerk.get("/incoming").text


PAGES = ("", "/register", "/correct", "/slip")
ACTS = (
    "/refuse", "/bring-back", "/merge", "/keep-apart", "/read-again", "/submit", "/assign", "/pass-on", "/give-back",
    "/take-back", "/finish", "/reopen", "/answers", "/answers/aaaaaaaaaaaaaaaa/drop",
)  # fmt: skip


@pytest.mark.parametrize("who", ["clerk", "leader", "officer"])
def test_nothing_of_an_agency_exists_for_another(
    app: Application, services: Services, office: Office, who: str
) -> None:
    with services.begin(Actor.operator()) as uow:
        other = make_office(uow)
        letter_id = make_letter(uow, other, due_on=ENTRY.arrived_on).id
        waiting = make_letter(uow, other, registered=False).id
    stranger = browser(app, office, who)
    token = csrf(stranger)

    for at in (letter_id, waiting):
        answers = {stranger.get(f"/incoming/{at}{page}").status_code for page in PAGES}
        answers |= {stranger.post(f"/incoming/{at}{act}", data=token).status_code for act in (*ACTS, "/register")}
        assert answers == {404}
    assert stranger.post("/incoming/batch", data={"act": "finish", "chosen": letter_id, **token}).status_code == 404
    for page in ("/incoming?o=tat-ca", "/answers", "/returns", "/returns/rows"):
        assert "1427" not in stranger.get(page).text


@pytest.mark.parametrize("who", ["leader", "officer"])
def test_only_clerks_receive(app: Application, services: Services, office: Office, who: str) -> None:
    person = browser(app, office, who)

    assert person.post("/incoming", data={"channel": "paper", **csrf(person)}).status_code == 403
    assert "Tiếp nhận" not in person.get("/incoming").text


def test_a_file_that_is_being_read_says_so(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter_id = receive(uow, office, b"%PDF-1.7 slow").id
    clerk = browser(app, office, "clerk")

    assert "Tệp đang được đọc" in clerk.get(f"/incoming/{letter_id}/register").text
    with services.begin(Actor.operator()) as uow:
        read(uow, uow.session.get_one(IncomingLetter, letter_id))
    assert "Tệp đang được đọc" not in clerk.get(f"/incoming/{letter_id}/register").text


def test_lists_are_filtered_and_paged(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        for at in range(23):
            make_letter(uow, office, number=f"{at}/STC", subject=f"Kinh phí đợt {at}")
    clerk = browser(app, office, "clerk")

    page = clerk.get("/incoming?o=tat-ca").text
    assert "Hiển thị 1–20 / 23" in page
    found = clerk.get("/incoming?o=tat-ca&q=kinh+phí+đợt+22").text
    assert "Kinh phí đợt 22" in found
    assert "Kinh phí đợt 21" not in found
    assert "Không có văn bản nào khớp" in clerk.get("/incoming?o=tat-ca&q=thủy+lợi").text


def test_acts_that_are_off_say_why(app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        letter = make_letter(uow, office)
        with acting(uow, office.clerk):
            routing.submit(uow, letter, office.leader)
        letter_id = letter.id

    page = browser(app, office, "clerk").get(f"/incoming/{letter_id}").text

    assert f"{office.leader.name} đang cho ý kiến." in page
    assert f"Đang ở {office.leader.name}." in page


def test_a_letter_that_got_no_number_still_waits(
    app: Application, services: Services, office: Office, clock: FixedClock
) -> None:
    letter_in(services, office)
    letter_id = letter_in(services, office, registered=False)
    clock.now = NOON - timedelta(hours=26)  # the machine's clock was put back
    clerk = browser(app, office, "clerk")

    line = {**LINE, "number": "2/STC", "arrived_on": "14/06/2026", "book": office.book.id}
    answer = clerk.post(f"/incoming/{letter_id}/register", data={**line, **csrf(clerk)})

    assert answer.status_code == 422
    assert "không cấp lùi" in answer.text
    assert "Bổ sung kinh phí duy tu đường" in answer.text
    assert state(services, letter_id).state == IncomingState.WAITING


def test_a_number_typed_twice_is_warned_of_and_taken_when_meant(
    app: Application, services: Services, office: Office
) -> None:
    first = letter_in(services, office)
    letter_id = letter_in(services, office, registered=False)
    clerk = browser(app, office, "clerk")
    data = {**LINE, "book": office.book.id, **csrf(clerk)}

    answer = clerk.post(f"/incoming/{letter_id}/register", data=data)

    assert answer.status_code == 422
    assert "Trùng số ký hiệu và cơ quan ban hành" in answer.text
    assert state(services, letter_id).state == IncomingState.WAITING
    assert clerk.post(f"/incoming/{letter_id}/register", data={**data, "seen_twin": first}).status_code == 302
    assert state(services, letter_id).state == IncomingState.REGISTERED


def test_a_remark_without_a_lead_is_not_lost(app: Application, services: Services, office: Office) -> None:
    letter_id = letter_in(services, office)
    leader = browser(app, office, "leader")

    for wrong in ({"lead": ""}, {"lead": f"unit:{office.unit.id}", "due_on": "31/02/2026"}):
        data = {"words": "Giao phòng tham mưu trước kỳ họp.", **wrong, **csrf(leader)}
        answer = leader.post(f"/incoming/{letter_id}/assign", data=data)

        assert answer.status_code == 422
        assert "Giao phòng tham mưu trước kỳ họp." in answer.text
        assert state(services, letter_id).state == IncomingState.REGISTERED


def test_what_waits_is_listed_and_filtered_by_what_was_read_the_urgent_first(
    app: Application, services: Services, office: Office
) -> None:
    with services.begin(Actor.operator()) as uow:
        read(uow, receive(uow, office, b"%PDF-1.7 a"), make_reading(text="Thử một.", subject="Báo cáo quý"))
        urgent = make_reading(text="Thử hai.", subject="Ứng phó bão", number="9/CĐ-UBND", urgency="hỏa tốc")
        read(uow, receive(uow, office, b"%PDF-1.7 b"), urgent)
    clerk = browser(app, office, "clerk")

    page = clerk.get("/incoming?o=cho-vao-so").text
    assert page.index("Ứng phó bão") < page.index("Báo cáo quý")
    found = clerk.get("/incoming?o=cho-vao-so&q=9/cđ").text
    assert "Ứng phó bão" in found
    assert "Báo cáo quý" not in found


def test_a_letter_left_out_gets_a_number_beside_another(app: Application, services: Services, office: Office) -> None:
    letter_in(services, office)
    left_out, for_later = (letter_in(services, office, registered=False) for _ in range(2))
    with services.begin(Actor.operator()) as uow, acting(uow, office.clerk):
        (kept,) = numbering.reserve(uow, uow.session.get_one(Register, office.book.id), 1, "Giữ cho công văn hỏa tốc")
    clerk = browser(app, office, "clerk")

    def register(letter_id: str, **place: str) -> TestResponse:
        data = {**LINE, "number": f"{letter_id}/X", "book": office.book.id, **place, **csrf(clerk)}
        return clerk.post(f"/incoming/{letter_id}/register", data=data)

    assert "02 – giữ trước" in clerk.get(f"/incoming/{left_out}/register").text
    beside = {"place": "beside", "beside": "1", "why_beside": "Bỏ sót khi vào sổ buổi sáng"}
    for wrong in ({"beside": "9"}, {"why_beside": "sót"}, {"place": office.book.id}):
        assert register(left_out, **{**beside, **wrong}).status_code == 422
    assert register(left_out, **beside).status_code == 302
    assert register(for_later, place=kept.id).status_code == 302

    assert [state(services, each).arrival_number for each in (left_out, for_later)] == ["01a", "02"]
