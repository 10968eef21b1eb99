"""Programs do with directions what people do, with the same rights."""

from __future__ import annotations

import io
from typing import Any

import pytest

from docarchive.accounts.models import User
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.api.test_api import Program
from tests.conftest import FixedClock
from tests.directions.factories import Sides, make_hidden, make_sides
from tests.factories import actor_for

REASON: dict[str, Any] = {"reason": "Chờ trung ương hướng dẫn"}
SHOWN: dict[str, Any] = {"words": "Đã xong", "number": "45/BC-SNV"}


class Programs:
    """A program for the clerk and the leader who give, the clerk who does, an officer, and a stranger's clerk."""

    def __init__(self, app: Application, services: Services) -> None:
        def program(user: User) -> Program:
            with services.begin(Actor.operator()) as uow:
                acting = actor_for(uow, user)
            with services.begin(acting) as uow:
                _row, secret = tokens.create_token(uow, "thử", may_write=True)
            return Program(app.test_client(), secret)

        with services.begin(Actor.operator()) as uow:
            self.sides: Sides = make_sides(uow)
            self.department = self.sides.department.id
            self.unit, self.hidden = self.sides.unit.id, make_hidden(uow).id
        self.clerk, self.leader = program(self.sides.clerk), program(self.sides.leader)
        self.doer, self.officer = program(self.sides.doer), program(self.sides.officer)
        self.outsider = program(self.sides.outsider)

    def said(self, *orders: dict[str, Any], **values: Any) -> dict[str, Any]:
        usual = {"lead": {"agency_id": self.department}, "term": "fixed", "due_on": "2026-06-30"}
        return {
            "source": "document", "giver": "Chủ tịch", "given_on": "2026-06-01", "document_number": "15/CT-UBND",
            "quote": "Giao Sở Nội vụ chủ trì.", "orders": list(orders) or [usual], **values,
        }  # fmt: skip

    def given(self, *orders: dict[str, Any], **values: Any) -> Any:
        return self.clerk.send("POST", "/directions", 201, json=self.said(*orders, **values))

    def act(self, program: Program, one: str, what: str, status: int = 200, **sent: Any) -> Any:
        return program.send("POST", f"/assignments/{one}/{what}", status, json=sent)


@pytest.fixture
def programs(app: Application, services: Services) -> Programs:
    return Programs(app, services)


def test_the_whole_way_of_an_assignment(programs: Programs, clock: FixedClock) -> None:
    made = programs.given(
        {"lead": {"agency_id": programs.department}, "co": [{"unit_id": programs.unit}], "info": [{"name": "Báo"}],
         "product": "kế hoạch", "term": "fixed", "due_on": "2026-06-30"}
    )  # fmt: skip
    (one,) = made["assignments"]
    assert (one["code"], one["cell"], one["days_left"]) == ("2026.000001", "cht-trong", 15)
    assert [body["part"] for body in one["bodies"]] == ["lead", "co", "info"]
    one = one["id"]

    programs.act(programs.doer, one, "acceptance")
    programs.act(programs.doer, one, "beginning")
    programs.act(programs.officer, one, "notes", 201, words="Đã góp ý")
    plan = programs.doer.send("PUT", f"/assignments/{one}/milestones", json={"milestones": [{"title": "Dự thảo"}]})
    (milestone,) = plan["milestones"]
    programs.act(programs.doer, one, f"milestones/{milestone['id']}/completion", done_on="2026-06-15", **SHOWN)
    asked = programs.act(
        programs.doer, one, "extensions", 201, wanted_on="2026-07-15", **REASON
    )["extensions"][0]  # fmt: skip
    assert programs.leader.get("/assignments/extensions")["extensions"][0]["id"] == asked["id"]
    programs.act(programs.leader, one, f"extensions/{asked['id']}/grant", until="2026-07-10")
    programs.act(programs.leader, one, "pause", **REASON)
    clock.now = clock.now.replace(day=16)
    moved = programs.leader.send("DELETE", f"/assignments/{one}/pause")
    programs.act(programs.doer, one, "report", **SHOWN)
    programs.act(programs.leader, one, "rejection", **REASON)
    programs.act(programs.doer, one, "report", **SHOWN)
    done = programs.act(programs.leader, one, "confirmation", words="Tốt")

    assert (moved["due_on"], moved["first_due_on"]) == ("2026-07-13", "2026-06-30")
    assert (done["state"], done["cell"], done["cell_by_first"], done["done_on"]) == (
        "done", "ht-dung", "ht-dung", "2026-06-16",
    )  # fmt: skip
    assert [step["deed"] for step in done["steps"]] == [
        "given", "accepted", "begun", "noted", "noted", "milestone", "extension_asked", "extended", "paused",
        "resumed", "reported", "sent_back", "reported", "confirmed",
    ]  # fmt: skip
    programs.act(programs.clerk, one, "reopening", **REASON)
    assert programs.act(programs.clerk, one, "cancellation", **REASON)["cell"] is None


def test_what_came_back_is_given_again(programs: Programs) -> None:
    one = programs.given()["assignments"][0]["id"]
    programs.act(programs.doer, one, "return", reason="Thuộc thẩm quyền đơn vị khác")

    again = programs.act(programs.leader, one, "order", lead={"unit_id": programs.unit})

    assert (again["state"], again["due_on"], again["bodies"][0]["unit_id"]) == ("given", "2026-06-30", programs.unit)


