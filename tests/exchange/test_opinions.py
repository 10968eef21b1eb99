"""Opinions on a draft: asked of many at once, collected point by point, accepted or explained, printed as one table."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange import opinion_papers, remarks
from docarchive.exchange.errors import LetterNotFoundError, LetterStateError, NobodyChosenError, OpinionNotFoundError
from docarchive.exchange.models import OutgoingLetter, ReceivedPacket
from docarchive.exchange.outgoing_states import Verdict
from docarchive.exchange.queries import opinions as queries
from docarchive.exchange.queries.outgoing import OutPile, count_outgoing, outgoing_letter
from docarchive.exchange.queries.outgoing_steps import asked_of, waiting
from docarchive.exchange.services import approving, consulting, opinions
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.local_time import local_day
from docarchive.notices.models import Notice
from tests.conftest import csrf, sign_in
from tests.exchange.factories import Office, acting, make_arrival, make_letter, make_office
from tests.exchange.outgoing_factories import make_draft
from tests.factories import actor_for, make_agency, make_unit

WORDS = """Cơ bản thống nhất với dự thảo, tuy nhiên đề nghị:
Khoản 2 Điều 5: bỏ cụm từ “trong trường hợp cần thiết”.
Câu sau giữ nguyên.
- Về Điều 12: quy định rõ cơ quan chủ trì."""


def asked_draft(uow: UnitOfWork, office: Office, due_on: date | None = None) -> OutgoingLetter:
    letter = make_draft(uow, office, kind="quyết định", subject="Ban hành quy chế phối hợp")
    with acting(uow, office.officer):
        consulting.ask(uow, letter, [office.unit, office.leader], "Cho ý kiến", due_on)
    return letter


def answered(uow: UnitOfWork, office: Office, letter: OutgoingLetter, words: str = WORDS) -> None:
    with acting(uow, office.head):
        asked = asked_of(uow.session, uow.actor, letter)
        assert asked is not None
        consulting.answer(uow, letter, asked, words)


def test_an_opinion_is_cut_where_a_line_names_a_provision() -> None:
    assert remarks.points(WORDS) == [
        ("Khoản 2 Điều 5", "bỏ cụm từ “trong trường hợp cần thiết”.\nCâu sau giữ nguyên."),
        ("Điều 12", "quy định rõ cơ quan chủ trì."),
    ]
    assert remarks.points("Ý kiến chung.\nĐiều 3: bỏ")[0] == ("", "Ý kiến chung.")
    assert remarks.points("Điều 3 quy định chưa rõ, đề nghị xem lại") == [
        ("", "Điều 3 quy định chưa rõ, đề nghị xem lại")
    ]
    places = ["Phụ lục 1", "Điều 12", "", "Bố cục", "Điểm b khoản 2 Điều 5", "Khoản 10 Điều 5", "Khoản 2 Điều 5"]
    assert sorted(places, key=remarks.order_of) == [
        "", "Khoản 2 Điều 5", "Điểm b khoản 2 Điều 5", "Khoản 10 Điều 5", "Điều 12", "Phụ lục 1", "Bố cục",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "is_agreed"),
    [
        ("Thống nhất với nội dung dự thảo.", True), ("Không có ý kiến khác.", True),
        ("Nhất trí, tuy nhiên bổ sung căn cứ.", False), ("Bổ sung căn cứ.", False),
    ],
)  # fmt: skip
def test_who_agrees_needs_no_answer(words: str, is_agreed: bool) -> None:
    assert remarks.agrees(words) is is_agreed


def test_units_and_people_are_asked_at_once_and_each_answers_once(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = asked_draft(uow, office, date(2026, 6, 20))
    stranger = make_unit(uow, office.agency)

    assert [one.asked for one in waiting(uow.session, letter)] == [office.unit.name, office.leader.name]
    assert count_outgoing(uow.session, actor_for(uow, office.head), OutPile.ASKED) == 1
    with acting(uow, office.officer):
        assert consulting.ask(uow, letter, [office.unit], "Hỏi lại") == []
    answered(uow, office, letter)
    with acting(uow, office.officer):
        assert asked_of(uow.session, uow.actor, letter) is None  # one answer of the unit suffices
        consulting.ask(uow, letter, [stranger])
        with pytest.raises(InvalidInputError):
            consulting.ask(uow, letter, [office.clerk], due_on=local_day(uow.now) - timedelta(1))
    with acting(uow, office.leader):
        mine = asked_of(uow.session, uow.actor, letter)
        assert mine is not None
        of_unit = next(one for one in waiting(uow.session, letter) if one.to_unit_id == stranger.id)
        with pytest.raises(NotAllowedError):
            consulting.answer(uow, letter, of_unit, "Ý kiến")
        consulting.answer(uow, letter, mine, "Thống nhất.")
        with pytest.raises(LetterStateError):
            consulting.answer(uow, letter, mine, "Thống nhất.")

    points = queries.opinions(uow.session, letter)
    assert [(one.who, one.provision, one.verdict) for one in points] == [
        (office.leader.name, "", Verdict.AGREED),
        (office.unit.name, "Khoản 2 Điều 5", Verdict.OPEN), (office.unit.name, "Điều 12", Verdict.OPEN),
    ]  # fmt: skip


def test_only_the_drafter_collects_and_only_until_it_is_signed(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = asked_draft(uow, office)
    answered(uow, office, letter)
    first = queries.opinions(uow.session, letter)[0]
    with acting(uow, office.head), pytest.raises(NotAllowedError):
        opinions.settle(uow, first, Verdict.ACCEPTED, "")
    with acting(uow, office.officer):
        with pytest.raises(InvalidInputError):
            opinions.settle(uow, first, Verdict.EXPLAINED, " ")
        opinions.settle(uow, first, Verdict.EXPLAINED, "Đã quy định tại Điều 3.")
        opinions.correct(uow, first, "Điều 3", "Xem lại Điều 3")
        with pytest.raises(InvalidInputError):
            opinions.take(uow, letter, "", "Ý kiến của ai?")
        approving.submit(uow, letter, office.leader)
        opinions.take(uow, letter, "Hội nghị góp ý ngày 12/6/2026", "Điều 1: sửa phạm vi")  # presented, not signed
    with acting(uow, office.leader):
        approving.sign(uow, letter)
    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        opinions.drop(uow, first)
    assert (first.provision, first.verdict) == ("Điều 3", Verdict.EXPLAINED)


def test_agencies_are_asked_by_a_letter_and_their_answers_come_home(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    agencies = [make_agency(uow), make_agency(uow)]
    letter = asked_draft(uow, office)
    due_on = local_day(uow.now) + timedelta(10)
    with acting(uow, office.officer):
        with pytest.raises(NobodyChosenError):
            consulting.consult(uow, letter, [], due_on)
        asking = consulting.consult(uow, letter, [Addressee(one.name, one) for one in agencies], due_on)
    assert [file.file_sha for file in asking.current] == [letter.main.file_sha if letter.main else ""]
    silent = queries.voices(uow.session, actor_for(uow, office.officer), letter)[-1]
    assert (silent.asked_at, silent.due_on) == (None, due_on)

    for one in asking.sent_to:
        one.sent_at = uow.now
    came = make_letter(uow, office)
    uow.session.add(
        ReceivedPacket(
            letter_id=came.id, arrival_id=make_arrival(uow, office), sender_code=agencies[0].code,
            document_code="1", proof="key", answers_id=asking.id,
        )
    )  # fmt: skip
    uow.session.flush()
    uow.session.expire(came)
    first, second = asking.sent_to
    with acting(uow, office.officer):
        opinions.take(uow, letter, "", "Điều 4: bổ sung thời hạn", recipient=second)
        with pytest.raises(OpinionNotFoundError):
            opinions.take(uow, make_draft(uow, office), "", "Điều 4: …", recipient=first)
    found = {one.who: one for one in queries.voices(uow.session, actor_for(uow, office.clerk), letter)}
    assert found == {} or agencies[0].name not in found  # the asking letter is still its drafter's alone
    mine = {one.who: one for one in queries.voices(uow.session, actor_for(uow, office.officer), letter)}
    assert (mine[agencies[0].name].points, mine[agencies[1].name].points) == (0, 1)
    assert mine[agencies[0].name].answered_at is None  # came, but the drafter may not see the letter
    assert mine[agencies[1].name].answered_at is not None
    late = due_on + timedelta(1)
    assert queries.counts(list(mine.values()), late) == (4, 1, 1)
    with pytest.raises(LetterNotFoundError):
        outgoing_letter(uow.session, actor_for(uow, other.clerk), asking.id)


def told(uow: UnitOfWork, user_id: str) -> list[str]:
    return list(uow.session.scalars(select(Notice.text).where(Notice.user_id == user_id).order_by(Notice.id)))


def test_who_is_asked_is_told_and_reminded_and_the_drafter_hears_the_answer(uow: UnitOfWork) -> None:
    office = make_office(uow)
    due_on = local_day(uow.now)
    letter = asked_draft(uow, office, due_on)
    assert any("xin ý kiến về quyết định" in text for text in told(uow, office.head.id))

    assert consulting.remind_all(uow) == 2
    assert consulting.remind_all(uow) == 2
    due = [text for text in told(uow, office.leader.id) if text.startswith("Đến hạn hôm nay: cho ý kiến")]
    assert len(due) == 1  # told once a day
    with acting(uow, office.officer):
        assert consulting.remind(uow, letter) == 2
    answered(uow, office, letter)
    assert any("đã cho ý kiến về" in text for text in told(uow, office.officer.id))
    with acting(uow, office.officer):
        assert consulting.remind(uow, letter) == 1


def test_the_table_has_the_form_of_the_office(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = asked_draft(uow, office)
    answered(uow, office, letter)
    with acting(uow, office.officer):
        points, became = queries.opinions(uow.session, letter), (Verdict.ACCEPTED, Verdict.OPEN)
        for point, verdict in zip(points, became, strict=True):
            opinions.settle(uow, point, verdict, "Đã sửa lại khoản này." if verdict else "")
    voices = queries.voices(uow.session, actor_for(uow, office.officer), letter)

    made = docx.Document(
        io.BytesIO(opinion_papers.table(letter, voices, queries.opinions(uow.session, letter), date(2026, 6, 16)))
    )

    lines = [one.text for one in made.paragraphs]
    rows = [[cell.text for cell in row.cells] for row in made.tables[1].rows]
    assert "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN" in lines
    assert "1. Tổng số cơ quan, đơn vị, cá nhân được lấy ý kiến: 2; đã trả lời: 1." in lines
    assert f"Chưa trả lời: {office.leader.name}." in lines
    assert "2. Tổng số ý kiến: 2 ý kiến: 1 chưa xử lý, 1 tiếp thu." in lines
    assert rows[0][1:] == [
        "Nhóm vấn đề hoặc điều, khoản", "Cơ quan, đơn vị, cá nhân góp ý", "Nội dung góp ý",
        "Nội dung tiếp thu, giải trình",
    ]  # fmt: skip
    assert rows[1][1:3] == ["Khoản 2 Điều 5", office.unit.name]
    assert rows[1][4] == "Tiếp thu: Đã sửa lại khoản này."


def test_the_pages_ask_answer_collect_and_settle(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        letter_id = make_draft(uow, office, kind="quyết định", subject="Ban hành quy chế phối hợp").id
    officer, head = (sign_in(app, one.username) for one in (office.officer, office.head))
    at, table = f"/outgoing/{letter_id}", f"/outgoing/{letter_id}/opinions"
    assert head.get(table).status_code == 404
    bad = officer.post(f"{at}/ask", data={"people": f"unit:{office.unit.id}", "due_on": "mai", **csrf(officer)})
    assert bad.status_code == 422
    officer.post(f"{at}/ask", data={"people": f"unit:{office.unit.id}", "due_on": "30/06/2026", **csrf(officer)})
    page = head.get(at).text
    step = re.search(r'name="step" value="([a-z2-7]{16})"', page)
    assert step is not None
    head.post(f"{at}/answer", data={"step": step[1], "words": WORDS, **csrf(head)})
    assert "Hỏi 1 nơi, 1 đã trả lời; 2 ý kiến: 2 chưa xử lý." in head.get(table).text
    assert "Ghi vào bảng" not in head.get(table).text

    taken = officer.post(table, data={"who": "Sở Tư pháp", "words": "Điều 1: sửa căn cứ", **csrf(officer)})
    assert taken.status_code == 302
    opinion = re.findall(r"/opinions/([a-z2-7]{16})", officer.get(table).text)[0]
    kept = {"provision": "Điều 1", "words": "sửa căn cứ"}
    refused = officer.post(f"{table}/{opinion}", data={"verdict": "explained", **kept, **csrf(officer)})
    assert (refused.status_code, "Ghi nội dung giải trình" in refused.text) == (422, True)
    officer.post(f"{table}/{opinion}", data={"verdict": "accepted", **kept, **csrf(officer)})
    assert "1 tiếp thu" in officer.get(table).text
    assert head.post(f"{table}/{opinion}", data={"act": "drop", **csrf(head)}).status_code == 403
    assert officer.get(f"{table}.docx").data.startswith(b"PK")
    asking = officer.post(f"{at}/consultation", data={"names": "- Sở Thử;", "due_on": "30/06/2026", **csrf(officer)})
    assert "Lấy ý kiến về dự thảo" in officer.get(asking.location).text


def key_of(uow: UnitOfWork, who: User) -> dict[str, str]:
    with acting(uow, who):
        return {"Authorization": f"Bearer {tokens.create_token(uow, 'Thử', may_write=True)[1]}"}


def test_the_api_does_the_same(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        letter_id = make_draft(uow, office).id
        keys = {who: key_of(uow, getattr(office, who)) for who in ("officer", "head")}
    client, at = app.test_client(), f"/api/v1/letters/outgoing/{letter_id}"

    def call(who: str, method: str, path: str, body: object = None) -> Any:
        return client.open(f"{at}{path}", method=method, json=body, headers=keys[who])

    asked = call("officer", "POST", "/opinions", {"unit_ids": [office.unit.id], "due_on": "2026-06-30"})
    step = next(one for one in asked.json["steps"] if one["deed"] == "asked")
    assert (step["to_unit_id"], step["due_on"]) == (office.unit.id, "2026-06-30")
    assert call("officer", "POST", "/opinions/reminder").json == {"reminded": 1}
    assert call("head", "POST", f"/opinions/{step['id']}", {"words": "Điều 2: bỏ"}).status_code == 200
    found = call("officer", "POST", "/points", {"who": "Sở Tư pháp", "words": "Thống nhất"}).json
    assert [(one["who"], one["verdict"]) for one in found["points"]] == [
        ("Sở Tư pháp", "agreed"),
        (office.unit.name, ""),
    ]
    path = f"/points/{found['points'][1]['id']}"
    settled = call("officer", "PUT", path, {"verdict": "partly", "reply": "Sửa lại", "provision": "Điều 3"}).json
    assert settled["points"][1] | {"provision": "Điều 3", "verdict": "partly"} == settled["points"][1]
    assert call("head", "DELETE", path).status_code == 403
    assert len(call("officer", "DELETE", path).json["points"]) == 1
    sent_to = [{"name": "Sở Thử", "way": "paper"}]
    made = call("officer", "POST", "/consultation", {"sent_to": sent_to, "due_on": "2026-06-30"})
    assert (made.status_code, made.json["consults_id"]) == (201, letter_id)
    assert call("officer", "GET", "/opinions").json["voices"][-1]["who"] == "Sở Thử"
    assert call("officer", "GET", "/opinions/table.docx").data.startswith(b"PK")
