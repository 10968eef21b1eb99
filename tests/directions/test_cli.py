"""Directions from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.directions.factories import Sides, finish, make_assignment, make_direction, make_sides, order_for


@pytest.fixture
def sides(services: Services, monkeypatch: pytest.MonkeyPatch) -> Sides:
    with services.begin(Actor.operator()) as uow:
        made = make_sides(uow)
        made.department.name = "Sở Nội vụ"
        make_direction(uow, made, order_for(made.department), order_for("Công an tỉnh"), order_for(made.unit, None))
        finish(uow, made, make_assignment(uow, made))
    monkeypatch.setattr("docarchive.cli.build", lambda _home: services)  # with the clock of the tests
    return made


def run(services: Services, *words: str, code: int = 0, as_json: bool = True) -> Any:
    home = ["--home", str(services.settings.home), *(["--json"] if as_json else [])]
    done = CliRunner().invoke(main, [*home, "directions", *words])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if as_json else done.stdout


def test_a_report_gives_cells_totals_rates_and_the_rows_behind_them(services: Services, sides: Sides) -> None:
    found = run(services, "report", "--from", "2026-01-01", "--to", "2026-06-15", "--by", "agency")

    assert found["cells"] == {"done_in_time": 1, "done_late": 0, "open_in_time": 2, "open_late": 0}
    assert (found["totals"]["assigned"], found["totals"]["no_term"]) == (3, 1)
    assert found["rates"]["done_of_assigned"] == {"part": 1, "whole": 3, "percent": 33.33, "formula": "1/3 = 33,33%"}
    assert found["identity"] == {"carried_over": 0, "given": 3, "done": 1, "open": 2, "holds": True}
    assert [line["name"] for line in found["lines"]][-1] == "Công an tỉnh"
    for part in (found, *found["lines"]):
        counted = part["cells"] | part["totals"] | part["ages"]
        assert {name: len(part["rows"][name]) for name in counted} == counted


@pytest.mark.parametrize("by", ["leader", "document", "field", "unit"])
def test_a_report_is_broken_down_otherwise(services: Services, sides: Sides, by: str) -> None:
    found = run(services, "report", "--by", by)

    assert sum(line["totals"]["assigned"] for line in found["lines"]) == found["totals"]["assigned"] == 3


def test_people_read_a_table(services: Services, sides: Sides) -> None:
    said = run(services, "report", as_json=False)

    assert "Sở Nội vụ" in said
    assert "0 kỳ trước chuyển sang + 3 giao trong kỳ = 1 hoàn thành + 2 chưa hoàn thành" in said
    assert "1/3 = 33,33%" in said


def test_a_report_is_written_to_a_file_in_the_form_of_the_office(
    services: Services, sides: Sides, tmp_path: Path
) -> None:
    target = tmp_path / "bao-cao.docx"

    run(services, "report", "--agency", sides.agency.code, "--to-file", str(target))

    assert "BÁO CÁO TÌNH HÌNH" in "".join(one.text for one in docx.Document(str(target)).paragraphs)
    assert "--agency" in run(services, "report", "--to-file", str(target), code=1)["error"]["message"]
    other = str(tmp_path / "bao-cao.pdf")
    assert (
        ".docx"
        in run(services, "report", "--agency", sides.agency.code, "--to-file", other, code=1)["error"]["message"]
    )


def test_a_period_that_ends_before_it_begins_is_refused(services: Services, sides: Sides) -> None:
    failed = run(services, "report", "--from", "2026-06-15", "--to", "01/01/2026", code=1)

    assert failed["error"]["message"] == "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."
    assert "Y99" in run(services, "report", "--agency", "Y99", code=1)["error"]["message"]


def test_a_report_is_kept(services: Services, sides: Sides) -> None:
    kept = run(services, "freeze", "--agency", sides.agency.code, "--title", "Báo cáo 6 tháng")

    assert kept["title"] == "Báo cáo 6 tháng"


def test_a_list_is_taken_once(services: Services, sides: Sides, tmp_path: Path) -> None:
    listed = tmp_path / "so.csv"
    listed.write_text(
        "Số ký hiệu;Ngày giao;Người chỉ đạo;Nội dung;Chủ trì;Thời hạn\n"
        "7/UBND;02/02/2026;Chủ tịch;Rà soát thủ tục;Sở Nội vụ;30/06/2026\n"
        "8/UBND;;Chủ tịch;Báo cáo;Sở Nội vụ;30/06/2026\n",
        "utf-8",
    )
    agency = ("--agency", sides.agency.code)

    checked = run(services, "import", str(listed), *agency, "--dry-run")
    assert run(services, "report")["totals"]["assigned"] == 3
    taken, again = (run(services, "import", str(listed), *agency) for _ in range(2))

    assert (checked["imported"], taken["imported"], again["imported"], again["known"]) == (1, 1, 0, 1)
    assert [one["line"] for one in taken["rows"]] == [3]
    assert run(services, "report")["totals"]["assigned"] == 4
