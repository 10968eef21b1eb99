"""Dossiers from the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from tests.dossiers.factories import fill, make_dossier, make_office, make_paper


def run(services: Services, *words: str, code: int = 0) -> Any:
    done = CliRunner().invoke(main, ["--home", str(services.settings.home), "--json", "dossiers", *words])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_dossiers_are_listed_and_exported(services: Services, tmp_path: Path) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow, code="Y07")
        dossier = make_dossier(uow, office)
        fill(uow, dossier, make_paper(uow, number="12/KH-STC"))
        make_dossier(uow, make_office(uow))

    listed = run(services, "list", "--agency", "Y07", "--words", "kiem tra")["dossiers"]
    exported = run(services, "export", dossier.id, str(tmp_path / "ho-so.zip"))

    assert [(one["symbol"], one["documents"]) for one in listed] == [("90.NV", 1)]
    assert len(run(services, "list")["dossiers"]) == 2
    assert run(services, "list", "--due")["dossiers"] == []
    assert exported["documents"] == 1
    assert zipfile.ZipFile(tmp_path / "ho-so.zip").testzip() is None
    assert "Y99" in run(services, "list", "--agency", "Y99", code=1)["error"]["message"]
