"""What the pages of registers do, done by a program."""

from __future__ import annotations

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from docarchive.registers.models import Volume
from tests.api.test_administration import Program
from tests.exchange.factories import make_letter, make_office
from tests.factories import actor_for, make_agency, make_user

REASON = "Giữ cho nghị quyết kỳ họp"


def program(app: Application, services: Services, role: Role, agency_id: str | None = None) -> tuple[Program, str]:
    """A program of a person of an agency, and the agency's id."""
    from docarchive.accounts.models import Agency

    with services.begin(Actor.operator()) as uow:
        agency = uow.session.get_one(Agency, agency_id) if agency_id else make_agency(uow, short_name="STC")
        actor = actor_for(uow, make_user(uow, roles=[role], agency=agency))
        found = agency.id
    with services.begin(actor) as uow:
        _, secret = tokens.create_token(uow, "Thử", may_write=True)
    return Program(app.test_client(), secret), found


@pytest.fixture
def clerk(app: Application, services: Services) -> tuple[Program, str]:
    return program(app, services, Role.CLERK)


def new(**values: Any) -> dict[str, Any]:
    return {"name": "Sổ quyết định", "direction": "outgoing", "symbol": "{số}/QĐ-STC", **values}


def test_registers_are_set_up_listed_and_changed(clerk: tuple[Program, str]) -> None:
    ask, agency = clerk[0].ask, clerk[1]
    usual = ask("POST", f"/agencies/{agency}/registers/usual", 201)["registers"]
    made = ask("POST", f"/agencies/{agency}/registers", 201, **new(name="Sổ thông báo", kinds=["thông báo"]))
    wanted: dict[str, Any] = {
        "name": "Sổ thông báo, kết luận",
        "symbol": "{số}/TB-STC",
        "kinds": ["thông báo"],
        "is_open": False,
    }
    changed = ask("PUT", f"/registers/{made['id']}", **wanted)
    listed = ask("GET", f"/agencies/{agency}/registers")["registers"]

    assert (len(usual), len(listed)) == (9, 10)
    assert [one["direction"] for one in listed] == ["incoming"] + ["outgoing"] * 8 + ["internal"]
    assert (changed["name"], changed["is_open"], changed["volumes"]) == ("Sổ thông báo, kết luận", False, [])
    ask("POST", f"/agencies/{agency}/registers/usual", 409)
    ask("POST", f"/agencies/{agency}/registers", 422, **new(name="Sổ hai", kinds=["báo cáo"], symbol="{năm}"))


def test_numbers_begin_are_kept_cancelled_and_listed(clerk: tuple[Program, str]) -> None:
    ask, agency = clerk[0].ask, clerk[1]
    register = ask("POST", f"/agencies/{agency}/registers", 201, **new())["id"]
    begun = ask("PUT", f"/registers/{register}/beginning", first=347, reason="Tiếp sổ giấy năm 2026")
    kept = ask("POST", f"/registers/{register}/reservations", 201, count=3, reason=REASON)["numbers"]
    volume = f"/volumes/{begun['id']}"
    gone = ask("POST", f"{volume}/numbers/{kept[1]['id']}/cancellation", reason="Kỳ họp không thông qua")
    page = ask("GET", f"{volume}/lines?page=2&size=2")

    assert [one["printed"] for one in kept] == ["347", "348", "349"]
    assert (gone["state"], gone["reason"]) == ("cancelled", "Kỳ họp không thông qua")
    assert page["total"] == 3
    assert [line["number"]["printed"] for line in page["lines"]] == ["349"]
    held = ask("GET", volume)
    assert (held["reserved"], held["cancelled"], held["missing"]) == (2, 1, [])
    ask("POST", f"{volume}/numbers/{kept[0]['id']}/cancellation", 422, reason="Nhầm")
    ask("PUT", f"{volume}/closing", 422)
    ask("POST", f"/registers/{register}/terms", 422, label="2026-2031")
    assert ask("GET", f"/registers/{register}")["current_id"] == begun["id"]


