"""The working calendar from the command line."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.factories import make_agency


def run(services: Services, *words: str, code: int = 0) -> Any:
    answer = CliRunner().invoke(main, ["--home", str(services.settings.home), "calendar", *words, "--json"])
    assert answer.exit_code == code, answer.output
    return json.loads(answer.stdout)


def test_days_are_shown_set_and_unset(services: Services) -> None:
    before = run(services, "show", "--year", "2026")
    done = run(services, "set", "15/06/2026", "off", "Mất điện", "--to", "16/06/2026", "--document", "7/TB-VP")
    again = run(services, "set", "15/06/2026", "off", "Mất điện", "--to", "16/06/2026", "--document", "7/TB-VP")
    after = run(services, "show", "--year", "2026")
    back = run(services, "unset", "2026-06-15")

    assert (before["estimated"], len(before["days"])) == (False, 17)
    assert again["change"] is None
    assert done["days"] == ["2026-06-15", "2026-06-16"]
    assert {"day": "2026-06-15", "kind": "off", "reason": "Mất điện", "document": "7/TB-VP", "origin": "instance"} in (
        after["days"]
    )
    assert before["version"] != after["version"]
    assert back == {"change": done["change"] + 1, "day": "2026-06-15", "works": True}
    assert run(services, "show", "--year", "2027")["estimated"] is True


def test_an_agency_is_named_by_its_code(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_agency(uow, code="Y07")

    run(services, "set", "2026-06-13", "work", "Tiếp dân", "--agency", "Y07")

    origins = [day["origin"] for day in run(services, "show", "--year", "2026", "--agency", "Y07")["days"]]
    assert origins.count("agency") == 1
    assert run(services, "show", "--year", "2026", "--agency", "Y99", code=1)["error"]["code"] == "not-found"


def test_what_cannot_be_done_is_said(services: Services) -> None:
    codes = [
        run(services, "set", "31/02/2026", "off", "Không có", code=1)["error"]["code"],
        run(services, "set", "15/06/2026", "off", " ", code=1)["error"]["code"],
        run(services, "set", "15/06/2026", "off", "Lùi", "--to", "01/06/2026", code=1)["error"]["code"],
        run(services, "unset", "15/06/2026", code=1)["error"]["code"],
    ]

    assert codes == ["invalid-input", "bad-day", "invalid-input", "not-found"]


def test_people_read_lines(services: Services) -> None:
    answer = CliRunner().invoke(main, ["--home", str(services.settings.home), "calendar", "show", "--year", "2026"])

    assert "thứ Bảy 10/01/2026" in answer.output
    assert "Làm việc  Làm bù ngày 02/01/2026 (12729/VPCP-KGVX)" in answer.output
