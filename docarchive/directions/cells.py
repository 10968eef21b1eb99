"""How an assignment is counted on a day: one rule, for a row at hand and for the database, computed and never stored.

The clock of an assignment stands still while somebody else holds it: while it is paused, and from the day its lead
reported it done until the giver has looked. Whoever counts in SQL and whoever counts in Python must come to the same
(``tests/directions/test_cells.py``).

Source:
    Report 1270/BC-TCTTTg (2017): done and not done, each within and past its deadline; without a deadline apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Date, Integer, and_, case, false, literal, null, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from docarchive.directions.models import Assignment
from docarchive.directions.states import LEFT_OUT, Cell, WorkState
from docarchive.kernel.local_time import LOCAL_ZONE, local_day

# Done, and open: what is neither is left out of the cells and named apart.
OPEN: Final = tuple(sorted(set(WorkState) - LEFT_OUT - {WorkState.DONE}))
SOON_DAYS: Final = 3


class Counted(Protocol):
    """What the rule looks at."""

    state: str
    first_due_on: date | None
    due_on: date | None
    done_on: date | None
    paused_on: date | None
    reported_at: datetime | None


def clock_day(row: Counted, today: date) -> date:
    """The day the clock of an open assignment shows: today, or the day it was stopped."""
    stopped = None
    if row.state == WorkState.PAUSED:
        stopped = row.paused_on
    elif row.state == WorkState.REPORTED and row.reported_at is not None:
        stopped = local_day(row.reported_at)
    return min(stopped, today) if stopped else today


def cell(row: Counted, today: date, *, by_first: bool = False) -> Cell | None:
    """The one cell an assignment is counted in on a day; None: it was returned or given up.

    What was done after the day was open on it.

    Args:
        by_first: By the deadline as first set, instead of the one in force.
    """
    if row.state in LEFT_OUT:
        return None
    due_on = row.first_due_on if by_first else row.due_on
    if _is_done(row, today):
        if due_on is None:
            return Cell.DONE_NO_TERM
        return Cell.DONE_IN_TIME if row.done_on is not None and row.done_on <= due_on else Cell.DONE_LATE
    if due_on is None:
        return Cell.OPEN_NO_TERM
    return Cell.OPEN_IN_TIME if clock_day(row, today) <= due_on else Cell.OPEN_LATE


def days_late(row: Counted, today: date, *, by_first: bool = False) -> int:
    """How many days of the sun an assignment is or was past its deadline; 0 where it is not."""
    due_on = row.first_due_on if by_first else row.due_on
    if due_on is None or row.state in LEFT_OUT:
        return 0
    day = row.done_on or due_on if _is_done(row, today) else clock_day(row, today)
    return max(0, (day - due_on).days)


def days_left(row: Counted, today: date) -> int | None:
    """Days of the sun until the deadline in force, negative past it; None where there is none or the work ended."""
    if row.due_on is None or row.state not in OPEN:
        return None
    return (row.due_on - clock_day(row, today)).days


def _is_done(row: Counted, day: date) -> bool:
    return row.state == WorkState.DONE and (row.done_on is None or row.done_on <= day)


def clock_of(today: date) -> ColumnElement[date]:
    """``clock_day`` for the database."""
    reported = local_day_of(Assignment.reported_at)
    return case(
        (and_(Assignment.state == WorkState.PAUSED, Assignment.paused_on < today), Assignment.paused_on),
        (and_(Assignment.state == WorkState.REPORTED, reported < literal(today, Date)), reported),
        else_=literal(today, Date),
    )


def conditions(today: date, *, by_first: bool = False) -> Mapping[Cell, ColumnElement[bool]]:
    """What makes an assignment lie in each cell; no two hold of one assignment."""
    due_on = Assignment.first_due_on if by_first else Assignment.due_on
    done_later = and_(Assignment.state == WorkState.DONE, Assignment.done_on > today)
    is_open = or_(Assignment.state.in_(OPEN), done_later)
    is_done = and_(Assignment.state == WorkState.DONE, or_(Assignment.done_on.is_(None), Assignment.done_on <= today))
    is_late = and_(due_on < today, due_on < clock_of(today))
    done_late = or_(Assignment.done_on.is_(None), Assignment.done_on > due_on)
    return {
        Cell.DONE_IN_TIME: and_(is_done, Assignment.done_on <= due_on),
        Cell.DONE_LATE: and_(is_done, due_on.is_not(None), done_late),
        Cell.OPEN_IN_TIME: and_(is_open, or_(due_on >= today, due_on >= clock_of(today))),
        Cell.OPEN_LATE: and_(is_open, is_late),
        Cell.DONE_NO_TERM: and_(is_done, due_on.is_(None)),
        Cell.OPEN_NO_TERM: and_(is_open, due_on.is_(None)),
    }


def cell_of(today: date, *, by_first: bool = False) -> ColumnElement[Any]:
    """``cell`` for the database: the value of a ``Cell``, or null."""
    wanted = conditions(today, by_first=by_first)
    return case(*((condition, each.value) for each, condition in wanted.items()), else_=null())


def in_cell(wanted: Cell, today: date, *, by_first: bool = False) -> ColumnElement[bool]:
    """Whether an assignment lies in a cell, for the database."""
    return conditions(today, by_first=by_first)[wanted]


def late_by(today: date, least: int, most: int | None = None) -> ColumnElement[bool]:
    """Whether an open assignment is late by so many days, both ends counted, for the database."""
    late = days_between(clock_of(today), Assignment.due_on)
    found = and_(in_cell(Cell.OPEN_LATE, today), late >= least)
    return found if most is None else and_(found, late <= most)


def due_soon(today: date, days: int = SOON_DAYS) -> ColumnElement[bool]:
    """Whether an assignment whose clock runs is due today or within so many days, for the database."""
    running = (WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING)
    last = date.fromordinal(today.toordinal() + days)
    return and_(Assignment.state.in_(running), Assignment.due_on.between(today, last)) if days >= 0 else false()


class _AsStored(FunctionElement[Any]):
    """A column, compared as it is stored."""

    inherit_cache = True

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


class _LocalDay(FunctionElement[date]):
    """The day of the office at a moment."""

    type = Date()
    inherit_cache = True


class _DaysBetween(FunctionElement[int]):
    """Days from the second day to the first."""

    type = Integer()
    inherit_cache = True


def as_stored(column: Any) -> ColumnElement[Any]:
    """A day or a moment for comparing many rows fast; no index finds rows by it."""
    return _AsStored(column)


def local_day_of(moment: Any) -> ColumnElement[date]:
    """``local_day`` of a column, for the database."""
    return _LocalDay(moment)


def days_between(later: Any, earlier: Any) -> ColumnElement[int]:
    """Days of the sun from ``earlier`` to ``later``, for the database."""
    return _DaysBetween(later, earlier)


@compiles(_AsStored)
def _as_stored_on_sqlite(element: _AsStored, compiler: SQLCompiler, **options: Any) -> str:
    # SQLite takes a column of days for numbers and tries to read both sides as such before each comparison.
    return f"+{compiler.process(element.clauses, **options)}"


@compiles(_AsStored, "postgresql")
def _as_stored_on_postgresql(element: _AsStored, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(_LocalDay)
def _day_on_sqlite(element: _LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    # SQLite knows no zones; Vietnam has kept seven hours before UTC since before there were such records.
    return f"date({compiler.process(element.clauses, **options)}, '+7 hours')"


@compiles(_LocalDay, "postgresql")
def _day_on_postgresql(element: _LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **options)}) AT TIME ZONE '{LOCAL_ZONE.key}' AS DATE)"


@compiles(_DaysBetween)
def _days_on_sqlite(element: _DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(each, **options) for each in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(_DaysBetween, "postgresql")
def _days_on_postgresql(element: _DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(each, **options) for each in element.clauses)
    return f"(({later}) - ({earlier}))"
