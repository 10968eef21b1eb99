"""A database and an index of one instance's own on the real servers; prints the settings that lead there.

usage: python -m scripts.servers.own make|drop NAME     (NAME in small letters, digits and _)
"""

from __future__ import annotations

import re
import shlex
import sys

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from indexer.engines.elastic.address import parse
from indexer.engines.elastic.engine import ElasticEngine
from scripts.servers import ServerError, url_of


def make(name: str) -> dict[str, str]:
    """Make the database if it is not there; the index is made by whoever writes to it first.

    Raises:
        ServerError: A server does not run.
    """
    return {"DOCARCHIVE_DATABASE_URL": make_database(name), "DOCARCHIVE_SEARCH_URL": _index(name)}


def make_database(name: str) -> str:
    """Make the database alone, if it is not there; its address.

    Raises:
        ServerError: The server does not run.
    """
    with _database() as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(_running("postgresql")).set(database=name).render_as_string(hide_password=False)


def drop(name: str) -> None:
    """Take both away again."""
    drop_database(name)
    engine = ElasticEngine(parse(_index(name)))
    engine.drop()
    engine.close()


def drop_database(name: str) -> None:
    """Take the database away again."""
    with _database() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _running(server: str) -> str:
    url = url_of(server)
    if url is None:
        raise ServerError(f"{server} does not run: scripts/services start {server}")
    return url


def _index(name: str) -> str:
    return f"{_running('elasticsearch')}/{name}"


def _database() -> psycopg.Connection:
    url = make_url(_running("postgresql")).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def main() -> None:
    """Do what was asked and print settings for a shell."""
    act, name = sys.argv[1:]
    if act not in {"make", "drop"} or not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name):
        sys.exit(__doc__)
    if act == "drop":
        drop(name)
        return
    for setting, value in make(name).items():
        print(f"export {setting}={shlex.quote(value)}")


if __name__ == "__main__":
    main()
