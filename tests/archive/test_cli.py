"""The commands, as scripts call them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docarchive.cli import main
from tests import databases as database_kinds
from tests.databases import Databases

Run = Callable[..., Any]


@pytest.fixture(scope="module", params=database_kinds.params())
def home(
    tmp_path_factory: pytest.TempPathFactory, databases: Databases, request: pytest.FixtureRequest
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("instance")
    databases.put_bare(request.param, folder)
    answer = CliRunner().invoke(main, ["--home", str(folder), "init", "--password", "mưa rào tháng sáu", "--json"])
    assert answer.exit_code == 0, answer.output
    yield folder
    databases.take_back(folder)


@pytest.fixture(scope="module")
def run(home: Path) -> Run:
    def call(*words: str, code: int = 0) -> Any:
        answer = CliRunner().invoke(main, ["--home", str(home), *words, "--json"])
        assert answer.exit_code == code, answer.output
        return json.loads(answer.stdout)

    return call


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("van-ban")
    (folder / "a.txt").write_text("Thông báo lịch tiếp công dân định kỳ tại trụ sở xã", encoding="utf-8")
    (folder / "b.txt").write_text("Thông báo lịch tiếp công dân định kỳ tại trụ sở xã", encoding="utf-8")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7 nothing")
    return folder


@pytest.fixture(scope="module")
def imported(run: Run, folder: Path) -> Any:
    return run("import", str(folder))


def test_every_file_ends_in_a_state(imported: Any) -> None:
    states = {Path(row["path"]).name: row["state"] for row in imported["documents"]}

    assert {states["a.txt"], states["b.txt"]} == {"imported", "duplicate"}
    assert states["hong.pdf"] == "failed"
    assert (imported["imported"], imported["skipped"], imported["failed"]) == (1, 1, 1)
    assert all(row["reason"] for row in imported["documents"] if row["state"] != "imported")


def test_a_duplicate_names_the_document_that_is_there(imported: Any) -> None:
    ids = {Path(row["path"]).name: row["id"] for row in imported["documents"]}

    assert ids["a.txt"] == ids["b.txt"]
    assert ids["hong.pdf"] is None


@pytest.mark.usefixtures("imported")
def test_a_search_prints_the_agreed_record(run: Run) -> None:
    found = run("search", "tiep cong dan", "--limit", "5")

    assert found["total"] == 1
    assert set(found["hits"][0]) == {
        "id", "number", "kind", "issuer", "issued_on", "subject", "score", "page", "provision", "snippets",
    }  # fmt: skip
    assert set(found) >= {"total", "took_ms", "hits", "facets", "did_you_mean"}


@pytest.mark.usefixtures("imported")
def test_a_search_as_somebody_shows_what_he_may_see(run: Run, home: Path) -> None:
    from docarchive.archive.models import Document
    from docarchive.cli import build

    services = build(home)
    with services.db.session() as session:
        for document in session.query(Document):
            document.access = "named"
            document.tokens.clear()
            document.revision += 1
        session.commit()
    run("engine", "check")

    assert run("search", "tiep cong dan", "--as", "quantri")["total"] == 0
    assert run("search", "tiep cong dan")["total"] == 1
    services.stop()


def test_an_unknown_person_is_one_sentence(run: Run) -> None:
    assert run("search", "x", "--as", "khong-co", code=1)["error"]["code"] == "not-found"


def test_a_register_is_tried_first_and_taken_then(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("so,trich\n5/QĐ-UBND,giao chỉ tiêu trồng rừng\n,\n", encoding="utf-8")
    words = ("import", "--records", str(path), "--map", "so=number", "--map", "trich=subject", "--profile", "cũ")

    assert run(*words, "--dry-run")["imported"] == 1
    assert run(*words)["imported"] == 1
    again = run("import", "--records", str(path), "--profile", "cũ")

    assert (again["imported"], again["skipped"]) == (0, 1)
    assert run("search", "5/QĐ-UBND")["hits"][0]["subject"] == "giao chỉ tiêu trồng rừng"


def test_a_row_can_bring_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tep.txt").write_text("Kế hoạch nạo vét kênh mương thủy lợi nội đồng", encoding="utf-8")
    row = {"number": "8/KH-UBND", "subject": "Nạo vét kênh mương", "file": "tep.txt"}
    (tmp_path / "so.jsonl").write_text(json.dumps(row), encoding="utf-8")

    run("import", "--records", str(tmp_path / "so.jsonl"))

    hit = run("search", "thủy lợi nội đồng")["hits"][0]
    assert (hit["number"], hit["subject"]) == ("8/KH-UBND", "Nạo vét kênh mương")


def test_a_wrong_mapping_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("so\n1\n", encoding="utf-8")

    assert run("import", "--records", str(path), "--map", "so", code=1)["error"]["code"] == "bad-mapping"


def test_the_index_agrees_with_the_database(run: Run) -> None:
    run("engine", "rebuild")

    report = run("engine", "check")

    assert report["drift"] == 0
    assert report["in_database"] == report["in_index"]


def test_nothing_to_import_is_told(run: Run, tmp_path: Path) -> None:
    assert run("import", str(tmp_path), code=1)["error"]["code"] == "nothing-to-import"
