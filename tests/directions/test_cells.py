"""Each assignment lies in exactly one cell, and the database counts as the rule does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from docarchive.core.work import UnitOfWork
from docarchive.directions import cells
from docarchive.directions.models import Assignment
from docarchive.directions.states import LEFT_OUT, Cell, WorkState
from tests.directions.factories import TODAY, make_assignment, make_sides

DUE = date(2026, 6, 10)
days = st.integers(-40, 40).map(lambda number: TODAY + timedelta(number))
moments = st.tuples(days, st.integers(0, 86_399)).map(
    lambda at: datetime.combine(at[0], time(), UTC) + timedelta(seconds=at[1])
)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """Columns of any row, sensible or not."""
    return {
        "state": draw(st.sampled_from(WorkState)),
        "due_on": draw(st.none() | days),
        "first_due_on": draw(st.none() | days),
        "done_on": draw(st.none() | days),
        "paused_on": draw(st.none() | days),
        "reported_at": draw(st.none() | moments),
    }


def row(**values: Any) -> Assignment:
    return Assignment(**{"state": WorkState.GIVEN, "due_on": DUE, "first_due_on": DUE, **values})


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ({"state": WorkState.DONE, "done_on": DUE}, Cell.DONE_IN_TIME),
        ({"state": WorkState.DONE, "done_on": DUE + timedelta(1)}, Cell.DONE_LATE),
        ({"state": WorkState.DONE, "done_on": DUE, "due_on": None}, Cell.DONE_NO_TERM),
        ({"due_on": TODAY}, Cell.OPEN_IN_TIME),
        ({"due_on": TODAY - timedelta(1)}, Cell.OPEN_LATE),
        ({"due_on": None}, Cell.OPEN_NO_TERM),
        ({"state": WorkState.PAUSED, "paused_on": DUE}, Cell.OPEN_IN_TIME),
        ({"state": WorkState.PAUSED, "paused_on": DUE + timedelta(1)}, Cell.OPEN_LATE),
        ({"state": WorkState.RETURNED}, None),
        ({"state": WorkState.CANCELLED}, None),
    ],
)
def test_the_rule(values: dict[str, Any], cell: Cell | None) -> None:
    assert cells.cell(row(**values), TODAY) == cell


def test_what_was_reported_in_time_is_not_late_because_nobody_has_looked() -> None:
    last_minute = datetime(2026, 6, 10, 16, 59, 59, tzinfo=UTC)  # a second before midnight in Hà Nội

    assert cells.cell(row(state=WorkState.REPORTED, reported_at=last_minute), TODAY) == Cell.OPEN_IN_TIME
    after = last_minute + timedelta(seconds=1)
    assert cells.cell(row(state=WorkState.REPORTED, reported_at=after), TODAY) == Cell.OPEN_LATE


def test_an_extension_changes_one_rate_and_not_the_other() -> None:
    extended = row(due_on=TODAY + timedelta(5))

    assert cells.cell(extended, TODAY) == Cell.OPEN_IN_TIME
    assert cells.cell(extended, TODAY, by_first=True) == Cell.OPEN_LATE


def test_what_was_done_later_was_open_on_the_day() -> None:
    done = row(state=WorkState.DONE, done_on=TODAY)

    assert cells.cell(done, DUE) == Cell.OPEN_IN_TIME
    assert cells.cell(done, DUE + timedelta(1)) == Cell.OPEN_LATE
    assert cells.cell(done, TODAY) == Cell.DONE_LATE


def test_days_late_and_days_left() -> None:
    assert (cells.days_late(row(), TODAY), cells.days_left(row(), TODAY)) == (5, -5)
    assert cells.days_late(row(state=WorkState.DONE, done_on=DUE + timedelta(2)), TODAY) == 2
    assert cells.days_left(row(due_on=None), TODAY) is None


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows(), days)
def test_the_database_counts_as_the_rule_does(uow: UnitOfWork, columns: dict[str, Any], day: date) -> None:
    known = uow.session.scalar(select(Assignment.id))
    one = known or make_assignment(uow, make_sides(uow)).id
    uow.session.execute(update(Assignment).where(Assignment.id == one).values(**columns))
    uow.session.expire_all()
    found = uow.session.get_one(Assignment, one)
    late = cells.days_late(found, day) if cells.cell(found, day) == Cell.OPEN_LATE else 0

    for by_first in (False, True):
        expected = cells.cell(found, day, by_first=by_first)
        places = cells.conditions(day, by_first=by_first)
        answer = uow.session.execute(select(cells.cell_of(day, by_first=by_first), *places.values())).one()
        assert answer[0] == expected
        assert [cell for cell, holds in zip(places, answer[1:], strict=True) if holds] == [expected] * (
            expected is not None
        )
    assert (expected is None) == (found.state in LEFT_OUT)
    banded = uow.session.execute(select(cells.late_by(day, 1), cells.late_by(day, 1, 30), cells.late_by(day, 31))).one()
    assert [bool(each) for each in banded] == [late >= 1, 1 <= late <= 30, late >= 31]
