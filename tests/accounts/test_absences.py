"""Being away, who stands in, what is recorded of it, and who is warned."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.accounts.audience import stand_in
from docarchive.accounts.errors import AbsenceError, AbsenceNotFoundError, PersonAwayError
from docarchive.accounts.models import Absence, User
from docarchive.accounts.queries import absences as queries
from docarchive.accounts.services import absences, tokens, users
from docarchive.accounts.services.absences import Away
from docarchive.accounts.services.users import give_position
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditDetail, AuditEvent
from docarchive.core.instance import Services
from docarchive.core.mandates import Matter
from docarchive.core.work import UnitOfWork
from docarchive.directions.acts import acts
from docarchive.directions.errors import OwnReportError
from docarchive.directions.models import AssignmentStep, Direction
from docarchive.directions.services import following, giving, working
from docarchive.directions.states import Term, WorkState
from docarchive.exchange.acts import acts as letter_acts
from docarchive.exchange.policies import can_sign
from docarchive.exchange.services import routing
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.roles import Role
from docarchive.notices.models import Notice
from docarchive.notices.states import Kind
from tests.conftest import csrf, sign_in
from tests.directions.factories import DUE, SAID, SHOWN, TODAY, Sides, make_assignment, make_sides, order_for
from tests.directions.test_api import Programs
from tests.exchange.factories import acting, make_letter
from tests.factories import actor_for, make_user

FIRST, LAST = date(2026, 6, 15), date(2026, 7, 3)
BY: dict[str, Any] = {"scope": "Xử lý công việc hằng ngày", "basis": "05/GUQ-UBND"}


def absent(
    uow: UnitOfWork, who: User, delegate: User | None = None, first: date = FIRST, by: User | None = None
) -> Any:
    with acting(uow, by or who):
        return absences.record(uow, who, Away(first, LAST, delegate, **(BY if delegate else {})))


def instead(uow: UnitOfWork, who: User, absence: Absence) -> Actor:
    uow.session.flush()
    actor = stand_in(who, absence, uow.now)
    assert actor is not None
    return actor


def test_a_person_a_clerk_and_an_administrator_write_absences_down(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    absent(uow, sides.officer)
    absent(uow, sides.leader, by=sides.clerk)

    for other in (sides.officer, sides.outsider):
        with acting(uow, other), pytest.raises(NotAllowedError):
            absences.record(uow, sides.clerk, Away(FIRST, LAST))
    assert [one.user_id for one in queries.shown_to(uow.session, actor_for(uow, sides.officer), TODAY)] == [
        sides.officer.id
    ]
    assert len(queries.shown_to(uow.session, actor_for(uow, sides.clerk), TODAY)) == 2
    assert queries.shown_to(uow.session, actor_for(uow, sides.outsider), TODAY) == []
    told = uow.session.scalars(select(Notice.user_id).where(Notice.kind == Kind.ABSENCE)).all()
    assert told == [sides.leader.id]


def test_an_authorisation_is_in_writing_to_a_colleague_who_is_there(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    with acting(uow, sides.leader):
        for away, field in (
            (Away(FIRST, LAST, sides.clerk), "basis"),
            (Away(FIRST, LAST, sides.outsider, **BY), "delegate"),
            (Away(FIRST, LAST, sides.leader, **BY), "delegate"),
            (Away(LAST, FIRST), "last"),
            (Away(date(2026, 6, 1), date(2026, 6, 5)), "last"),
        ):
            with pytest.raises(InvalidInputError) as caught:
                absences.record(uow, sides.leader, away)
            assert field in caught.value.fields
    with acting(uow, sides.clerk), pytest.raises(InvalidInputError, match="Không tự ghi"):
        absences.record(uow, sides.leader, Away(FIRST, LAST, sides.clerk, **BY))

    absent(uow, sides.officer)
    with acting(uow, sides.leader), pytest.raises(AbsenceError, match="cũng vắng mặt"):
        absences.record(uow, sides.leader, Away(FIRST, LAST, sides.officer, **BY))
    with acting(uow, sides.officer), pytest.raises(AbsenceError, match="đã có lần vắng mặt"):
        absences.record(uow, sides.officer, Away(LAST, LAST))


def test_who_stands_in_sees_and_does_the_others_work_in_both_names(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, sides.officer)
    absence = absent(uow, sides.officer, sides.office.head)
    actor = instead(uow, sides.office.head, absence)
    assert actor.name == f"{sides.office.head.name} (thay {sides.officer.name})"

    kept, uow.actor = uow.actor, actor
    working.accept(uow, one)
    working.report(uow, one, "Đã xong", SHOWN)
    uow.actor = kept

    step = uow.session.scalars(select(AssignmentStep).order_by(AssignmentStep.ordinal.desc())).first()
    assert step is not None
    assert (step.by_name, step.by_id) == (actor.name, sides.officer.id)
    entry, detail = uow.session.execute(
        select(AuditEvent, AuditDetail).join(AuditDetail, AuditDetail.seq == AuditEvent.seq)
        .where(AuditEvent.action == "assignment.reported")
    ).one()  # fmt: skip
    assert entry.actor == sides.office.head.id
    assert f'"on_behalf_of":"{sides.officer.id}"' in detail.detail


def test_one_stands_in_only_where_both_have_a_seat_today(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    absence = absent(uow, sides.leader, sides.officer)
    give_position(uow, sides.leader, sides.department, valid_from=TODAY)
    uow.session.flush()

    actor = instead(uow, sides.officer, absence)
    assert actor.agency_ids == {sides.agency.id}
    assert sides.department.id not in str(actor.audience)
    for seat in sides.officer.positions:
        seat.valid_to = TODAY - timedelta(1)
    assert stand_in(sides.officer, absence, uow.now) is None


def test_who_reported_does_not_confirm_under_another_name(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, sides.officer)
    with acting(uow, sides.officer):
        working.report(uow, one, "Đã xong", SHOWN)
    actor = instead(uow, sides.officer, absent(uow, sides.leader, sides.officer))

    kept, uow.actor = uow.actor, actor
    with pytest.raises(OwnReportError):
        following.confirm(uow, one)
    uow.actor = kept
    assert one.state == WorkState.REPORTED


def test_what_a_substitute_may_not(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    uow.session.flush()
    users.change_user(uow, sides.leader, name="Lãnh đạo", email="", phone="", roles=[Role.LEADER, Role.ADMINISTRATOR])
    absence = absent(uow, sides.leader, sides.officer)
    actor = instead(uow, sides.officer, absence)

    assert actor.has(Role.LEADER)
    assert not actor.has(Role.ADMINISTRATOR)
    assert actor.name.endswith("(TUQ. Lãnh đạo)")
    kept, uow.actor = uow.actor, actor
    with pytest.raises(NotAllowedError):
        tokens.create_token(uow, "thử")
    with pytest.raises(NotAllowedError):
        absences.record(uow, sides.leader, Away(date(2026, 8, 1), date(2026, 8, 2), sides.clerk, **BY))
    uow.actor = kept
    draft: Any = type("Draft", (), {
        "state": "draft", "drafter_id": sides.leader.id, "agency_id": sides.agency.id, "main": object(),
        "holder_id": None,
    })()  # fmt: skip
    assert can_sign(actor_for(uow, sides.leader), draft)
    assert not can_sign(actor, draft)


def test_an_authorisation_holds_on_its_days_for_the_one_it_names(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    later = absent(uow, sides.leader, sides.officer, date(2026, 6, 16))
    assert stand_in(sides.officer, later, uow.now) is None
    with acting(uow, sides.leader):
        absences.cancel(uow, later)
    now = absent(uow, sides.leader, sides.officer)
    assert stand_in(sides.clerk, now, uow.now) is None
    assert stand_in(sides.officer, now, uow.now) is not None
    with acting(uow, sides.leader):
        absences.cancel(uow, now)
        with pytest.raises(AbsenceError):
            absences.cancel(uow, now)
    assert stand_in(sides.officer, now, uow.now) is None
    with pytest.raises(AbsenceNotFoundError):
        queries.absence(uow.session, actor_for(uow, sides.outsider), now.id)


def test_who_stands_in_learns_that_there_is_something_but_not_what(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    absent(uow, sides.officer, sides.office.head)
    for _ in range(2):
        make_assignment(uow, sides, sides.officer, despite_absence=True)

    told = uow.session.scalars(
        select(Notice).where(Notice.user_id == sides.office.head.id, Notice.key.startswith("instead:"))
    ).all()
    assert [each.text for each in told] == [
        f"Có việc mới của {sides.officer.name}, người bạn đang làm thay. Bấm “Làm thay” để xem."
    ]


@pytest.mark.parametrize(
    ("due_on", "values"),
    [(DUE, {}), (None, {}), (None, {"term": Term.WORKING_DAYS, "days": 12})],
)
def test_the_giver_is_warned_before_work_is_saved(uow: UnitOfWork, due_on: date | None, values: dict[str, Any]) -> None:
    sides = make_sides(uow)
    absent(uow, sides.officer, sides.office.head)

    with pytest.raises(PersonAwayError, match=f"{sides.officer.name} vắng mặt 15/06/2026 – 03/07/2026"):
        make_assignment(uow, sides, sides.officer, due_on, **values)

    assert make_assignment(uow, sides, sides.officer, due_on, despite_absence=True, **values).code
    assert make_assignment(uow, sides, sides.officer, date(2026, 7, 10)).code


def test_whoever_hands_a_letter_on_is_warned(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    letter = make_letter(uow, sides.office)
    absent(uow, sides.officer)
    absent(uow, sides.leader)

    with acting(uow, sides.clerk):
        with pytest.raises(PersonAwayError, match=sides.leader.name):
            routing.submit(uow, letter, sides.leader)
        with pytest.raises(PersonAwayError, match="hạn 30/06/2026"):
            routing.assign(uow, letter, "Xử lý", [To(sides.officer, Part.LEAD, DUE)])
        given = routing.assign(uow, letter, "Xử lý", [To(sides.officer, Part.LEAD, DUE)], despite_absence=True)
    assert [one.holder for one in given] == [sides.officer.name]
    with acting(uow, sides.officer), pytest.raises(PersonAwayError):
        absent(uow, sides.office.head)
        routing.pass_on(uow, given[0], sides.office.head, due_on=DUE)


def test_the_page_hands_a_letter_on_at_the_second_press(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        letter = make_letter(uow, sides.office)
        absent(uow, sides.officer)
    clerk = sign_in(app, sides.clerk.username)
    asked = {"lead": f"user:{sides.officer.id}", "due_on": "30/06/2026", "words": "Xử lý", **csrf(clerk)}

    warned = clerk.post(f"/incoming/{letter.id}/assign", data=asked)
    assert warned.status_code == 422
    assert "xác nhận vẫn giao" in warned.text
    assert 'name="despite_absence"' in warned.text
    assert clerk.post(f"/incoming/{letter.id}/assign", data={**asked, "despite_absence": "y"}).status_code == 302


def test_the_page_gives_work_at_the_second_press(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides: Sides = make_sides(uow)
        absent(uow, sides.officer)
    clerk = sign_in(app, sides.clerk.username)
    asked = {
        "act": "give", "source": "spoken", "giver": "Chủ tịch", "given_on": "15/06/2026", "quote": "Giao làm báo cáo.",
        "orders-0-lead": sides.officer.name, "orders-0-term": "fixed", "orders-0-due_on": "30/06/2026", **csrf(clerk),
    }  # fmt: skip

    warned = clerk.post("/directions/new", data=asked)
    assert warned.status_code == 422
    assert "bấm Giao việc lần nữa nếu vẫn giao" in warned.text
    known = re.findall(r'name="away" value="([a-z2-7]+)"', warned.text)
    assert clerk.post("/directions/new", data={**asked, "away": known}).status_code == 302

    with services.work.reading(Actor.system()) as unit:
        said = unit.session.scalars(select(Direction.id)).one()
    more = {name.replace("orders-0", "order"): value for name, value in asked.items()}
    assert "bấm Giao thêm lần nữa nếu vẫn giao" in clerk.post(f"/directions/sentences/{said}/add", data=more).text
    assert clerk.post(f"/directions/sentences/{said}/add", data={**more, "away": known}).status_code == 302


def test_programs_say_that_they_know(app: Application, services: Services) -> None:
    programs = Programs(app, services)
    officer = programs.sides.officer.id
    made = programs.officer.send("POST", "/absences", 201, json={"first": "2026-06-15", "last": "2026-07-03"})
    order = {"lead": {"user_id": officer}, "term": "fixed", "due_on": "2026-06-30"}

    refused = programs.clerk.send("POST", "/directions", 422, json=programs.said(order))
    assert refused["code"] == "person-away"
    programs.given({**order, "despite_absence": True})
    assert [one["id"] for one in programs.clerk.get("/absences")["absences"]] == [made["id"]]
    programs.officer.send("DELETE", f"/absences/{made['id']}")
    programs.given(order)


def test_one_stands_in_by_a_button_and_stops_by_another(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        one = make_assignment(uow, sides, sides.department)
        helper = make_user(uow, roles=[Role.SPECIALIST], agency=sides.department)
    browser, leader = sign_in(app, helper.username), sign_in(app, sides.doer_leader.username)
    page = f"/directions/{one.id}"
    assert browser.get(page).status_code == 404
    said = {
        "person": sides.doer_leader.id, "first": "15/06/2026", "last": "03/07/2026", "delegate": helper.id, **BY,
        **csrf(leader),
    }  # fmt: skip
    assert leader.post("/profile/absences", data={**said, "basis": ""}).status_code == 422
    assert leader.post("/profile/absences", data=said).status_code == 302

    action = re.findall(r'action="(/profile/absences/[a-z2-7]+/stand-in)"', browser.get("/profile/absences").text)[0]
    browser.post(action, data=csrf(browser))
    shown = browser.get(page)
    assert shown.status_code == 200
    assert f"Bạn đang làm thay: <b>{helper.name} (TUQ. {sides.doer_leader.name})" in shown.text
    assert browser.post(f"{page}/accept", data=csrf(browser)).status_code == 302
    assert helper.username in browser.get("/profile").text
    assert leader.post(action, data=csrf(leader)).status_code == 409
    browser.post("/profile/stand-in/end", data=csrf(browser))
    assert browser.get(page).status_code == 404


def test_a_program_stands_in_by_a_header(app: Application, services: Services) -> None:
    programs = Programs(app, services)
    away = {"first": "2026-06-15", "last": "2026-07-03", "delegate_id": programs.sides.officer.id, **BY}
    made = programs.leader.send("POST", "/absences", 201, json=away)
    programs.given()
    assert programs.officer.get("/assignments")["total"] == 0

    programs.officer.headers["X-Docarchive-Absence"] = made["id"]
    assert programs.officer.get("/assignments")["total"] == 1
    assert programs.officer.get("/me")["id"] == programs.sides.officer.id
    programs.outsider.headers["X-Docarchive-Absence"] = made["id"]
    assert programs.outsider.client.get("/api/v1/assignments", headers=programs.outsider.headers).status_code == 403


def test_an_administrator_comes_from_the_page_of_a_person(
    app: Application, services: Services, administrator: FlaskClient
) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
    link = f"/profile/absences?person={sides.officer.id}"
    assert link in administrator.get(f"/admin/users/{sides.officer.id}").text
    assert f'<option selected value="{sides.officer.id}">' in administrator.get(link).text
    said = {"person": sides.officer.id, "first": "15/06/2026", "last": "03/07/2026", "delegate": sides.clerk.id, **BY}
    assert administrator.post("/profile/absences", data={**said, **csrf(administrator)}).status_code == 302

    clerk = sign_in(app, sides.clerk.username)
    assert sides.officer.name in clerk.get("/profile/absences").text
    assert sides.officer.id not in sign_in(app, sides.outsider.username).get(link).text


def limited(uow: UnitOfWork, sides: Sides, *matters: Matter, fields: tuple[str, ...] = ()) -> Actor:
    with acting(uow, sides.leader):
        away = Away(FIRST, LAST, sides.officer, matters=matters, fields=fields, **BY)
        return instead(uow, sides.officer, absences.record(uow, sides.leader, away))


def test_an_authorisation_for_some_kinds_of_work_gives_no_other(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    letter, work = make_letter(uow, sides.office), make_assignment(uow, sides)
    uow.actor = limited(uow, sides, Matter.INCOMING)

    routing.assign(uow, letter, "Xử lý", [To(sides.unit, Part.LEAD)])

    with pytest.raises(NotAllowedError, match="05/GUQ-UBND chỉ gồm văn bản đến"):
        following.cancel(uow, work, "Không còn cần thiết nữa")
    assert acts(uow.actor, work, None, TODAY) == []
    assert letter_acts(uow.actor, letter, []) != []


def test_an_authorisation_for_some_fields_gives_no_other(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    ours, other, unnamed = (make_assignment(uow, sides, field=each) for each in ("Nội vụ", "Tài chính", ""))
    uow.actor = limited(uow, sides, Matter.DIRECTIONS, fields=("nội  vụ",))

    following.cancel(uow, ours, "Không còn cần thiết nữa")

    for one in (other, unnamed):
        with pytest.raises(NotAllowedError, match="lĩnh vực nội vụ"):
            following.cancel(uow, one, "Không còn cần thiết nữa")
        assert acts(uow.actor, one, None, TODAY) == []
    with pytest.raises(NotAllowedError):
        giving.give(uow, sides.agency.id, replace(SAID, field="Tài chính"), [order_for(sides.department)])
    assert giving.give(uow, sides.agency.id, replace(SAID, field="Nội vụ"), [order_for(sides.department)])


def test_what_follows_from_an_act_is_within_it_and_reading_is_no_act(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    uow.actor = limited(uow, sides, Matter.INCOMING)

    class Heard:
        pass

    uow._handlers = {Heard: (lambda unit, _event: unit.record("assignment.given", "x"),)}
    uow.emit(Heard())
    uow.record("search.exported", "x")
    with pytest.raises(NotAllowedError):
        uow.record("assignment.given", "x")
    with pytest.raises(NotAllowedError):
        uow.record("document.withdrawn", "x")  # of no kind: only an authorisation for all of them


def test_limits_make_sense(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    with pytest.raises(InvalidInputError) as refused:
        limited(uow, sides, Matter.INCOMING, fields=("Nội vụ",))
    assert "fields" in refused.value.fields
    with acting(uow, sides.leader):
        made = absences.record(uow, sides.leader, Away(FIRST, LAST, sides.officer, **BY))
    assert (made.limits, made.mandate) == ("", None)
