"""Programs ask for figures, keep reports, take files, compare, with the rights of people."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from docarchive.app import Application
from docarchive.core.instance import Services
from tests.api.test_api import Program
from tests.directions.test_api import Programs


@pytest.fixture
def programs(app: Application, services: Services) -> Programs:
    return Programs(app, services)


def figures(program: Any, **asked: Any) -> Any:
    return program.send("GET", "/directions/figures", query_string=asked)


def file(program: Program, address: str) -> bytes:
    answer = program.client.get(f"/api/v1{address}", headers=program.headers)
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)


def test_figures_with_the_rows_behind_them(programs: Programs) -> None:
    one = programs.given()["assignments"][0]

    found = figures(programs.leader, first="2026-01-01", last="2026-12-31", rows=True)

    assert found["cells"] == {"done_in_time": 0, "done_late": 0, "open_in_time": 1, "open_late": 0}
    assert (found["as_of"], found["identity"]["holds"]) == ("2026-06-15", True)
    assert found["rows"]["open_in_time"] == found["lines"][0]["rows"]["assigned"] == [one["id"]]
    assert found["rates"]["done_of_assigned"]["formula"] == "0/1 = 0,00%"
    assert figures(programs.leader)["rows"] is None


def test_everybody_counts_what_is_his(programs: Programs) -> None:
    programs.given()

    assigned = [figures(each)["totals"]["assigned"] for each in (programs.clerk, programs.doer, programs.outsider)]
    register = figures(programs.outsider, agency_id=programs.sides.agency.id)

    assert assigned == [1, 1, 0]
    assert register["totals"]["assigned"] == 0


def test_a_report_is_kept_printed_and_compared(programs: Programs) -> None:
    one = programs.given()["assignments"][0]["id"]
    first = programs.clerk.send("POST", "/directions/reports", 201, json={"title": "Báo cáo tháng 6"})
    programs.act(programs.doer, one, "report", words="Đã xong", number="45/BC-SNV")
    programs.act(programs.leader, one, "confirmation")
    second = programs.leader.send("POST", "/directions/reports", 201, json={"by": "leader"})

    kept = programs.leader.send("GET", f"/directions/reports/{first['id']}")
    found = programs.leader.send("GET", f"/directions/reports/{first['id']}/differences/{second['id']}")

    assert (kept["title"], kept["figures"]["cells"]["open_in_time"]) == ("Báo cáo tháng 6", 1)
    assert [(each["before"], each["after"]) for each in found["moved"]] == [("open_in_time", "done_in_time")]
    assert {"figure": "done", "before": 0, "after": 1} in found["changes"]
    listed = programs.clerk.send("GET", "/directions/reports")["reports"]
    assert {each["id"] for each in listed} == {first["id"], second["id"]}


def test_files_are_the_register_of_the_agency(programs: Programs) -> None:
    programs.given()
    kept = programs.clerk.send("POST", "/directions/reports", 201, json={})

    for address in ("/directions/figures/report.docx", f"/directions/reports/{kept['id']}/report.docx"):
        paper = docx.Document(io.BytesIO(file(programs.clerk, address)))
        assert "BÁO CÁO TÌNH HÌNH" in "".join(each.text for each in paper.paragraphs)
    assert file(programs.clerk, "/directions/figures/report.xlsx")[:2] == b"PK"


def test_others_neither_keep_nor_see_them(programs: Programs) -> None:
    programs.given()
    kept = programs.clerk.send("POST", "/directions/reports", 201, json={})["id"]
    register = {"agency_id": programs.sides.agency.id}

    for other in (programs.officer, programs.doer, programs.outsider):
        other.send("GET", f"/directions/reports/{kept}", 404)
        other.send("GET", f"/directions/reports/{kept}/report.xlsx", 404)
        other.send("GET", f"/directions/reports/{kept}/differences/{kept}", 404)
        other.send("POST", "/directions/reports", 403, json=register)
        other.send("GET", "/directions/figures/report.xlsx", 403, query_string=register)
        assert other.send("GET", "/directions/reports")["reports"] == []
