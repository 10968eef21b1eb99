"""All rows of one database into another of either kind, in one transaction, counted and summed on both sides.

Tables are taken as they stand in the source, not as the models have them, so that a database may be copied before it is
upgraded. Sums do not depend on the order of rows, which differs between databases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Connection, MetaData, Table, bindparam, func, insert, select, text, update

from docarchive.kernel.errors import ConflictError

CHUNK = 1000
_WIDTH = 1 << 256
# What a database knows of itself and of its processes; it stays where it is.
_BOOKKEEPING = frozenset({"alembic_version", "worker_sign", "upkeep_note"})

Tell = Callable[[str], None]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sum:
    """What a table holds: how many rows, and a number that changes with any of them."""

    rows: int
    digest: str


class DifferentRowsError(ConflictError):
    """What arrived is not what was sent."""

    code = "different-rows"

    def __init__(self, table: str) -> None:
        super().__init__(f"Bảng {table} ở đích khác với nguồn. Chưa có gì được thay; chạy lại, nếu vẫn lỗi thì báo.")


def copy(source: Connection, target: Connection, tell: Tell) -> dict[str, Sum]:
    """Copy every row into empty tables of the same form; the caller commits.

    Returns:
        What each table holds, on both sides.

    Raises:
        DifferentRowsError: A table read back differs.
    """
    sums: dict[str, Sum] = {}
    theirs = {table.name: table for table in tables(target)}
    for table in tables(source):
        tell(f"Chép bảng {table.name}…")
        adding = _Adding()
        _write(target, theirs[table.name], (adding.see(row) for row in _rows(source, table)))
        sums[table.name] = adding.sum()
    _tie_to_themselves(source, target, theirs)
    _continue_sequences(target, theirs.values())
    for name, sent in sums.items():
        if sum_of(target, theirs[name]) != sent:
            raise DifferentRowsError(name)
    return sums


def tables(connection: Connection) -> Sequence[Table]:
    """List the tables of a database, those pointed to before those that point."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in _BOOKKEEPING]


def sums(connection: Connection) -> dict[str, Sum]:
    """Say what every table of a database holds."""
    return {table.name: sum_of(connection, table) for table in tables(connection)}


def sum_of(connection: Connection, table: Table) -> Sum:
    """Say what one table holds."""
    adding = _Adding()
    for row in _rows(connection, table):
        adding.see(row)
    return adding.sum()


def is_empty(connection: Connection) -> bool:
    """Tell whether no table holds a row."""
    return not any(connection.execute(select(table).limit(1)).first() for table in tables(connection))


class _Adding:
    """Adds rows up as they pass."""

    def __init__(self) -> None:
        self._rows = 0
        self._total = 0

    def see(self, row: Row) -> Row:
        body = json.dumps([[name, _plain(row[name])] for name in sorted(row)], ensure_ascii=False, sort_keys=True)
        self._rows += 1
        self._total = (self._total + int.from_bytes(hashlib.sha256(body.encode()).digest(), "big")) % _WIDTH
        return row

    def sum(self) -> Sum:
        return Sum(self._rows, f"{self._total:064x}")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _rows(connection: Connection, table: Table) -> Iterator[Row]:
    statement = select(table).execution_options(yield_per=CHUNK)
    with connection.execute(statement) as found:
        for row in found.mappings():
            # PostgreSQL keeps no NUL in texts; older rows of SQLite may have one.
            yield {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}


def _write(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    own = _ties(table)
    # Of a JSON column, nothing is to be NULL and not the word null.
    json_type = JSON(none_as_null=True)
    named = {
        column.name: bindparam(column.name, type_=json_type if isinstance(column.type, JSON) else column.type)
        for column in table.columns
    }
    statement = insert(table).values(named)
    while piece := list(islice(rows, CHUNK)):
        connection.execute(statement, [{**row, **dict.fromkeys(own)} for row in piece])


def _ties(table: Table) -> list[str]:
    """Name the columns that point into their own table: filled once all rows are there."""
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _tie_to_themselves(source: Connection, target: Connection, theirs: Mapping[str, Table]) -> None:
    for table in tables(source):
        (key,) = table.primary_key.columns if len(table.primary_key.columns) == 1 else (None,)
        for name in _ties(table):
            if key is None:
                continue
            column = table.columns[name]
            pairs = source.execute(select(key.label("row"), column.label("points")).where(column.is_not(None))).all()
            into = theirs[table.name]
            tie = update(into).where(into.columns[key.name] == bindparam("row")).values({name: bindparam("points")})
            if pairs:
                target.execute(tie, [{"row": row, "points": points} for row, points in pairs])


def _continue_sequences(connection: Connection, found: Any) -> None:
    """Have numbers given by PostgreSQL go on after the highest that was copied."""
    if connection.dialect.name != "postgresql":
        return
    for table in found:
        for column in table.primary_key.columns:
            names = {"table": table.name, "column": column.name}
            sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), names)
            highest = connection.scalar(select(func.max(column))) if sequence else None
            if highest is not None:
                names = {"sequence": sequence, "highest": highest}
                connection.execute(text("SELECT setval(:sequence, :highest)"), names)
