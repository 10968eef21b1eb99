"""The command line: one JSON document, one Vietnamese sentence, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from docarchive import wiring
from docarchive.cli import main
from docarchive.core import migrate
from docarchive.core.db import Database
from docarchive.settings import Settings


def run(*arguments: str, home: Path | None = None) -> Result:
    extra = ["--home", str(home)] if home else []
    return CliRunner().invoke(main, [*arguments, *extra])


def answer(result: Result) -> Any:
    return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "instance"
    made = run("init", "--json", "--password", "mưa rào tháng sáu", home=place)
    assert made.exit_code == 0, made.output
    return place


def test_init_makes_an_instance_once(tmp_path: Path) -> None:
    place = tmp_path / "instance"

    first, second = run("init", "--json", home=place), run("init", "--json", home=place)

    assert answer(first)["accounts"][0]["username"] == "quantri"
    assert answer(second)["accounts"] == []
    assert (place / "secret.key").stat().st_mode & 0o077 == 0


def test_home_may_stand_before_or_after_the_command(home: Path) -> None:
    before = CliRunner().invoke(main, ["--home", str(home), "audit", "verify", "--json"])
    after = run("audit", "verify", "--json", home=home)

    assert answer(before) == answer(after)


def test_home_comes_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCARCHIVE_HOME", str(home))

    assert answer(run("audit", "verify", "--json"))["whole"]


def test_without_an_instance_a_command_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("audit", "verify", "--json", home=tmp_path)

    assert result.exit_code == 1
    assert answer(result)["error"]["code"] == "no-instance"
    assert "docarchive init" in result.stderr


def test_wrong_usage_ends_with_2(home: Path) -> None:
    assert run("audit", "verify", "--nonsense", home=home).exit_code == 2
    assert run("nonsense", home=home).exit_code == 2


def test_a_tampered_log_fails_the_check(home: Path) -> None:
    services = wiring.build(Settings.from_environ(home))
    with services.db.session() as session:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("UPDATE audit_event SET subject = 'x' WHERE seq = 1"))
        session.commit()
    services.stop()

    result = run("audit", "verify", "--json", home=home)

    assert result.exit_code == 1
    assert answer(result)["broken_at"] == 1


def test_the_head_noted_before_is_known_again(home: Path) -> None:
    first = answer(run("audit", "verify", "--json", home=home))

    known = run("audit", "verify", "--known", f"{first['length']}:{first['head']}", home=home)
    other = run("audit", "verify", "--known", f"{first['length']}:{'0' * 64}", home=home)

    assert (known.exit_code, other.exit_code) == (0, 1)


def test_people_and_agencies_from_the_command_line(home: Path) -> None:
    agency = run("agency", "add", "Y01", "Cơ quan Một", "--unit", "Phòng Một", "--json", home=home)
    user = run(
        "user",
        "add",
        "binh",
        "Trần Bình",
        "--agency",
        "Y01",
        "--unit",
        "Phòng Một",
        "--role",
        "clerk",
        "--json",
        home=home,
    )
    again = run("user", "add", "binh", "Trần Bình", "--json", home=home)
    reset = run("user", "reset-password", "binh", "--json", home=home)

    assert answer(agency)["code"] == "Y01"
    assert user.exit_code == 0, user.output
    assert answer(again)["error"]["code"] == "name-taken"
    assert len(answer(reset)["password"]) == 19


def test_settings_are_shown_with_secrets_masked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCARCHIVE_METRICS_TOKEN", "rất kín")
    (home / "docarchive.toml").write_text('organisation = "Văn phòng thử"\n', encoding="utf-8")

    result = run("config", "check", "--json", home=home)

    assert answer(result)["settings"]["organisation"] == "Văn phòng thử"
    assert answer(result)["settings"]["metrics_token"] == "***"
    assert "rất kín" not in result.output


@pytest.mark.parametrize("line", ["colour = 3", "port = 99999", "port = nonsense"])
def test_a_wrong_setting_is_named(home: Path, line: str) -> None:
    (home / "docarchive.toml").write_text(line + "\n", encoding="utf-8")

    result = run("config", "check", "--json", home=home)

    assert result.exit_code == 1
    assert answer(result)["error"]["code"] == "invalid-setting"


def test_the_environment_wins_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "docarchive.toml").write_text("port = 8001\n", encoding="utf-8")
    monkeypatch.setenv("DOCARCHIVE_PORT", "8002")

    assert answer(run("config", "check", "--json", home=home))["settings"]["port"] == 8002


def test_backup_and_restore_from_the_command_line(home: Path, tmp_path: Path) -> None:
    copy = answer(run("backup", str(tmp_path / "copies"), "--json", home=home))

    restored = run("restore", copy["folder"], "--json", home=tmp_path / "again")
    onto_itself = run("restore", copy["folder"], "--json", home=home)

    assert answer(restored)["rows"] == copy["rows"]
    assert answer(onto_itself)["error"]["code"] == "conflict"


def test_the_worker_runs_what_is_due_and_ends(home: Path) -> None:
    assert answer(run("worker", "--until-idle", "--json", home=home)) == {"jobs": 0}


@pytest.mark.parametrize(("stands_at", "advice"), [("0001", "docarchive upgrade"), ("9999", "mới hơn")])
def test_a_command_on_tables_of_another_form_says_what_to_do(home: Path, stands_at: str, advice: str) -> None:
    db = Database(f"sqlite:///{home / 'db.sqlite'}")
    with db.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": stands_at})
        session.commit()
    db.close()

    result = run("audit", "verify", "--json", home=home)

    assert result.exit_code == 1
    assert answer(result)["error"]["code"] == "other-revision"
    assert advice in answer(result)["error"]["message"]


def test_an_older_instance_is_upgraded_and_then_answers(home: Path) -> None:
    db = Database(f"sqlite:///{home / 'db.sqlite'}")
    migrate.downgrade(db, "0002")
    db.close()

    assert run("audit", "verify", home=home).exit_code == 1
    assert answer(run("upgrade", "--json", home=home))["from"] == "0002"
    assert run("audit", "verify", home=home).exit_code == 0
