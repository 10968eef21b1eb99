"""Tables that keep what was written: triggers in the database refuse changes, whoever asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """One change a table refuses.

    Attributes:
        verb: ``DELETE``, ``UPDATE`` or ``TRUNCATE`` (which only PostgreSQL has).
        columns: Of an UPDATE: only these are kept; empty: the whole row.
        when: SQL about ``OLD``; only such rows are kept. Empty: all.
    """

    verb: str
    columns: Sequence[str] = ()
    when: str = ""


def making(dialect: str, table: str, guards: Sequence[Guard]) -> list[str]:
    """Give the SQL that sets up the guards of a table."""
    if dialect != "postgresql":
        return [_on_sqlite(table, at, guard) for at, guard in enumerate(guards) if guard.verb != "TRUNCATE"]
    refuse = f"RAISE EXCEPTION '{_message(table)}'"
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$ BEGIN {refuse}; END $$ LANGUAGE plpgsql"
    )
    return [function, *(_on_postgresql(table, at, guard) for at, guard in enumerate(guards))]


def removing(dialect: str, table: str) -> list[str]:
    """Give the SQL that is needed, besides dropping the table, to take its guards away."""
    return [f"DROP FUNCTION IF EXISTS {table}_refuse CASCADE"] if dialect == "postgresql" else []


def _message(table: str) -> str:
    return f"rows of {table} are kept as they were written"


def _head(table: str, at: int, guard: Guard) -> str:
    columns = f" OF {', '.join(guard.columns)}" if guard.columns else ""
    return f"CREATE TRIGGER {table}_guard_{at} BEFORE {guard.verb}{columns} ON {table}"


def _on_sqlite(table: str, at: int, guard: Guard) -> str:
    when = f" WHEN {guard.when}" if guard.when else ""
    return f"{_head(table, at, guard)}{when} BEGIN SELECT RAISE(ABORT, '{_message(table)}'); END"


def _on_postgresql(table: str, at: int, guard: Guard) -> str:
    each = "FOR EACH STATEMENT" if guard.verb == "TRUNCATE" else "FOR EACH ROW"
    when = f" WHEN ({guard.when})" if guard.when else ""
    return f"{_head(table, at, guard)} {each}{when} EXECUTE FUNCTION {table}_refuse()"
