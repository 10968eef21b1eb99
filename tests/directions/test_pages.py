"""The pages of directions, as clerk, leader, doer, stranger and somebody of another agency use them."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from docarchive.accounts.models import User
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.directions.models import Assignment, AssignmentSeries, AssignmentStep, Direction, Extension
from docarchive.directions.services import extending, following, working
from docarchive.directions.states import WorkState
from docarchive.exchange.models import OutgoingLetter
from tests.archive.factories import make_document
from tests.conftest import csrf, sign_in
from tests.directions.factories import (
    SHOWN,
    TODAY,
    Sides,
    finish,
    make_assignment,
    make_direction,
    make_hidden,
    make_sides,
    order_for,
    report,
)
from tests.exchange.factories import acting, make_letter
from tests.factories import make_agency

REASON = "Không đúng chức năng của cơ quan"
ACTS = (
    "accept", "begin", "note", "report", "give-back", "plan", "extend", "decide", "confirm", "send-back", "pause",
    "resume", "cancel", "reopen", "give-again", "ask-explanation", "explain", "stop", "milestones/a/reach",
)  # fmt: skip
FIRST_ORDER = {"orders-0-lead": "", "orders-0-term": "none"}


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def browser(app: Application, who: User) -> FlaskClient:
    return sign_in(app, who.username)


def given(services: Services, sides: Sides, **values: object) -> str:
    with services.begin(Actor.operator()) as uow:
        return make_assignment(uow, sides, **values).id  # type: ignore[arg-type]


def now(services: Services, assignment_id: str) -> Assignment:
    with services.db.reading() as session:
        return session.get_one(Assignment, assignment_id)


def act(browser_: FlaskClient, assignment_id: str, name: str, **fields: str) -> int:
    return browser_.post(f"/directions/{assignment_id}/{name}", data={**fields, **csrf(browser_)}).status_code


def test_work_goes_its_whole_way(app: Application, services: Services, sides: Sides) -> None:
    clerk, doer, leader = (browser(app, who) for who in (sides.clerk, sides.doer, sides.leader))
    data = {
        "source": "spoken", "giver": sides.leader.name, "given_on": "10/06/2026", "quote": "Giao rà soát nhà tạm.",
        "orders-0-lead": sides.department.name, "orders-0-product": "báo cáo", "orders-0-term": "fixed",
        "orders-0-due_on": "30/06/2026", "act": "give", **csrf(clerk),
    }  # fmt: skip
    answer = clerk.post("/directions/new", data=data)
    assert answer.status_code == 302, answer.text
    at = answer.location
    id_ = at.rsplit("/", 1)[1]

    assert "Giao rà soát nhà tạm." in doer.get("/directions?o=chu-tri").text
    assert act(doer, id_, "accept") == 302
    assert act(doer, id_, "plan", milestones="Lập danh sách – 20/06/2026\nTrình dự thảo") == 302
    page = doer.get(at).text
    assert "Hạn 20/06/2026" in page
    assert "Trình dự thảo" in page
    assert act(doer, id_, "note", words="Đã lập danh sách 7 xã") == 302
    assert act(doer, id_, "report", words="Xong", evidence="45/BC-SNV") == 302
    assert "chờ bên giao việc xác nhận" in doer.get(at).text

    assert "Giao rà soát nhà tạm." in leader.get("/directions?o=cho-xac-nhan").text
    assert act(leader, id_, "confirm") == 302
    page = leader.get(at).text
    assert "Đúng hạn" in page
    assert "45/BC-SNV" in page
    assert (now(services, id_).state, now(services, id_).done_on) == (WorkState.DONE, TODAY)


def test_a_report_without_evidence_is_refused_and_keeps_its_words(
    app: Application, services: Services, sides: Sides
) -> None:
    id_ = given(services, sides)
    doer = browser(app, sides.doer)

    answer = doer.post(f"/directions/{id_}/report", data={"words": "Đã xong hết rồi", **csrf(doer)})

    assert answer.status_code == 422
    assert "làm bằng chứng hoàn thành" in answer.text
    assert "Đã xong hết rồi" in answer.text
    assert now(services, id_).state == WorkState.GIVEN


def test_who_reported_sees_why_he_cannot_confirm(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        assignment = make_assignment(uow, sides, lead="Ủy ban nhân dân xã Bến Đá")
        report(uow, sides, assignment, by=sides.clerk)
    clerk = browser(app, sides.clerk)

    assert "Bạn là người báo cáo" in clerk.get(f"/directions/{assignment.id}").text
    assert act(clerk, assignment.id, "confirm") == 409


def test_more_time_is_asked_and_decided(app: Application, services: Services, sides: Sides) -> None:
    id_ = given(services, sides)
    doer, leader = browser(app, sides.doer), browser(app, sides.leader)
    assert act(doer, id_, "extend", wanted_on="15/07/2026", reason="ngắn") == 422
    assert act(doer, id_, "extend", wanted_on="15/07/2026", reason="Chờ số liệu của các xã") == 302
    assert "Đã xin gia hạn, chờ quyết định" in doer.get(f"/directions/{id_}").text

    assert 'value="15/07/2026"' in leader.get(f"/directions/{id_}").text
    assert act(leader, id_, "decide", granted="0", answer="") == 422
    assert act(leader, id_, "decide", granted="1", until="10/07/2026", answer="Làm gọn") == 302

    page = leader.get(f"/directions/{id_}").text
    assert "Hạn giao ban đầu" in page
    assert "Chờ số liệu của các xã" in page
    assert (now(services, id_).first_due_on, now(services, id_).due_on) == (date(2026, 6, 30), date(2026, 7, 10))


def test_what_came_back_is_given_to_another(app: Application, services: Services, sides: Sides) -> None:
    id_ = given(services, sides)
    doer, leader = browser(app, sides.doer), browser(app, sides.leader)
    assert act(doer, id_, "give-back", reason=REASON) == 302
    assert REASON in leader.get(f"/directions/{id_}").text
    with services.begin(Actor.operator()) as uow:
        other = make_agency(uow, name="Sở Tài chính thử").name

    assert act(leader, id_, "give-again", lead=other, term="fixed", due_on="31/07/2026") == 302

    assert now(services, id_).lead_name == other
    assert doer.get(f"/directions/{id_}").status_code == 404


def test_several_assignments_follow_from_one_sentence(app: Application, services: Services, sides: Sides) -> None:
    clerk = browser(app, sides.clerk)
    data = {
        "source": "meeting", "giver": "Chủ tịch UBND tỉnh", "given_on": "12/06/2026", "quote": "Các sở báo cáo.",
        "document_number": "41/TB-UBND", "orders-0-lead": sides.department.name, "orders-0-term": "none",
        **csrf(clerk),
    }  # fmt: skip
    page = clerk.post("/directions/new", data={**data, "act": "more"}).text
    assert 'name="orders-1-lead"' in page
    assert "Các sở báo cáo." in page
    second = {"orders-1-lead": sides.unit.name, "orders-1-term": "working_days", "orders-1-days": "5"}
    page = clerk.post("/directions/new", data={**data, **second, "act": "drop-0"}).text
    assert f'value="{sides.unit.name}"' in page
    assert 'name="orders-1-lead"' not in page

    answer = clerk.post("/directions/new", data={**data, **second, "act": "give"})

    assert answer.status_code == 302
    with services.db.reading() as session:
        rows = session.scalars(select(Assignment).order_by(Assignment.ordinal)).all()
        assert [one.lead_name for one in rows] == [sides.department.name, sides.unit.name]
        assert rows[1].due_on == date(2026, 6, 19)
    page = clerk.get(answer.location).text
    assert '<span class="soft">(2)</span>' in page


def test_an_unknown_name_is_asked_about_once(app: Application, services: Services, sides: Sides) -> None:
    clerk = browser(app, sides.clerk)
    data = {
        "source": "spoken", "giver": "Chủ tịch UBND tỉnh", "given_on": "12/06/2026", "quote": "Giao làm ngay.",
        "orders-0-lead": "Ban quản lý chợ Trống Đồng", "orders-0-term": "none", "act": "give", **csrf(clerk),
    }  # fmt: skip
    answer = clerk.post("/directions/new", data=data)
    assert answer.status_code == 422
    assert "không có trong danh mục" in answer.text

    answer = clerk.post("/directions/new", data={**data, "known": "Ban quản lý chợ Trống Đồng"})

    assert answer.status_code == 302
    with services.db.reading() as session:
        found = session.scalars(select(Assignment)).one()
        assert (found.lead_name, found.lead_agency_id) == ("Ban quản lý chợ Trống Đồng", None)


def test_work_that_comes_back_every_month_is_given_and_stopped(
    app: Application, services: Services, sides: Sides
) -> None:
    clerk = browser(app, sides.clerk)
    data = {
        "source": "spoken", "giver": "Chủ tịch UBND tỉnh", "given_on": "01/06/2026", "quote": "Hằng tháng báo cáo.",
        "orders-0-lead": sides.department.name, "orders-0-term": "none", "orders-0-period": "month",
        "orders-0-due_day": "25", "act": "give", **csrf(clerk),
    }  # fmt: skip
    assert clerk.post("/directions/new", data=data).status_code == 302
    with services.db.reading() as session:
        rows = session.scalars(select(Assignment)).all()
        series = session.scalars(select(AssignmentSeries)).one()
        assert [(one.period, one.due_on) for one in rows] == [("2026-06", date(2026, 6, 25))]
    assert "Hằng tháng" in clerk.get(f"/directions/{rows[0].id}").text

    assert act(clerk, rows[0].id, "stop") == 302

    with services.db.reading() as session:
        assert session.get_one(AssignmentSeries, series.id).stopped_at is not None


def test_a_direction_begins_at_its_document_or_letter(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        document = make_document(uow, number="15/CT-UBND")
        letter = make_letter(uow, sides.office)
        hidden = make_hidden(uow)
    clerk = browser(app, sides.clerk)

    assert f"/directions/new?document={document.id}" in clerk.get(f"/documents/{document.id}").text
    page = clerk.get(f"/directions/new?document={document.id}&page=2&quote=Giao+Sở+Nội+vụ").text
    assert 'value="15/CT-UBND"' in page
    assert "Giao Sở Nội vụ" in page
    assert re.search(r'name="page"[^>]*value="2"', page)
    assert f"/directions/new?letter={letter.id}" in clerk.get(f"/incoming/{letter.id}").text
    assert letter.number in clerk.get(f"/directions/new?letter={letter.id}").text
    assert clerk.get(f"/directions/new?document={hidden.id}").status_code == 404
    data = {
        "source": "remark", "giver": "Chủ tịch", "given_on": "15/06/2026", "quote": "Giao xem.", "letter": letter.id,
        "orders-0-lead": sides.department.name, "orders-0-term": "none", "act": "give", **csrf(clerk),
    }  # fmt: skip
    made = clerk.post("/directions/new", data=data).location
    assert f'href="/incoming/{letter.id}"' in clerk.get(made).text
    assert letter.id not in browser(app, sides.doer).get(made).text
    assert "/directions/new?document" not in browser(app, sides.doer_officer).get(f"/documents/{document.id}").text


def test_the_quote_leads_to_its_page_only_for_who_may_read_it(
    app: Application, services: Services, sides: Sides
) -> None:
    with services.begin(Actor.operator()) as uow:
        seen, hidden = make_document(uow, number="15/CT-UBND"), make_hidden(uow, f"agency:{sides.agency.id}")
        hidden.number = "16/CT-UBND"
        uow.session.flush()
        open_id = make_assignment(uow, sides, document=seen, page=2).id
        direction = make_direction(uow, sides, order_for(sides.department))
        direction.document, direction.page = hidden, 3
        closed_id = direction.assignments[0].id
    doer = browser(app, sides.doer)

    assert f'href="/documents/{seen.id}?' in doer.get(f"/directions/{open_id}").text
    page = doer.get(f"/directions/{closed_id}").text
    assert hidden.id not in page
    assert "Giao Sở Nội vụ chủ trì" in page


@pytest.mark.parametrize("who", ["outsider", "doer_officer", "officer"])
def test_nothing_exists_for_who_has_no_part_in_it(app: Application, services: Services, sides: Sides, who: str) -> None:
    id_ = given(services, sides)
    stranger = browser(app, getattr(sides, who))
    token = csrf(stranger)

    answers = {stranger.get(f"/directions/{id_}").status_code}
    answers |= {stranger.post(f"/directions/{id_}/{name}", data=token).status_code for name in ACTS}

    assert answers == {404}
    for at in ("/directions?o=tat-ca", "/directions/figures", "/directions/figures/rows?figure=tat-ca", "/"):
        assert "15/CT-UBND" not in stranger.get(at).text
    assert stranger.post("/directions/remind", data={"assignment": id_, **token}).status_code == 422


def test_only_clerks_and_leaders_give(app: Application, services: Services, sides: Sides) -> None:
    officer = browser(app, sides.officer)

    assert officer.get("/directions/new").status_code == 403
    assert "/directions/new" not in officer.get("/directions").text
    assert browser(app, sides.leader).get("/directions/new").status_code == 200


def test_filters_and_their_mistakes(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        make_assignment(uow, sides, content="Rà soát nhà tạm")
        make_assignment(uow, sides, due_on=date(2026, 6, 10), content="Báo cáo thu hồi đất", given_on=date(2026, 5, 2))
    clerk = browser(app, sides.clerk)

    def listed(query: str) -> set[str]:
        page = clerk.get(f"/directions?{query}").text
        return {words for words in ("Rà soát nhà tạm", "Báo cáo thu hồi đất") if words in page}

    assert listed("o=cht-qua") == listed("o=qua-han") == listed("den=31/05/2026") == {"Báo cáo thu hồi đất"}
    assert listed("q=nhà tạm") == listed("tu=1/6/2026") == listed("o=cht-trong") == {"Rà soát nhà tạm"}
    assert len(listed("chutri=" + sides.department.name)) == 2
    assert listed("linhvuc=Y tế") == listed("nguoi=ai đó") == set()
    assert len(listed("tu=hôm qua")) == 2
    assert "chưa lọc theo ngày" in clerk.get("/directions?tu=hôm qua").text
    assert "Quá 5 ngày" in clerk.get("/directions?o=qua-han").text


def test_every_number_opens_exactly_its_rows(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        for number in range(7):
            assignment = make_assignment(uow, sides, due_on=None if number == 6 else date(2026, 6, 9 + number * 2))
            if number % 3 == 0:
                finish(uow, sides, assignment)
            if number == 1:
                with acting(uow, sides.clerk):
                    following.cancel(uow, assignment, "Đã giao ở văn bản khác")
    clerk = browser(app, sides.clerk)
    for by in ("agency", "leader", "document", "field", "unit"):
        page = clerk.get(f"/directions/figures?theo={by}").text
        links = re.findall(r'<a[^>]*href="(/directions[^"]*(?:figure=|tu=)[^"]*)"[^>]*>([\d.]+)(?:<small|</a>)', page)
        assert len(links) > 20
        for address, shown in set(links):
            listed = clerk.get(address.replace("&amp;", "&")).text
            assert f'<span class="soft">({shown})</span>' in listed, address


def test_figures_spell_their_sums_out(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        for number in range(4):
            assignment = make_assignment(uow, sides)
            if number == 0:
                finish(uow, sides, assignment)
    clerk = browser(app, sides.clerk)

    page = clerk.get("/directions/figures").text

    assert "1/4 = <b>25,00%</b>" in page
    assert "1/(1 + 0) = <b>100,00%</b>" in page
    assert clerk.get("/directions/figures?tu=5/6&den=x").status_code == 200
    assert "Ngày cuối kỳ phải từ ngày đầu kỳ" in clerk.get("/directions/figures?tu=5/6/2026&den=1/6/2026").text


def test_ticked_lines_are_reminded_and_pressed(app: Application, services: Services, sides: Sides) -> None:
    ids = [given(services, sides) for _ in range(2)]
    clerk, doer = browser(app, sides.clerk), browser(app, sides.doer)
    token = csrf(clerk)

    answer = clerk.post("/directions/remind", data={"assignment": ids, "words": "Khẩn trương", "back": "/", **token})
    assert answer.location == "/"
    assert "Khẩn trương" in doer.get(f"/directions/{ids[0]}").text
    away = {"assignment": ids, "back": "//example.org", **token}
    assert clerk.post("/directions/remind", data=away).location == "/directions"

    answer = clerk.post("/directions/press", data={"assignment": ids, **token})

    assert re.match(r"/outgoing/\w+", answer.location)
    with services.db.reading() as session:
        letter = session.scalars(select(OutgoingLetter)).one()
        assert [one.name for one in letter.sent_to] == [sides.department.name]


def test_a_delay_is_explained(app: Application, services: Services, sides: Sides) -> None:
    id_ = given(services, sides, due_on=date(2026, 6, 8))
    clerk, doer = browser(app, sides.clerk), browser(app, sides.doer)
    assert act(clerk, id_, "ask-explanation", by_day="hôm nào") == 422
    assert act(clerk, id_, "ask-explanation", by_day="18/06/2026") == 302
    assert "yêu cầu giải trình trước ngày 18/06/2026" in doer.get(f"/directions/{id_}").text
    assert act(doer, id_, "explain", words="ngắn") == 422
    assert act(doer, id_, "explain", words="Chờ đơn vị tư vấn nộp hồ sơ") == 302
    assert "Chờ đơn vị tư vấn nộp hồ sơ" in clerk.get(f"/directions/{id_}").text


def test_the_clock_stops_and_runs_on(app: Application, services: Services, sides: Sides) -> None:
    id_ = given(services, sides)
    clerk, doer = browser(app, sides.clerk), browser(app, sides.doer)
    assert act(clerk, id_, "pause", reason="Chờ hướng dẫn của Bộ") == 302
    assert "Nhiệm vụ đang tạm dừng" in doer.get(f"/directions/{id_}").text
    assert act(clerk, id_, "resume") == 302
    assert act(clerk, id_, "cancel", reason="Trùng với nhiệm vụ khác") == 302
    assert act(clerk, id_, "reopen", reason="Hủy nhầm nhiệm vụ này") == 302
    assert now(services, id_).state == WorkState.GIVEN


def test_the_leaders_first_page_has_what_waits_in_the_order_of_consequence(
    app: Application, services: Services, sides: Sides
) -> None:
    with services.begin(Actor.operator()) as uow:
        make_assignment(uow, sides, due_on=date(2026, 6, 8), content="Thu hồi đất hồ Nà Lạc")
        reported = report(uow, sides, make_assignment(uow, sides, content="Duy tu đường xã"))
        asking = make_assignment(uow, sides, content="Kiểm tra kỷ cương")
        with acting(uow, sides.doer):
            working.accept(uow, asking)
            extending.ask(uow, asking, date(2026, 7, 20), "Chờ thẩm định của Bộ")
    leader = browser(app, sides.leader)

    page = leader.get("/").text
    found = [page.index(words) for words in ("Thu hồi đất hồ Nà Lạc", "Duy tu đường xã", "Kiểm tra kỷ cương")]
    assert found == sorted(found)
    assert act(leader, reported.id, "confirm", back="/") == 302
    assert act(leader, asking.id, "decide", granted="1", until="20/07/2026", back="/") == 302
    assert "Duy tu đường xã" not in leader.get("/").text
    assert "Thu hồi đất" not in browser(app, sides.outsider).get("/").text
    with services.db.reading() as session:
        assert session.scalars(select(Extension)).one().granted
        assert session.scalars(select(Direction)).first() is not None


def test_evidence_by_number_is_tied_to_the_document(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        assignment = make_assignment(uow, sides)
        product = make_document(uow, number="77/BC-SNV")
    doer = browser(app, sides.doer)
    assert act(doer, assignment.id, "report", words="Xong", evidence="77/bc-snv") == 302
    with services.begin(Actor.operator()) as uow:
        steps = uow.session.get_one(Assignment, assignment.id)
        assert steps.reported_at is not None
    assert SHOWN.number not in doer.get(f"/directions/{assignment.id}").text
    assert product.id in {row.document_id for row in _steps(services, assignment.id)}


def _steps(services: Services, assignment_id: str) -> list[AssignmentStep]:
    with services.db.reading() as session:
        return list(session.scalars(select(AssignmentStep).where(AssignmentStep.assignment_id == assignment_id)))


def test_a_running_list_is_tried_and_then_taken(app: Application, services: Services, sides: Sides) -> None:
    clerk = browser(app, sides.clerk)
    head = "Nội dung,Chủ trì,Ngày giao,Thời hạn\n"
    good = f"Rà soát nhà tạm,{sides.department.name},01/06/2026,30/06/2026\n"
    listed = (head + good + "Báo cáo thu hồi đất,,01/06/2026,30/06/2026\n").encode()

    def send(content: bytes, **fields: str) -> TestResponse:
        data = {"file": (io.BytesIO(content), "so.csv"), **fields, **csrf(clerk)}
        return clerk.post("/directions/import", data=data)

    tried = send(listed, dry_run="y")
    assert "2 dòng = 1 nhập được + 0 đã có + 1 không nhận" in tried.text
    assert "Thiếu đơn vị chủ trì" in tried.text
    with services.db.reading() as session:
        assert session.scalars(select(Assignment)).all() == []

    assert "Đã nhập 1 nhiệm vụ" in send(listed).text
    assert send((head + good).encode()).status_code == 302
    with services.db.reading() as session:
        assert len(session.scalars(select(Assignment)).all()) == 1
    assert "Không thấy cột" in send(b"a,b\n1,2\n").text
    assert clerk.get("/directions/import").status_code == 200


def test_a_sentence_fills_the_form(app: Application, sides: Sides) -> None:
    clerk = browser(app, sides.clerk)
    said = f"Giao {sides.department.name} chủ trì, phối hợp Sở Tài chính, báo cáo kết quả trước ngày 30/6/2026."
    data = {"source": "spoken", "quote": said, "orders-0-term": "none", "act": "read"}

    page = clerk.post("/directions/new", data={**data, **csrf(clerk)}).text

    for value in (sides.department.name, "Sở Tài chính", "báo cáo", "30/06/2026"):
        assert f'value="{value}"' in page
    assert "autofocus" in page
    data["quote"] = "Thời tiết diễn biến phức tạp"
    assert "Chưa đọc được" in clerk.post("/directions/new", data={**data, **csrf(clerk)}).text


def test_a_report_is_kept_printed_again_and_compared(app: Application, services: Services, sides: Sides) -> None:
    ids = [given(services, sides) for _ in range(4)]
    clerk = browser(app, sides.clerk)
    asked = {"tu": "01/01/2026", "den": "30/06/2026", "theo": "agency", "so": "1"}
    first = clerk.post("/directions/reports", data={**asked, "title": "Báo cáo tuần 24", **csrf(clerk)})
    kept = [first.location]
    with services.begin(Actor.operator()) as uow:
        finish(uow, sides, uow.session.get_one(Assignment, ids[0]))
    kept.append(clerk.post("/directions/reports", data={**asked, "title": "Tuần 25", **csrf(clerk)}).location)

    assert "0/4 = <b>0,00%</b>" in clerk.get(kept[0]).text
    page = clerk.get(f"{kept[1]}?so-voi={kept[0].rsplit('/', 1)[1]}").text
    assert "1/4 = <b>25,00%</b>" in page
    assert "Khác với “Báo cáo tuần 24”" in page
    assert f"/directions/{ids[0]}" in page
    assert "Báo cáo tuần 24" in clerk.get("/directions/reports").text
    for at in (f"{kept[0]}/report", "/directions/figures"):
        for form in ("docx", "xlsx"):
            answer = clerk.get(f"{at}.{form}?tu=01/01/2026&den=30/06/2026")
            assert answer.data.startswith(b"PK")
            assert f"-20260615-agency.{form}" in answer.headers["Content-Disposition"]
    refused = clerk.post("/directions/reports", data={**asked, "title": "", **csrf(clerk)})
    assert refused.status_code == 422
    for who in (sides.outsider, sides.officer, sides.doer):
        other = browser(app, who)
        assert other.get(kept[0]).status_code == 404
        assert "Báo cáo tuần 24" not in other.get("/directions/reports").text
