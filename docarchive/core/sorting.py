"""Lists in the order of the Vietnamese alphabet, the same on either database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

COLLATION = "vietnamese"  # as SQLite is taught it, by docarchive.kernel.alphabet
_ICU_COLLATION = "vi-x-icu"  # as PostgreSQL has it


class _Collated(FunctionElement[str]):
    """A text compared by the Vietnamese alphabet."""

    type = String()
    inherit_cache = True


def vietnamese(column: Any) -> ColumnElement[str]:
    """Give what to sort a column of Vietnamese words by: ``order_by(vietnamese(Agency.name))``."""
    return _Collated(column)


@compiles(_Collated)
def _on_sqlite(element: _Collated, compiler: SQLCompiler, **options: Any) -> str:
    return f"{compiler.process(element.clauses, **options)} COLLATE {COLLATION}"


@compiles(_Collated, "postgresql")
def _on_postgresql(element: _Collated, compiler: SQLCompiler, **options: Any) -> str:
    return f'{compiler.process(element.clauses, **options)} COLLATE "{_ICU_COLLATION}"'
