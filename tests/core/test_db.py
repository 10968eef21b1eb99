"""The database survives a power cut, keeps readers from writing, and refuses what may corrupt it."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from docarchive.accounts.models import Agency, Unit, User
from docarchive.cli import main
from docarchive.core import engines
from docarchive.core.instance import Services
from docarchive.kernel.errors import UnavailableError
from tests.conftest import NOON


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_sqlite_runs_with_a_synced_write_ahead_log_and_checks_keys(services: Services) -> None:
    with services.db.reading() as session:
        values = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 50, 6), False), ((3, 50, 7), True),
        ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True),
    ],
)  # fmt: skip
def test_versions_with_the_wal_reset_fault_are_known(version: tuple[int, int, int], *, sound: bool) -> None:
    assert engines.is_sound(version) is sound


def test_an_unsound_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", lambda _: SimpleNamespace(sqlite_version_info=(3, 40, 1)))

    with pytest.raises(UnavailableError) as caught:
        engines.make_engine("sqlite:///x")

    assert caught.value.code == "unsound-sqlite"


def test_a_reading_session_cannot_change_anything(services: Services) -> None:
    with services.db.reading() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        session.execute(text("DELETE FROM agency"))


def test_a_connection_that_read_may_write_again_afterwards(services: Services) -> None:
    with services.db.reading() as session:
        session.scalar(select(Agency.id))

    with services.db.session() as session:
        session.add(Agency(code="Y01", name="Cơ quan"))
        session.commit()


def test_rows_that_point_nowhere_are_refused(services: Services) -> None:
    with services.db.session() as session, pytest.raises(IntegrityError):
        session.add(Unit(agency_id="a" * 16, name="Phòng"))
        session.commit()


def test_moments_come_back_as_they_went_in_utc(services: Services) -> None:
    hanoi = timezone(timedelta(hours=7))
    with services.db.session() as session:
        session.add(User(username="binh", name="Bình", created_at=datetime(2026, 6, 15, 12, 0, tzinfo=hanoi)))
        session.commit()
    with services.db.reading() as session:
        found = session.scalars(select(User.created_at)).one()

    assert found == NOON
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(services: Services) -> None:
    naive = datetime(2026, 6, 15, 12, 0)  # noqa: DTZ001 - what the test is about
    with services.db.session() as session, pytest.raises(Exception, match="time zone"):
        session.add(User(username="binh", name="Bình", created_at=naive))
        session.flush()


@pytest.mark.parametrize(
    "database_kind", [pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))], indirect=True
)
def test_upkeep_is_not_hurried_and_pages_are(services: Services) -> None:
    limits = "SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')"

    with services.db.reading() as session:
        page = session.execute(text(limits)).one()
    with services.db.snapshot() as connection:
        upkeep = connection.execute(text(limits)).one()
        level = connection.scalar(text("SHOW transaction_isolation"))
    with services.db.reading() as session:
        next_page = session.execute(text(limits)).one()

    assert tuple(page) == tuple(next_page) == ("1min", "2min")
    assert tuple(upkeep) == ("0", "0")
    assert level == "repeatable read"


@pytest.mark.parametrize(
    "database_kind", [pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))], indirect=True
)
def test_the_check_of_settings_tells_what_of_a_server_does_not_suit(services: Services) -> None:
    with (services.settings.home / "docarchive.toml").open("a", encoding="ascii") as file:
        file.write("database_connections = 4\n")

    answer = CliRunner().invoke(main, ["--home", str(services.settings.home), "config", "check", "--json"])

    findings = json.loads(answer.stdout)["findings"]
    assert any("database_connections = 4" in finding for finding in findings)
    assert not any("tiếng Việt" in finding for finding in findings)
