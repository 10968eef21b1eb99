"""Locks between transactions and between processes; they lie in PostgreSQL, and SQLite, with one writer, needs none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session


def alone(session: Session | Connection, name: str) -> None:
    """Wait until no other transaction that said the same name is under way; held until the caller's ends.

    For what is read and then written by the rule it was read under. Reads made before must be made again. SQLite has
    one writer at a time and needs nothing.
    """
    bound = session if isinstance(session, Connection) else session.get_bind()
    if bound.dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock_key(name)})


def alone_at_once(session: Session, name: str) -> bool:
    """Do as ``alone``, but wait for nobody; False where another transaction has said the name."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": lock_key(name)}))


def lock_key(name: str) -> int:
    """Give the number by which PostgreSQL knows a lock of ours."""
    return int.from_bytes(hashlib.sha256(f"docarchive:{name}".encode()).digest()[:8], "big", signed=True)


@contextmanager
def only_one(engine: Engine, name: str) -> Iterator[bool]:
    """Be the only process that does this; False where another one does it now.

    The lock dies with its connection, and with it the process. On SQLite the answer is True: who shares a file shares a
    machine, where the parts lock their own folders.
    """
    if engine.dialect.name != "postgresql":
        yield True
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        key = {"key": lock_key(name)}
        held = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
        try:
            yield held
        finally:
            if held:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
