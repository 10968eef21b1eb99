"""Whatever the course of events: cells are disjoint, sums close, and the database counts as whoever counts by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.directions import cells
from docarchive.directions.counting import BANDS, By, Figure, Span
from docarchive.directions.models import Assignment
from docarchive.directions.queries.figures import figures, rows_behind
from docarchive.directions.queries.figures_by_document import page_of_figures
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.services import extending, following, working
from docarchive.directions.states import LEFT_OUT, Cell, WorkState
from docarchive.kernel.errors import DocArchiveError
from docarchive.kernel.local_time import local_day
from tests.directions.factories import SHOWN, TODAY, Sides, make_assignment, make_sides, on
from tests.directions.test_figures import insert_many
from tests.exchange.factories import acting

FIRST_DAY = TODAY - timedelta(200)
CELLS = {
    Cell.DONE_IN_TIME: Figure.DONE_IN_TIME, Cell.DONE_LATE: Figure.DONE_LATE,
    Cell.OPEN_IN_TIME: Figure.OPEN_IN_TIME, Cell.OPEN_LATE: Figure.OPEN_LATE,
    Cell.DONE_NO_TERM: Figure.DONE_NO_TERM, Cell.OPEN_NO_TERM: Figure.OPEN_NO_TERM,
}  # fmt: skip
FIRST_CELLS = {
    Cell.DONE_IN_TIME: Figure.FIRST_DONE_IN_TIME, Cell.DONE_LATE: Figure.FIRST_DONE_LATE,
    Cell.OPEN_IN_TIME: Figure.FIRST_OPEN_IN_TIME, Cell.OPEN_LATE: Figure.FIRST_OPEN_LATE,
}  # fmt: skip
ACTS = (
    "accept", "begin", "report", "confirm", "send_back", "pause", "resume", "cancel", "reopen", "give_back", "extend",
)  # fmt: skip
days = st.integers(-200, 0).map(lambda number: TODAY + timedelta(number))
spans = st.tuples(days, st.integers(0, 250)).map(lambda it: Span(it[0], it[0] + timedelta(it[1])))
acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=8)
# How many days ago it was given, its term in days, what was done with it and how many days later each.
courses = st.tuples(st.integers(0, 60), st.none() | st.integers(1, 40), acts)


@st.composite
def row(draw: st.DrawFn) -> dict[str, Any]:
    """The columns of an assignment as services leave them."""
    given_on, state = draw(days), draw(st.sampled_from(WorkState))
    later = st.integers(0, (TODAY - given_on).days).map(lambda number: given_on + timedelta(number))
    first = draw(st.none() | st.integers(0, 150).map(lambda number: given_on + timedelta(number)))
    return {
        "given_on": given_on, "state": state, "first_due_on": first,
        "due_on": None if first is None else first + timedelta(draw(st.sampled_from((0, 0, 10, 45)))),
        "done_on": draw(later) if state == WorkState.DONE else None,
        "paused_on": draw(later) if state == WorkState.PAUSED else None,
        "reported_at": _noon(draw(later)) if state in (WorkState.REPORTED, WorkState.DONE) else None,
        "moved_at": _noon(draw(later)),
    }  # fmt: skip


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)


def recounted(rows: Iterable[Assignment], span: Span, today: date) -> Counter[Figure]:
    """The figures counted one row after another, in the words of the report."""
    found: Counter[Figure] = Counter()
    day = min(span.last, today)
    for one in rows:
        if one.given_on > day:
            continue
        within = one.given_on >= span.first
        if one.state in LEFT_OUT:
            if within or local_day(one.moved_at) >= span.first:
                found[Figure.RETURNED if one.state == WorkState.RETURNED else Figure.CANCELLED] += 1
            continue
        if one.state == WorkState.DONE and not within and one.done_on is not None and one.done_on < span.first:
            continue
        cell, first = cells.cell(one, day), cells.cell(one, day, by_first=True)
        assert cell is not None
        found[CELLS[cell]] += 1
        if cell in (Cell.DONE_NO_TERM, Cell.OPEN_NO_TERM):
            found[Figure.GIVEN_NO_TERM if within else Figure.CARRIED_OVER_NO_TERM] += 1
            continue
        found[Figure.GIVEN if within else Figure.CARRIED_OVER] += 1
        assert first is not None
        found[FIRST_CELLS[first]] += 1
        if cell == Cell.OPEN_LATE:
            late = cells.days_late(one, day)
            found[next(band for band, (_, most) in BANDS.items() if most is None or late <= most)] += 1
    parts = {
        Figure.DONE: (Figure.DONE_IN_TIME, Figure.DONE_LATE), Figure.OPEN: (Figure.OPEN_IN_TIME, Figure.OPEN_LATE),
        Figure.IN_TIME: (Figure.DONE_IN_TIME, Figure.OPEN_IN_TIME), Figure.LATE: (Figure.DONE_LATE, Figure.OPEN_LATE),
        Figure.ASSIGNED: (Figure.GIVEN, Figure.CARRIED_OVER),
        Figure.NO_TERM: (Figure.DONE_NO_TERM, Figure.OPEN_NO_TERM),
    }  # fmt: skip
    for whole, summands in parts.items():
        found[whole] = sum(found[each] for each in summands)
    return +found


def compare(uow: UnitOfWork, span: Span, today: date) -> None:
    rows = uow.session.scalars(select(Assignment)).all()
    expected = recounted(rows, span, today)
    for by in By:
        report = figures(uow.session, Actor.operator(), span, by, today)  # checks that every sum closes
        assert {figure: count for figure, count in report.total.numbers.items() if count} == expected
    paged, _count = page_of_figures(uow.session, Actor.operator(), span, By.DOCUMENT, today, Wanted(), 0, 9)
    assert {figure: count for figure, count in paged.total.numbers.items() if count} == expected
    behind = rows_behind(uow.session, Actor.operator(), span, By.AGENCY, today)
    for figure in Figure:
        ids = [each for line in behind.values() for each in line.get(figure, ())]
        assert len(ids) == len(set(ids)) == expected[figure]
    alone = [*CELLS.values(), Figure.RETURNED, Figure.CANCELLED]
    placed = [each for line in behind.values() for figure in alone for each in line.get(figure, ())]
    assert len(placed) == len(set(placed))  # nothing lies in two cells


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(row(), min_size=1, max_size=30), spans, st.integers(0, 30))
def test_figures_are_those_of_a_plain_count(uow: UnitOfWork, rows: list[Any], span: Span, passed: int) -> None:
    insert_many(uow, make_sides(uow), iter(rows), FIRST_DAY)

    compare(uow, span, TODAY + timedelta(passed))

    uow.session.rollback()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(row(), min_size=1, max_size=30), spans)
def test_figures_are_those_of_sql_written_by_hand(uow: UnitOfWork, rows: list[Any], span: Span) -> None:
    insert_many(uow, make_sides(uow), iter(rows), FIRST_DAY)
    total = figures(uow.session, Actor.operator(), span, By.AGENCY, TODAY).total
    values = {"first": span.first.isoformat(), "day": span.as_of(TODAY).isoformat()}

    done = uow.session.execute(
        text(
            "SELECT count(*), count(CASE WHEN done_on <= due_on THEN 1 END) FROM assignment WHERE state = 'done'"
            " AND due_on IS NOT NULL AND given_on <= :day AND done_on <= :day"
            " AND (given_on >= :first OR done_on >= :first)"
        ),
        values,
    ).one()
    with_term = "SELECT count(*) FROM assignment WHERE due_on IS NOT NULL AND state NOT IN ('returned', 'cancelled')"
    before = " AND given_on < :first AND given_on <= :day AND (state <> 'done' OR done_on >= :first)"
    carried = uow.session.scalar(text(with_term + before), values)
    within = uow.session.scalar(text(with_term + " AND given_on >= :first AND given_on <= :day"), values)

    assert (total[Figure.DONE], total[Figure.DONE_IN_TIME]) == tuple(done)
    assert (total[Figure.CARRIED_OVER], total[Figure.GIVEN]) == (carried, within)
    assert (carried or 0) + (within or 0) - done[0] == total[Figure.OPEN]
    uow.session.rollback()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(courses, min_size=1, max_size=3), st.lists(spans, min_size=1, max_size=3))
def test_figures_follow_any_course_of_events(uow: UnitOfWork, taken: list[Any], asked: list[Span]) -> None:
    sides = make_sides(uow)
    for ago, term, course in taken:
        day = TODAY - timedelta(ago)
        on(uow, day)
        due_on = None if term is None else day + timedelta(term)
        one = make_assignment(uow, sides, due_on=due_on, given_on=day)
        for act, passed in course:
            day = min(TODAY, day + timedelta(passed))
            on(uow, day)
            perform(uow, sides, one, act)
    on(uow, TODAY)

    for span in asked:
        compare(uow, span, TODAY)

    uow.session.rollback()


def perform(uow: UnitOfWork, sides: Sides, one: Assignment, act: str) -> None:
    """Do it, where it may be done from where the assignment stands."""
    reason = "Lý do ghi đủ mười ký tự"
    try:
        if act in ("accept", "begin", "report", "give_back"):
            with acting(uow, sides.doer):
                if act == "report":
                    working.report(uow, one, "Đã làm xong việc", SHOWN)
                elif act == "give_back":
                    working.give_back(uow, one, reason)
                else:
                    getattr(working, act)(uow, one)
            return
        if act == "extend":
            with acting(uow, sides.doer):
                asked = extending.ask(uow, one, TODAY + timedelta(30), reason)
            with acting(uow, sides.leader):
                extending.grant(uow, asked, TODAY + timedelta(30), "Đồng ý")
            return
        with acting(uow, sides.leader):
            if act in ("confirm", "resume"):
                getattr(following, act)(uow, one)
            else:
                getattr(following, act)(uow, one, reason)
    except DocArchiveError:
        return  # not allowed from here: nothing happened
