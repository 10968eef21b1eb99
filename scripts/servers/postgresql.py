"""A real PostgreSQL on 127.0.0.1: one given by URL, else Docker's, else Debian's programs with a cluster of our own."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from scripts.servers import postgresql_debian, postgresql_docker
from scripts.servers.errors import ServerError

ROLE = "docarchive"
_PATIENCE_S = 60.0


def start(folder: Path) -> str:
    """Start a server, or find it running.

    Args:
        folder: Where its data, password and log are kept.

    Returns:
        The URL of a database whose owner may make further ones.

    Raises:
        ServerError: It cannot be had here; the message says what to do.
    """
    running = status(folder)
    if running:
        return running
    folder.mkdir(parents=True, exist_ok=True)
    password = _password(folder)
    way = postgresql_docker if postgresql_docker.is_there() else postgresql_debian
    port = way.start(folder, password)
    _await(_dsn("postgres", password, port))
    _make_role(_dsn("postgres", password, port), password)
    url = f"postgresql+psycopg://{ROLE}:{password}@127.0.0.1:{port}/{ROLE}"
    _keep(folder / "url", url)
    return url


def stop(folder: Path) -> None:
    """Stop the server that ``start`` started; one given by URL is left alone."""
    postgresql_docker.stop(folder)
    postgresql_debian.stop(folder)
    (folder / "url").unlink(missing_ok=True)


def status(folder: Path) -> str | None:
    """Give the URL of the server that ``start`` started, while it answers; None where there is none."""
    try:
        url = (folder / "url").read_text("ascii")
    except FileNotFoundError:
        return None
    return url if answers(url) else None


def answers(url: str) -> bool:
    """Tell whether a server answers at this URL."""
    try:
        psycopg.connect(plain(url), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def plain(url: str) -> str:
    """Give SQLAlchemy's URL as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _password(folder: Path) -> str:
    path = folder / "password"
    if not path.exists():
        _keep(path, secrets.token_hex(16))
    return path.read_text("ascii")


def _keep(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, "ascii")


def _dsn(role: str, password: str, port: int) -> str:
    return f"postgresql://{role}:{password}@127.0.0.1:{port}/postgres"


def _await(dsn: str) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not answers(dsn):
        if time.monotonic() > end:
            raise ServerError("PostgreSQL started but does not answer; see the log in its folder.")
        time.sleep(0.2)


def _make_role(dsn: str, password: str) -> None:
    """Make an ordinary role that may make databases: tests as superuser would not notice missing rights."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone():
            return
        role = sql.Identifier(ROLE)
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, sql.Literal(password)))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
