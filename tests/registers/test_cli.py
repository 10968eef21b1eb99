"""Registers from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.registers.models import Volume
from docarchive.registers.services import numbering
from tests.factories import make_agency
from tests.registers.factories import make_register
from tests.registers.old_books import book, sent


def run(services: Services, *words: str, code: int = 0) -> Any:
    done = CliRunner().invoke(main, ["--home", str(services.settings.home), "--json", "registers", *words])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_an_agency_gets_the_usual_registers_and_lists_them(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_agency(uow, code="Y01")

    made = run(services, "usual", "--agency", "Y01")["registers"]
    listed = run(services, "list", "--agency", "Y01")["registers"]

    assert len(made) == 9
    assert listed[0]["name"] == "Sổ văn bản đến"
    assert listed[0]["volume"] is None
    assert run(services, "usual", "--agency", "Y01", code=1)["error"]["code"] == "conflict"


def test_a_missing_number_is_told_by_the_exit_code(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        register = make_register(uow, make_agency(uow, code="Y02"))
        kept = numbering.reserve(uow, register, 2, "Giữ cho kỳ họp")
        volume_id = kept[0].volume_id
    assert run(services, "check", "--agency", "Y02")["volumes"][0]["missing"] == []
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Volume, volume_id).last_number = 5

    found = run(services, "check", "--agency", "Y02", code=1)["volumes"]

    assert found == [
        {"register": "Sổ văn bản đi", "label": found[0]["label"], "lines": 2, "missing": [3, 4, 5], "twins": []}
    ]


def test_an_agency_nobody_knows_is_named(services: Services) -> None:
    assert "Z99" in run(services, "list", "--agency", "Z99", code=1)["error"]["message"]


def test_an_old_register_comes_in_after_a_dry_run(services: Services, tmp_path: Path) -> None:
    with services.begin(Actor.operator()) as uow:
        make_register(uow, make_agency(uow, code="Y01"), name="Sổ quyết định")
    path = tmp_path / "so-cu.xlsx"
    path.write_bytes(book(sent(1, "5/1/26"), sent(3, "6/1/26"), sent(4, "x")))
    words = ("import", str(path), "--agency", "Y01", "--register", "Sổ quyết định")

    tried, done = run(services, *words, "--dry-run"), run(services, *words, "--close-gaps")

    reason = "Ngày văn bản “x” không phải ngày; ghi dạng 15/8/2025."
    assert tried == {
        "dry_run": True, "imported": 2, "known": 0, "failed": 1, "linked": 0,
        "volumes": [{"label": "2026", "first": 1, "last": 3, "next": 4, "missing": [2]}],
        "rows": [{"sheet": "", "line": 9, "reason": reason}],
    }  # fmt: skip
    assert (done["dry_run"], done["imported"], done["volumes"][0]["missing"]) == (False, 2, [])
    assert run(services, *words)["known"] == 2
    assert run(services, "list", "--agency", "Y01")["registers"][0]["last_number"] == 3
    assert run(services, "check", "--agency", "Y01")["volumes"][0]["missing"] == []
    missing = ("import", str(path), "--agency", "Y01", "--register", "Sổ khác")
    assert "không có sổ “Sổ khác”" in run(services, *missing, code=1)["error"]["message"]
