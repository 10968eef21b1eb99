"""The working calendar, read by every program and changed by the administrator's."""

from __future__ import annotations

from typing import Any

import pytest

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from tests.api.test_administration import Program, program
from tests.factories import make_agency

DAY = "/calendar/days/2026-06-15"
OFF: dict[str, Any] = {"kind": "off", "reason": "Mất điện", "document": "7/TB-VP"}


@pytest.fixture
def administering(app: Application, services: Services) -> Program:
    return program(app, services, Role.ADMINISTRATOR)


def test_a_day_is_set_undone_and_unset(administering: Program) -> None:
    before = administering.ask("GET", "/calendar?year=2026")
    said = administering.ask("PUT", DAY, **OFF)
    (change,) = administering.ask("GET", "/calendar/changes")["changes"]
    undone = administering.ask("POST", f"/calendar/changes/{change['number']}/undo")
    redone = administering.ask("POST", f"/calendar/changes/{undone['number']}/undo")
    unset = administering.ask("DELETE", DAY)

    assert {"day": "2026-06-15", **OFF, "origin": "instance"} in said["days"]
    assert (change["kind"], change["days"], change["is_last"]) == ("set", ["2026-06-15"], True)
    assert (undone["undoes"], redone["undoes"]) == (change["number"], undone["number"])
    assert said["version"] != before["version"] == unset["version"]
    assert administering.ask("DELETE", DAY, 404)["code"] == "not-found"
    assert administering.ask("POST", "/calendar/changes/99999999999999999999/undo", 404)["code"] == "not-found"
    assert administering.ask("GET", "/audit?action=calendar.")["total"] == 4


def test_an_agency_has_days_of_its_own(administering: Program, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        agency_id = make_agency(uow).id

    own = administering.ask("PUT", DAY, **OFF, agency_id=agency_id)
    whole = administering.ask("GET", "/calendar?year=2026")
    administering.ask("PUT", DAY, 404, **OFF, agency_id="khong-co")
    taken = administering.hand_in("/calendar/import", "date,kind,reason\n2026-06-13,work,Trực\n", agency_id=agency_id)

    assert own["version"] != whole["version"]
    assert taken["made"] == 1
    changes = administering.ask("GET", f"/calendar/changes?agency_id={agency_id}")["changes"]
    assert [each["kind"] for each in changes] == ["list", "set"]
    back = administering.ask("DELETE", f"{DAY}?agency_id={agency_id}")
    assert [day["day"] for day in back["days"] if day["origin"] == "agency"] == ["2026-06-13"]


def test_a_list_is_tried_before_it_is_taken(administering: Program) -> None:
    rows = "date,kind,reason\n15/06/2026,off,Mất điện\n16/06/2026,lễ,Lạ\n"

    tried = administering.hand_in("/calendar/import", rows, dry_run="true")
    taken = administering.hand_in("/calendar/import", rows)
    again = administering.hand_in("/calendar/import", rows)

    assert [(each["made"], each["known"]) for each in (tried, taken, again)] == [(1, 0), (1, 0), (0, 1)]
    assert taken["refused"][0]["line"] == 3


def test_a_year_is_confirmed_and_reopened(administering: Program) -> None:
    assert administering.ask("GET", "/calendar?year=2027")["estimated"] is True
    assert administering.ask("PUT", "/calendar/years/2027", document="9/TB-BNV") == {"year": 2027, "estimated": False}
    assert administering.ask("GET", "/calendar?year=2027")["estimated"] is False
    assert administering.ask("DELETE", "/calendar/years/2027") == {"year": 2027, "estimated": True}
    assert administering.ask("DELETE", "/calendar/years/99999999999999999999", 404)["code"] == "not-found"
    assert administering.ask("PUT", "/calendar/years/1999", 422, document="1/TB")["code"] == "bad-day"


def test_deadlines_are_counted_for_everybody(app: Application, services: Services) -> None:
    asking = program(app, services, Role.SPECIALIST)

    swapped = asking.ask("GET", "/calendar/count?since=2026-08-19T09:00:00&days=5")
    tet = asking.ask("GET", "/calendar/count?since=2026-02-13T09:30:00Z")
    latest = {each["rule"]: each["latest"] for each in tet["deadlines"]}

    assert swapped["deadlines"][0]["latest"] == "2026-08-25T23:59:59+07:00"
    assert latest["send"] == "2026-02-23T12:00:00+07:00"
    assert (tet["estimated"], swapped["version"]) == (False, tet["version"])
    for moment in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-11:00", "2060-12-31T20:00:00Z"):
        assert asking.ask("GET", f"/calendar/count?since={moment}", 422)["code"] == "outside-calendar"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_read_and_change_nothing(app: Application, services: Services, role: Role) -> None:
    other = program(app, services, role)

    other.ask("GET", "/calendar?year=2026")
    other.ask("PUT", DAY, 404, **OFF)
    other.ask("DELETE", DAY, 404)
    other.ask("GET", "/calendar/changes", 404)
    other.ask("POST", "/calendar/changes/1/undo", 404)
    other.ask("PUT", "/calendar/years/2027", 404, document="9/TB-BNV")
    other.ask("DELETE", "/calendar/years/2027", 404)
