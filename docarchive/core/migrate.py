"""Brings a database's tables to the form the code expects."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from docarchive.core.db import Database
from docarchive.core.engines import unhurried
from docarchive.core.locks import alone

FOLDER = Path(__file__).parent.parent / "migrations"


def config() -> Config:
    """Point Alembic at our migrations."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    return settings


def newest() -> str:
    """Give the revision the code expects."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    if head is None:
        raise RuntimeError("no migrations are installed")
    return head


def current(db: Database) -> str | None:
    """Give the revision a database stands at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(db: Database, revision: str = "head") -> None:
    """Bring a database up to a revision, in one transaction; several processes at once do it once."""
    with db.engine.begin() as connection:
        unhurried(connection)
        alone(connection, "migrations")
        _run(connection, command.upgrade, revision)


def begin_anew(connection: Connection, revision: str) -> None:
    """Drop all our tables and make those of a revision, in the caller's transaction."""
    unhurried(connection)
    if MigrationContext.configure(connection).get_current_revision() is not None:
        _run(connection, command.downgrade, "base")
    _run(connection, command.upgrade, revision)


def statements(dialect: str) -> str:
    """Write out the SQL of all migrations for a kind of database, without one at hand."""
    settings = config()
    settings.attributes["dialect"] = dialect
    settings.output_buffer = io.StringIO()
    command.upgrade(settings, "head", sql=True)
    return settings.output_buffer.getvalue()


def downgrade(db: Database, revision: str) -> None:
    """Bring a database down to a revision; ``base`` leaves it empty."""
    with db.engine.begin() as connection:
        _run(connection, command.downgrade, revision)


def _run(connection: Connection, step: Callable[[Config, str], None], revision: str) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    step(settings, revision)