def test_pressing_in_three_steps(programs: Programs, clock: FixedClock) -> None:
    one = programs.given()["assignments"][0]["id"]
    clock.now = clock.now.replace(month=7, day=6)
    chosen = {"assignment_ids": [one], "words": "Quá hạn 6 ngày"}

    assert programs.clerk.send("POST", "/assignments/reminders", json=chosen)["total"] == 1
    letter = programs.clerk.send("POST", "/assignments/letters", 201, json=chosen)["letter_id"]
    assert "đôn đốc" in programs.clerk.get(f"/letters/outgoing/{letter}")["subject"]
    programs.act(programs.leader, one, "explanation-request", by_day="2026-07-10")
    explained = programs.act(programs.doer, one, "explanation", words="Ba huyện chưa gửi số liệu")
    assert [step["deed"] for step in explained["steps"]][-4:] == [
        "reminded", "pressed", "explanation_asked", "explained",
    ]  # fmt: skip


def test_recurring_work_is_begun_and_stopped(programs: Programs) -> None:
    order = {"lead": {"agency_id": programs.department}, "content": "Báo cáo tháng"}
    made = programs.clerk.send(
        "POST", "/directions", 201,
        json=programs.said(orders=[], series=[{"order": order, "period": "month", "due_day": 25}]),
    )  # fmt: skip

    (series,) = made["series"]
    assert [(one["period"], one["due_on"]) for one in made["assignments"]] == [("2026-06", "2026-06-25")]
    at = f"/directions/{made['id']}/series"
    assert programs.clerk.send("DELETE", f"{at}/{series['id']}")["series"][0]["stopped_at"]
    more = programs.clerk.send("POST", at, 201, json={"order": order, "period": "quarter", "due_day": 90})
    assert len(more["series"]) == 2
    programs.outsider.send("DELETE", f"{at}/{series['id']}", 404)


def test_lists_counters_and_one_more_order(programs: Programs) -> None:
    made = programs.given()
    added = programs.clerk.send(
        "POST", f"/directions/{made['id']}/assignments", 201, json={"lead": {"unit_id": programs.unit}}
    )

    assert programs.clerk.get("/assignments")["total"] == 2
    assert programs.clerk.get("/assignments", cell="cht-khong-han")["assignments"][0]["id"] == added["id"]
    assert programs.clerk.get("/assignments", lead=f"agency:{programs.department}", q="nội vụ")["total"] == 1
    assert programs.officer.get("/assignments")["total"] == 1
    assert programs.officer.get("/assignments/counters")["counters"][1] == {
        "pile": "chu-tri", "label": "Chủ trì", "value": 1,
    }  # fmt: skip
    assert [one["id"] for one in programs.officer.get(f"/directions/{made['id']}")["assignments"]] == [added["id"]]


def test_nobody_sees_or_does_what_is_not_his(programs: Programs) -> None:
    made = programs.given()
    one = made["assignments"][0]["id"]

    assert programs.outsider.get("/assignments")["total"] == 0
    for path in (f"/assignments/{one}", f"/directions/{made['id']}"):
        programs.outsider.send("GET", path, 404)
    for what, sent in (("acceptance", {}), ("report", SHOWN), ("confirmation", {}), ("cancellation", REASON)):
        programs.act(programs.outsider, one, what, 404, **sent)
    programs.act(programs.clerk, one, "report", 403, **SHOWN)
    programs.act(programs.doer, one, "cancellation", 403, **REASON)
    programs.officer.send("POST", "/directions", 403, json=programs.said())
    programs.clerk.send("POST", "/directions", 404, json=programs.said(document_id=programs.hidden))
    programs.clerk.send("POST", "/directions", 422, json=programs.said({"lead": {"name": ""}}))
    programs.clerk.send("POST", "/directions", 422, json=programs.said(orders=[]))


def test_a_running_list_is_looked_at_and_taken(programs: Programs) -> None:
    text = "Nội dung,Chủ trì,Ngày giao,Hạn\nRà soát,Hội A,4/5/2026,1/6/2026\nThiếu ngày,Hội A,,\n"

    def send(program: Program, status: int = 200, **more: str) -> Any:
        sent = {"file": (io.BytesIO(text.encode()), "so.csv"), **more}
        return program.send("POST", "/directions/import", status, data=sent)

    trial, taken, again = send(programs.clerk, dry_run="1"), send(programs.clerk), send(programs.clerk)

    assert (trial["made"], trial["refused"], trial["rows"][1]["problems"]) == (
        1, 1, ["Thiếu ngày văn bản hoặc ngày giao."],
    )  # fmt: skip
    assert (taken["made"], taken["known"], again["made"], again["known"]) == (1, 0, 0, 1)
    assert programs.clerk.get("/assignments")["total"] == 1
    send(programs.officer, 403)


def test_a_sentence_is_read_without_being_entered(programs: Programs) -> None:
    read = programs.clerk.send("POST", "/directions/readings", json={"text": "Giao Sở Nội vụ chủ trì."})

    assert isinstance(read["orders"], list)
    assert programs.clerk.get("/assignments")["total"] == 0
