"""Dossiers, filing lists and locks as programs use them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest

from docarchive.accounts.models import User
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from tests.api.test_administration import Program
from tests.dossiers.factories import make_office, make_paper
from tests.factories import actor_for, make_user

REASON = "Phục vụ kiểm tra của đoàn thanh tra"


@dataclass(frozen=True)
class Programs:
    """Programs of people of an agency and of one of another; a document everybody may read."""

    agency_id: str
    paper_id: str
    colleague_id: str
    clerk: Program
    leader: Program
    officer: Program
    other: Program


@pytest.fixture
def programs(app: Application, services: Services) -> Programs:
    def program(user: User) -> Program:
        with services.begin(Actor.operator()) as unit:
            actor = actor_for(unit, user)
        with services.begin(actor) as unit:
            _, secret = tokens.create_token(unit, "Thử", may_write=True)
        return Program(app.test_client(), secret)

    with services.begin(Actor.operator()) as uow:
        office, other = make_office(uow), make_user(uow, roles=[Role.CLERK])
        paper = make_paper(uow, number="12/KH-STC").id
    people = [program(one) for one in (office.clerk, office.leader, office.officer, other)]
    return Programs(office.agency.id, paper, office.colleague.id, *people)


def outside(**values: Any) -> dict[str, Any]:
    dossier = {"symbol": "90.NV", "title": "Hồ sơ đề án số", "retention": "05", "started_on": "2026-02-02", **values}
    return {"dossier": dossier}


def test_a_list_is_drawn_up_approved_and_dossiers_opened_from_it(programs: Programs) -> None:
    ask, path = programs.clerk.ask, f"/agencies/{programs.agency_id}/filing-lists/2026"
    ask("POST", path, 201)
    heading = ask("POST", f"{path}/headings", 201, title="Tổ chức cán bộ", mark="TCCB")["headings"][0]["id"]
    for title in ("Hồ sơ tuyển dụng", "Hồ sơ nâng lương"):
        made = ask("POST", f"{path}/headings/{heading}/entries", 201, title=title, retention="02")
    entries = made["headings"][0]["entries"]
    ask("PUT", f"{path}/entries/{entries[1]['id']}", title="Hồ sơ nâng bậc lương", retention="07", retention_years=5)
    ask("PUT", f"{path}/approval", 403)
    programs.leader.ask("PUT", f"{path}/approval")
    ask("PUT", f"{path}/force", decision="1/QĐ-STC", force_from="2026-01-05")

    opened = programs.officer.ask("POST", "/dossiers", 201, entry_id=entries[1]["id"])

    assert (opened["symbol"], opened["title"], opened["kept"]) == ("02.TCCB", "Hồ sơ nâng bậc lương", "5 năm")
    listed = programs.officer.ask("GET", path)
    assert [one["dossier_id"] for one in listed["headings"][0]["entries"]] == [None, opened["id"]]
    programs.other.ask("GET", path, 404)
    programs.other.ask("POST", path, 404)
    programs.other.ask("POST", "/dossiers", 404, entry_id=entries[0]["id"])
    again = ask("POST", f"/agencies/{programs.agency_id}/filing-lists/2027", 201, copy_of=2026)
    assert [one["symbol"] for one in again["headings"][0]["entries"]] == ["01.TCCB", "02.TCCB"]


def test_a_dossier_is_filled_closed_exported_and_handed_over(programs: Programs) -> None:
    ask = programs.officer.ask
    made = ask("POST", "/dossiers", 201, **outside())
    path = f"/dossiers/{made['id']}"
    filled = ask("POST", f"{path}/documents", 201, document_id=programs.paper_id)
    assert [one["ordinal"] for one in filled["documents"]] == [1]
    assert filled["doc_total"] == 1
    ask("POST", f"{path}/documents", 409, document_id=programs.paper_id)
    assert ask("DELETE", f"{path}/documents/{programs.paper_id}")["documents"] == []
    ask("POST", f"{path}/documents", 201, document_id=programs.paper_id)
    ask("POST", f"{path}/members", 201, user_id=programs.colleague_id)
    assert programs.leader.ask("PUT", f"{path}/rights") == {"count": 1}

    closed = ask("POST", f"{path}/closing", title="Hồ sơ đề án số", retention="05", ended_on="2026-06-01")

    assert (closed["state"], closed["due_on"]) == ("closed", "2027-06-01")
    longer = ask("PUT", f"{path}/extension", until="2028-06-01", consent="5/VP")
    assert longer["due_on"] == "2028-06-01"
    packed = zipfile.ZipFile(io.BytesIO(programs.officer.fetch(f"{path}/export.zip")))
    assert packed.namelist() == ["ho-so.xml", "001-12-KH-STC.pdf"]
    handed = programs.clerk.ask("POST", "/dossiers/transfers", 201, dossiers=[made["id"]], condition="Tốt")
    assert handed["transfers"][0]["dossiers"] == [made["id"]]
    assert programs.clerk.ask("GET", "/dossiers?pile=da-nop-luu")["total"] == 1
    ask("POST", f"{path}/reopening", 409, reason="Có văn bản bổ sung")


def test_another_agency_finds_nothing_and_does_nothing(programs: Programs) -> None:
    made = programs.officer.ask("POST", "/dossiers", 201, **outside())
    path, ask = f"/dossiers/{made['id']}", programs.other.ask

    assert ask("GET", "/dossiers?pile=co-quan")["total"] == 0
    ask("POST", "/dossiers", 404, agency_id=programs.agency_id, **outside(symbol="91.NV"))
    for method, tail, body in (
        ("GET", "", {}), ("PUT", "", outside()["dossier"]), ("GET", "/contents.xlsx", {}), ("GET", "/export.zip", {}),
        ("POST", "/documents", {"document_id": programs.paper_id}), ("DELETE", f"/documents/{programs.paper_id}", {}),
        ("POST", f"/documents/{programs.paper_id}/opening", {}), ("POST", "/members", {"user_id": "a" * 16}),
        ("DELETE", f"/members/{'a' * 16}", {}), ("PUT", "/rights", {}),
        ("POST", "/closing", {"title": "x", "retention": "05"}), ("POST", "/reopening", {"reason": REASON}),
        ("PUT", "/extension", {"until": "2028-01-01", "consent": "5"}), ("POST", "/freeze", {"reason": REASON}),
    ):  # fmt: skip
        ask(method, f"{path}{tail}", 404, **body)
    ask("POST", "/dossiers/transfers", 404, dossiers=[made["id"]])


def test_locks_are_set_told_and_lifted(programs: Programs) -> None:
    programs.officer.ask("POST", "/freezes", 403, title="Thanh tra", reason=REASON, documents=[programs.paper_id])
    made = programs.leader.ask(
        "POST", "/freezes", 201, title="Thanh tra", reason=REASON, documents=[programs.paper_id]
    )  # fmt: skip
    programs.clerk.ask("POST", f"/documents/{programs.paper_id}/withdrawal", 409, reason="Rút do nhập nhầm tệp")

    found = programs.leader.ask("GET", f"/freezes/{made['id']}")

    assert (found["documents"], [one["act"] for one in found["refusals"]]) == (
        [programs.paper_id], ["Rút văn bản khỏi kho"],
    )  # fmt: skip
    programs.other.ask("GET", f"/freezes/{made['id']}", 404)
    programs.leader.ask("POST", f"/freezes/{made['id']}/lifting", reason="Đoàn thanh tra đã kết thúc")
    programs.clerk.ask("POST", f"/documents/{programs.paper_id}/withdrawal", reason="Rút do nhập nhầm tệp")


def test_all_dossiers_of_an_account_go_to_a_colleague(programs: Programs) -> None:
    made = programs.officer.ask("POST", "/dossiers", 201, **outside())
    (holder,) = programs.clerk.ask("GET", "/dossiers/holders")["holders"]

    given = programs.clerk.ask(
        "POST", "/dossiers/holders", agency_id=programs.agency_id, giver_id=holder["user_id"],
        receiver_id=programs.colleague_id,
    )  # fmt: skip

    assert given == {"count": 1}
    programs.officer.ask("GET", f"/dossiers/{made['id']}", 404)
