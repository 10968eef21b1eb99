"""Upgrading: first a copy, then the tables; where it fails, everything is as it was and the way out is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, text

from docarchive.cli import main
from docarchive.core import copies, migrate, revisions
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.errors import UnavailableError
from tests.factories import make_agency


def run(services: Services, *words: str, code: int = 0) -> Any:
    answer = CliRunner().invoke(main, ["--home", str(services.settings.home), *words, "--json"])
    assert answer.exit_code == code, answer.output
    return json.loads(answer.stdout)


def test_what_is_new_enough_is_left_alone(services: Services) -> None:
    done = run(services, "upgrade")

    assert done == {"from": migrate.newest(), "to": migrate.newest(), "backup": None}


def test_a_copy_is_made_before_the_tables_change(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_agency(uow)
    migrate.downgrade(services.db, "0001")

    done = run(services, "upgrade")

    assert (done["from"], done["to"]) == ("0001", migrate.newest())
    with copies.opened(Path(done["backup"]) / "db.sqlite") as copy:
        assert migrate.current(copy) == "0001"
    assert json.loads((Path(done["backup"]) / "manifest.json").read_bytes())["database"]["rows"]["agency"] == 1


def test_a_failed_upgrade_leaves_everything_as_it_was_and_says_what_to_do(services: Services) -> None:
    migrate.downgrade(services.db, "0001")
    with services.db.session() as session:
        session.execute(text("CREATE VIEW citation AS SELECT 1 AS one"))  # in the way of a table, half-way up
        session.commit()

    failed = run(services, "upgrade", code=1)

    assert failed["error"]["code"] == "upgrade-failed"
    assert "docarchive restore" in failed["error"]["message"]
    assert migrate.current(services.db) == "0001"
    with services.db.engine.connect() as connection:
        assert "document" not in inspect(connection).get_table_names()
        connection.execute(text("DROP VIEW citation"))
        connection.commit()


def test_tables_of_a_newer_program_are_refused(services: Services) -> None:
    with services.db.session() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        session.commit()

    assert run(services, "upgrade", code=1)["error"]["code"] == "other-revision"
    with pytest.raises(UnavailableError):
        revisions.require_expected(services.db)


def test_a_worker_waits_for_the_administrator(services: Services) -> None:
    migrate.downgrade(services.db, "0001")

    assert run(services, "worker", "--until-idle", code=1)["error"]["code"] == "other-revision"
