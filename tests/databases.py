"""Empty databases for tests, of both kinds: made once by the migrations and copied for each test."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from docarchive.core import migrate
from docarchive.core.db import Base, Database
from scripts import servers
from scripts.servers import postgresql

KINDS = ("sqlite", "postgresql")


# One of the kinds, every test on each ("all"), or every test on one of them by its name ("either").
WANTED = ("all", "either", *KINDS)
# What is about locks, retries, migrations and numbers, where the kinds differ: on each of them, also with "either".
ON_EACH = (
    "tests/core/test_audit", "tests/core/test_away", "tests/core/test_crowds", "tests/core/test_db",
    "tests/core/test_index", "tests/core/test_jobs", "tests/core/test_killed", "tests/core/test_upgrade",
    "tests/core/test_work", "tests/registers/test_numbering", "tests/registers/test_volumes",
    "tests/delivery/test_crowds", "tests/delivery/test_killed", "tests/archive/test_crowds",
    "tests/directions/test_figures",
)  # fmt: skip


def params() -> list[Any]:
    """Give the kinds to test on, for a fixture; ``DOCARCHIVE_TEST_DATABASE`` says which are wanted."""
    wanted = _wanted()
    marks: dict[str, Any] = {"postgresql": pytest.mark.needs("postgresql"), "sqlite": ()}
    return [pytest.param(kind, marks=marks[kind]) for kind in KINDS if wanted in {"all", "either", kind}]


def left_out(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Tests that ``either`` leaves to their twin on the other kind; those of ``ON_EACH`` run on both.

    The name decides which of the two runs, so that it is always the same, and about half of each file on either kind.
    """
    twins: defaultdict[str, dict[str, pytest.Item]] = defaultdict(dict)
    for item in items if _wanted() == "either" else ():
        kind = item.callspec.params.get("database_kind") if hasattr(item, "callspec") else None
        if kind is not None and not item.nodeid.startswith(ON_EACH):
            function, _, values = item.nodeid.rpartition("[")
            twins[f"{function}[{values.replace(kind, '', 1)}"][kind] = item
    pairs = ((name, pair) for name, pair in twins.items() if len(pair) == len(KINDS))
    return [pair[KINDS[zlib.crc32(name.encode()) % len(KINDS)]] for name, pair in pairs]


def _wanted() -> str:
    wanted = os.environ.get("DOCARCHIVE_TEST_DATABASE") or "all"
    if wanted not in WANTED:
        raise pytest.UsageError(f"DOCARCHIVE_TEST_DATABASE={wanted}: want one of {', '.join(WANTED)}")
    return wanted


class Databases:
    """Hands out databases until the tests are over; a used one on the server is emptied: faster than a new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = f"test_{secrets.token_hex(4)}"
        self._shape: object = None
        self._made: list[str] = []
        self._serial = itertools.count(1)  # never a name twice, also where one was dropped
        self._free: list[str] = []
        self._out: dict[Path, str] = {}
        self._open: dict[str, psycopg.Connection[Any]] = {}

    def put(self, kind: str, home: Path) -> str:
        """Give an instance's folder a database with all tables and no rows, and say its URL; empty: the usual one."""
        home.mkdir(parents=True, exist_ok=True)
        if kind == "sqlite":
            shutil.copy(self._sqlite(), home / "db.sqlite")
            return ""
        return self._hand_out(home, self._free.pop() if self._free else self._clone(self._postgresql()))

    def put_bare(self, kind: str, home: Path) -> str:
        """Give an instance's folder a database without tables, and say its URL."""
        home.mkdir(parents=True, exist_ok=True)
        if kind == "sqlite":
            return f"sqlite:///{home / 'db.sqlite'}"
        return self._hand_out(home, self._clone("template0"))

    def take_back(self, home: Path) -> None:
        """Empty the database of an instance that is no longer used, or remove it where it is not as it was."""
        name = self._out.pop(home, None)
        if name is None:
            return
        if self._shape is not None and self._emptied(name):
            self._free.append(name)
        else:
            self._drop(name)

    def drop_all(self) -> None:
        """Remove everything made on the server."""
        for name in list(self._made):
            self._drop(name)

    def _hand_out(self, home: Path, name: str) -> str:
        self._out[home] = name
        url = _url_of(name)
        (home / "docarchive.toml").write_text(f'database_url = "{url}"\n', "ascii")
        return url

    def _sqlite(self) -> Path:
        path = self._folder / "db.sqlite"
        if not path.exists():
            db = Database(f"sqlite:///{path}")
            migrate.upgrade(db)
            db.close()  # the last connection empties the write-ahead log into the file
        return path

    def _postgresql(self) -> str:
        if self._template not in self._made:
            db = Database(_url_of(self._clone("template0", self._template)))
            migrate.upgrade(db)
            db.close()
            with _connect(self._template) as connection:
                self._shape = _shape(connection)
        return self._template

    def _clone(self, template: str, name: str = "") -> str:
        name = name or f"{self._template}_{next(self._serial)}"
        _on_server("CREATE DATABASE {} TEMPLATE {}", name, template)
        self._made.append(name)
        return name

    def _drop(self, name: str) -> None:
        self._made.remove(name)
        if connection := self._open.pop(name, None):
            connection.close()
        for _ in range(20):
            try:
                return _on_server("DROP DATABASE {} WITH (FORCE)", name)
            except psycopg.errors.InsufficientPrivilege:  # the server itself is tidying up in there
                time.sleep(0.5)
        return _on_server("DROP DATABASE {} WITH (FORCE)", name)

    def _emptied(self, name: str) -> bool:
        try:
            if name not in self._open:
                self._open[name] = _connect(name)
                self._open[name].execute("SET lock_timeout = '2s'")
            if _shape(self._open[name]) != self._shape:
                return False
            self._open[name].execute(_emptying())
        except psycopg.Error:
            return False  # the test left a transaction behind, or worse
        return True


@cache
def _emptying() -> str:
    """Give the statements that take all rows away, also those the database itself guards."""
    tables = [str(table.delete()) for table in reversed(Base.metadata.sorted_tables)]
    guarded = ("audit_event", "audit_detail", "register_number", "delivery_arrival", "delivery_posting")
    off, on = ([f"ALTER TABLE {table} {verb} TRIGGER USER" for table in guarded] for verb in ("DISABLE", "ENABLE"))
    return "; ".join(["BEGIN", *off, *tables, *on, "COMMIT"])


def _shape(connection: psycopg.Connection[Any]) -> object:
    """Tell what a test may have changed besides rows."""
    return connection.execute(
        "SELECT (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_class),"
        " (SELECT count(*) FROM pg_attribute), (SELECT max(version_num) FROM alembic_version),"
        " (SELECT count(*) FROM pg_db_role_setting JOIN pg_database ON setdatabase = pg_database.oid"
        " WHERE datname = current_database())"
    ).fetchone()


def _connect(name: str) -> psycopg.Connection[Any]:
    return psycopg.connect(postgresql.plain(_url_of(name)), autocommit=True)


def _on_server(statement: str, *names: str) -> None:
    with psycopg.connect(postgresql.plain(server_url()), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def _url_of(name: str) -> str:
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


@cache
def server_url() -> str:
    """Give the URL of the server for tests.

    Raises:
        RuntimeError: None runs; only where ``DOCARCHIVE_REQUIRE`` asked for the tests all the same.
    """
    url = servers.url_of("postgresql")
    if url is None:
        raise RuntimeError("no PostgreSQL: start one by scripts/services start postgresql")
    return url
