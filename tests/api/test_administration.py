"""The administrator's acts, done by a program."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.kernel.roles import Role
from tests.factories import PASSWORD, actor_for, make_user


class Program:
    """A program with a token."""

    def __init__(self, client: FlaskClient, secret: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {secret}"}

    def ask(self, method: str, path: str, expected: int = 200, **body: Any) -> Any:
        sent: dict[str, Any] = {"json": body} if body or method in {"POST", "PUT", "PATCH"} else {}
        answer = self._client.open(f"/api/v1{path}", method=method, headers=self._headers, **sent)
        assert answer.status_code == expected, answer.text
        return answer.json

    def fetch(self, path: str) -> bytes:
        answer = self._client.get(f"/api/v1{path}", headers=self._headers)
        assert answer.status_code == 200, answer.text
        content: bytes = answer.data
        return content

    def hand_in(self, path: str, table: str, **more: str) -> Any:
        parts = {"file": (io.BytesIO(table.encode()), "danh-sach.csv"), **more}
        answer = self._client.post(f"/api/v1{path}", headers=self._headers, data=parts)
        assert answer.status_code == 200, answer.text
        return answer.json


def program(app: Application, services: Services, role: Role) -> Program:
    with services.begin(Actor.operator()) as uow:
        actor = actor_for(uow, make_user(uow, username=f"may-{role.value[:5]}", roles=[role]))
    with services.begin(actor) as uow:
        _, secret = tokens.create_token(uow, "Thử", may_write=True)
    return Program(app.test_client(), secret)


@pytest.fixture
def administering(app: Application, services: Services) -> Program:
    return program(app, services, Role.ADMINISTRATOR)


def test_an_agency_a_unit_a_person_and_a_seat(administering: Program, app: Application) -> None:
    agency = administering.ask("POST", "/agencies", 201, code="Y07", name="Cơ quan Bảy")
    unit = administering.ask("POST", f"/agencies/{agency['id']}/units", 201, name="Phòng Một")
    handed = administering.ask("POST", "/users", 201, username="lanht", name="Hoàng Lan", roles=["clerk"])
    seat = {"agency_id": agency["id"], "unit_id": unit["id"], "valid_from": "2026-01-01", "title": "Văn thư"}
    position = administering.ask("POST", f"/users/{handed['user_id']}/positions", 201, **seat)
    ended = administering.ask("PATCH", f"/users/{handed['user_id']}/positions/{position['id']}", valid_to="2026-12-31")
    found = administering.ask("GET", "/users?q=lan")

    assert ended["valid_to"] == "2026-12-31"
    assert found["total"] == 1
    assert found["users"][0]["positions"][0]["title"] == "Văn thư"
    assert administering.ask("GET", f"/agencies/{agency['id']}")["units"][0]["name"] == "Phòng Một"


def test_disabling_and_enabling(administering: Program) -> None:
    handed = administering.ask("POST", "/users", 201, username="binh", name="Trần Bình", roles=["leader"])
    path = f"/users/{handed['user_id']}"

    assert administering.ask("PUT", f"{path}/disabled")["enabled"] is False
    assert administering.ask("DELETE", f"{path}/disabled")["enabled"] is True
    assert administering.ask("POST", f"{path}/password-reset")["password"] != handed["password"]


def test_what_a_service_refuses_comes_as_a_problem(administering: Program) -> None:
    administering.ask("POST", "/agencies", 201, code="Y07", name="Cơ quan Bảy")

    taken = administering.ask("POST", "/agencies", 409, code="Y07", name="Cơ quan Khác")
    wrong = administering.ask("POST", "/agencies", 422, code="sai", name="Cơ quan Khác")
    missing = administering.ask("GET", "/users/aaaaaaaaaaaaaaaa", 404)

    assert [one["code"] for one in (taken, wrong, missing)] == ["code-taken", "bad-agency-code", "not-found"]


def test_the_log_is_read_and_verified(administering: Program) -> None:
    entries = administering.ask("GET", "/audit?action=token.")
    verdict = administering.ask("GET", "/audit/verification")

    assert entries["entries"][0]["action"] == "token.created"
    assert verdict["whole"] is True
    assert administering.ask("GET", "/jobs")["total"] == 0


def test_the_state_of_the_instance_is_told_with_what_to_do(administering: Program) -> None:
    state = administering.ask("GET", "/state")

    assert state["engine"]["ok"] is True
    assert state["jobs"] == {"waiting": 0, "running": 0, "done": 0, "failed": 0}
    assert any("docarchive worker" in worry for worry in state["worries"])


def test_ones_own_account(app: Application, services: Services) -> None:
    own = program(app, services, Role.SPECIALIST)

    assert own.ask("PATCH", "/me", email="a@b.example")["email"] == "a@b.example"
    assert own.ask("PUT", "/me/password", 422, current="sai", password="nắng vàng mật ong")["code"] == "wrong-password"
    assert own.ask("PUT", "/me/password", current=PASSWORD, password="nắng vàng mật ong") == {"count": 0}
    made = own.ask("POST", "/me/tokens", 201, name="Thứ hai")
    assert len(own.ask("GET", "/me/tokens")["tokens"]) == 2
    assert own.ask("DELETE", f"/me/tokens/{made['id']}") == {"count": 1}
    assert own.ask("GET", "/me/sessions") == {"sessions": []}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_administration_does_not_exist_for_others(app: Application, services: Services, role: Role) -> None:
    other = program(app, services, role)

    for path in ("/users", "/users/aaaaaaaaaaaaaaaa", "/jobs", "/state", "/audit", "/audit/verification"):
        other.ask("GET", path, 404)
    other.ask("POST", "/users", 404, username="x1", name="X", roles=["administrator"])
    other.ask("POST", "/agencies", 404, code="Y09", name="X")


def test_lists_are_tried_then_taken(administering: Program) -> None:
    agencies = "code,name\nY07,Cơ quan Bảy\nsai,Cơ quan Sai\n"
    people = "username;name;agency_code\nhoa;Lê Thị Hoa;Y07\n"

    tried = administering.hand_in("/agencies/import", agencies, dry_run="true")
    taken = administering.hand_in("/agencies/import", agencies)
    seated = administering.hand_in("/users/import", people)

    assert (tried["made"], taken["made"], len(taken["refused"])) == (1, 1, 1)
    assert taken["refused"][0]["line"] == 3
    assert list(seated["passwords"]) == ["hoa"]


def test_the_log_is_taken_out_as_a_file(administering: Program) -> None:
    table = administering.fetch("/audit/export.csv?action=token.")

    assert table.startswith(b"\xef\xbb\xbf")
    assert table.decode().count("token.created") == 1
    assert administering.ask("GET", "/audit?action=audit.exported")["total"] == 1


def test_failed_work_is_begun_again(administering: Program, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        uow.enqueue("test.unknown", "1")
    JobRunner(services.work, services.job_handlers, services.settings.home).run_due()

    assert administering.ask("POST", "/jobs/retry-failed?kind=other") == {"count": 0}
    assert administering.ask("POST", "/jobs/retry-failed") == {"count": 1}


def test_what_does_not_fit_its_shape_is_named(administering: Program) -> None:
    problem = administering.ask("POST", "/users", 422, username="x", name="X", roles=[])

    assert problem["code"] == "misshapen"
    assert set(problem["errors"]) == {"json.username", "json.roles"}