def test_a_term_is_opened(clerk: tuple[Program, str]) -> None:
    ask, agency = clerk[0].ask, clerk[1]
    register = ask("POST", f"/agencies/{agency}/registers", 201, **new(period="term"))["id"]

    assert ask("POST", f"/registers/{register}/terms", 201, label="2026-2031")["label"] == "2026-2031"
    ask("POST", f"/registers/{register}/terms", 409, label="2026-2031")


def test_missing_numbers_stand_in_their_places(clerk: tuple[Program, str], services: Services) -> None:
    ask, agency = clerk[0].ask, clerk[1]
    register = ask("POST", f"/agencies/{agency}/registers", 201, **new())["id"]
    volume = ask("POST", f"/registers/{register}/reservations", 201, reason=REASON)["numbers"][0]["volume_id"]
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Volume, volume).last_number = 3

    lines = ask("GET", f"/volumes/{volume}/lines")["lines"]

    assert [line["missing"] for line in lines] == [None, 2, 3]


def test_lines_say_what_letters_say_to_those_who_may_know(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        letter = make_letter(uow, office, subject="Duy tu đường liên xã")
        assert letter.arrival is not None
        volume, agency_id = letter.arrival.volume_id, office.agency.id
    leader, _ = program(app, services, Role.LEADER, agency_id)
    administrator, _ = program(app, services, Role.ADMINISTRATOR)
    stranger, _ = program(app, services, Role.CLERK)

    entry = leader.ask("GET", f"/volumes/{volume}/lines")["lines"][0]["entry"]
    assert (entry["subject"], entry["symbol"]) == ("Duy tu đường liên xã", "1427/STC-QLNS")
    book = CalamineWorkbook.from_filelike(io.BytesIO(leader.fetch(f"/volumes/{volume}/export.xlsx?form=theo-doi")))
    assert book.get_sheet_by_index(1).to_python()[2][1] == "Công văn số 1427/STC-QLNS ngày 12/06/2026 của Sở Tài chính"
    assert administrator.ask("GET", f"/volumes/{volume}/lines")["lines"][0]["entry"] is None
    administrator.ask("GET", f"/volumes/{volume}/export.xlsx", 403)
    for path in (f"/volumes/{volume}", f"/volumes/{volume}/lines", f"/volumes/{volume}/export.xlsx"):
        stranger.ask("GET", path, 404)
    stranger.ask("GET", f"/agencies/{agency_id}/registers", 404)
    leader.ask("POST", f"/agencies/{agency_id}/registers", 403, **new())


def test_an_old_register_is_taken_by_a_program(clerk: tuple[Program, str]) -> None:
    program_, agency = clerk
    made = program_.ask("POST", f"/agencies/{agency}/registers", 201, **new())
    table = "Số ký hiệu,Ngày tháng,Trích yếu,Ghi chú\n1/QĐ,5/1/26,Quyết định khen,\n2/QĐ,6/1/26,,\n"
    address = f"/registers/{made['id']}/import"

    tried, done = program_.hand_in(address, table, dry_run="1"), program_.hand_in(address, table)

    assert (tried["made"], done["made"], program_.hand_in(address, table)["known"]) == (1, 1, 1)
    assert done["volumes"] == [{"label": "2026", "first": 1, "last": 1, "next": 2, "missing": []}]
    assert [(row["line"], row["number"], row["outcome"]) for row in done["rows"]] == [
        (2, "01", "good"),
        (3, None, "refused"),
    ]
    volume = program_.ask("GET", f"/agencies/{agency}/registers")["registers"][0]["volumes"][0]["id"]
    line = program_.ask("GET", f"/volumes/{volume}/lines")["lines"][0]
    assert (line["entry"]["is_old"], line["entry"]["note"]) == (True, "Sổ cũ")
