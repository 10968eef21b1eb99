"""Storeys hold, migrations make the tables of the models, everything is documented, starting is quick."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from docarchive import wiring
from docarchive.accounts.audit_words import ACTION_WORDS
from docarchive.cli import main
from docarchive.core import migrate, revisions
from docarchive.core.db import Base, Database
from docarchive.core.instance import Services
from docarchive.settings import Settings
from tests import databases as database_kinds
from tests.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = sorted((ROOT / "docarchive" / "migrations" / "versions").glob("0*.py"))
HEAVY = ("underthesea", "elasticsearch", "pdfminer", "pypdfium2", "tantivy", "flask", "sqlalchemy", "onnxruntime")


def test_the_storeys_of_the_house_hold() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stdout


@pytest.fixture(params=database_kinds.params())
def bare(tmp_path: Path, databases: Databases, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without tables, of either kind."""
    db = Database(databases.put_bare(request.param, tmp_path))
    yield db
    db.close()
    databases.take_back(tmp_path)


def test_migrations_make_exactly_the_tables_of_the_models(bare: Database) -> None:
    wiring.import_models()
    migrate.upgrade(bare)
    with bare.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_migrations_lead_back_to_an_empty_database_and_up_again(bare: Database) -> None:
    migrate.upgrade(bare)

    migrate.downgrade(bare, "base")

    with bare.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(bare)
    assert migrate.current(bare) == migrate.newest()


def test_there_is_one_line_of_migrations_and_commands_know_its_end() -> None:
    assert migrate.newest() == revisions.expected()


def test_every_setting_says_what_it_is_and_is_in_the_list() -> None:
    listed = (ROOT / "docs" / "settings.md").read_text("utf-8")

    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"`{name}`" in listed, f"{name}: run scripts/settings-doc"
        assert field.description in listed, f"{name}: run scripts/settings-doc"


def commands(group: click.Group, path: str = "") -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            found += commands(command, f"{path}{name} ")
        else:
            found.append((path + name, command))
    return found


def test_every_command_says_what_it_does_and_takes_home_and_json() -> None:
    for name, command in commands(main):
        options = {option for parameter in command.params for option in parameter.opts}
        assert command.help, name
        assert {"--home", "--json"} <= options, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


def test_every_kind_of_job_says_what_it_does(services: Services) -> None:
    for kind, handler in services.job_handlers.items():
        assert handler.label, kind
        assert handler.label != kind, kind


def test_the_command_line_starts_without_the_heavy_parts() -> None:
    code = f"import sys, docarchive.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603

    assert done.stdout.strip() == "[]"


def test_postgresql_gets_the_same_tables_and_refuses_to_change_the_audit_log() -> None:
    wiring.import_models()

    written = migrate.statements("postgresql")

    for table in Base.metadata.tables:
        assert f"CREATE TABLE {table} (" in written, table
    assert written.count("EXECUTE FUNCTION audit_refuse()") == 6
    assert "BEGIN;" in written


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_migrations_are_written_for_both_databases(path: Path) -> None:
    text = path.read_text("utf-8")

    assert "sqlite." not in text
    assert "postgresql.JSONB" not in text


def test_everything_that_is_recorded_has_a_name_on_screen() -> None:
    pattern = re.compile(r"\.record\(\s*\"([a-z_.]+)\"")
    sources = (ROOT / "docarchive").rglob("*.py")
    recorded = {name for path in sources for name in pattern.findall(path.read_text("utf-8"))}

    assert len(recorded) > 30
    assert recorded <= set(ACTION_WORDS)
