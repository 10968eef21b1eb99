"""Whatever the order of acts and days, what is stored agrees with what is computed from the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from docarchive.accounts.models import User
from docarchive.core.work import UnitOfWork
from docarchive.directions import cells
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import extending, following, pressing, working
from docarchive.directions.services.working import Planned
from docarchive.directions.states import LEFT_OUT, Cell, Deed, WorkState
from docarchive.kernel.errors import DocArchiveError
from docarchive.kernel.local_time import local_day
from tests.directions.factories import SHOWN, TODAY, Sides, make_assignment, make_sides, on, order_for
from tests.exchange.factories import acting

WHY = "Chờ trung ương hướng dẫn"
Act = Callable[[UnitOfWork, Sides, Assignment, int], object]


def _decide(uow: UnitOfWork, one: Assignment, *, yes: bool) -> None:
    for request in assignments.extensions_of(uow.session, one):
        if request.granted is None:
            extending.grant(uow, request) if yes else extending.deny(uow, request, WHY)


ACTS: dict[str, Act] = {
    "accept": lambda uow, sides, one, n: working.accept(uow, one),
    "begin": lambda uow, sides, one, n: working.begin(uow, one),
    "note": lambda uow, sides, one, n: working.note(uow, one, "Đang lấy ý kiến"),
    "plan": lambda uow, sides, one, n: working.plan(uow, one, [Planned("Dự thảo")] * (n % 3)),
    "report": lambda uow, sides, one, n: working.report(uow, one, "", SHOWN),
    "give_back": lambda uow, sides, one, n: working.give_back(uow, one, WHY),
    "ask": lambda uow, sides, one, n: extending.ask(uow, one, (one.due_on or TODAY) + timedelta(n), WHY),
    "grant": lambda uow, sides, one, n: _decide(uow, one, yes=True),
    "deny": lambda uow, sides, one, n: _decide(uow, one, yes=False),
    "confirm": lambda uow, sides, one, n: following.confirm(uow, one),
    "send_back": lambda uow, sides, one, n: following.send_back(uow, one, WHY),
    "pause": lambda uow, sides, one, n: following.pause(uow, one, WHY),
    "resume": lambda uow, sides, one, n: following.resume(uow, one),
    "cancel": lambda uow, sides, one, n: following.cancel(uow, one, WHY),
    "reopen": lambda uow, sides, one, n: following.reopen(uow, one, WHY),
    "give_again": lambda uow, sides, one, n: following.give_again(
        uow, one, order_for(sides.unit if n % 2 else sides.department, None if n % 3 else date(2026, 12, n % 28 + 1))
    ),
    "remind": lambda uow, sides, one, n: pressing.remind(uow, [one]),
    "ask_explanation": lambda uow, sides, one, n: pressing.ask_explanation(uow, one, local_day(uow.now)),
    "explain": lambda uow, sides, one, n: pressing.explain(uow, one, WHY),
}
AFTER = {
    Deed.GIVEN: WorkState.GIVEN, Deed.ACCEPTED: WorkState.ACCEPTED, Deed.BEGUN: WorkState.DOING,
    Deed.REPORTED: WorkState.REPORTED, Deed.SENT_BACK: WorkState.DOING, Deed.CONFIRMED: WorkState.DONE,
    Deed.RETURNED: WorkState.RETURNED, Deed.GIVEN_AGAIN: WorkState.GIVEN, Deed.PAUSED: WorkState.PAUSED,
    Deed.RESUMED: WorkState.DOING, Deed.CANCELLED: WorkState.CANCELLED,
}  # fmt: skip
steps = st.tuples(
    st.sampled_from(sorted(ACTS)), st.sampled_from(["doer", "leader", "clerk", "officer"]), st.integers(0, 2),
    st.integers(0, 40), st.integers(0, 12),
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=4, max_size=30))
def test_nothing_stored_contradicts_the_history(uow: UnitOfWork, course: list[tuple[str, str, int, int, int]]) -> None:
    on(uow, TODAY)
    sides = make_sides(uow)
    made = [make_assignment(uow, sides, due_on=due_on) for due_on in (None, date(2026, 6, 20), date(2026, 9, 1))]
    first = [one.first_due_on for one in made]
    day = TODAY
    for act, who, which, number, days in course:
        day += timedelta(days)
        on(uow, day)
        _try(uow, sides, getattr(sides, who), made[which], act, number)

    for one, first_due_on in zip(made, first, strict=True):
        _agrees(uow, one, first_due_on)
    _sums_close(uow, sides, made, day)


def _try(uow: UnitOfWork, sides: Sides, who: User, one: Assignment, act: str, number: int) -> None:
    """Do it as a request would: what is refused leaves no trace."""
    uow.session.flush()
    with acting(uow, who):
        try:
            with uow.session.begin_nested():
                ACTS[act](uow, sides, one, number)
        except DocArchiveError:
            uow.session.expire_all()


def _agrees(uow: UnitOfWork, one: Assignment, first_due_on: date | None) -> None:
    history = assignments.steps_of(uow.session, one)
    state, due_on, reported_on = WorkState.GIVEN, first_due_on, None
    for number, step in enumerate(history, 1):
        assert step.ordinal == number
        if step.deed == Deed.REOPENED:
            state = WorkState.DOING if state == WorkState.DONE else WorkState.GIVEN
        state = AFTER.get(Deed(step.deed), state)
        if step.to_due_on is not None:
            assert step.from_due_on == due_on
            due_on = step.to_due_on
        if step.deed == Deed.REPORTED:
            reported_on = local_day(step.at)
            assert step.document_number
    assert (one.state, one.due_on, one.moved_at) == (state, due_on, history[-1].at)
    if first_due_on is not None:
        assert one.first_due_on == first_due_on
    assert (one.due_on is None) == (one.first_due_on is None)
    assert one.done_on == (reported_on if state == WorkState.DONE else None)
    assert (one.confirmed_at is not None) == (state == WorkState.DONE)
    assert (one.reported_at is not None) == (state in (WorkState.REPORTED, WorkState.DONE))
    assert (one.paused_on is not None) == (state == WorkState.PAUSED)
    assert bool(one.reason) == (state in (WorkState.RETURNED, WorkState.PAUSED, WorkState.CANCELLED))
    confirmed = {step.by_id for step in history[-1:] if step.deed == Deed.CONFIRMED}
    assert not confirmed & {one.reported_by_id}
    granted = [each for each in assignments.extensions_of(uow.session, one) if each.granted]
    assert len(granted) == sum(step.deed == Deed.EXTENDED for step in history)


def _sums_close(uow: UnitOfWork, sides: Sides, made: list[Assignment], day: date) -> None:
    for by_first in (False, True):
        computed = Counter(cells.cell(one, day, by_first=by_first) for one in made)
        left_out = sum(one.state in LEFT_OUT for one in made)
        counted = uow.session.execute(
            select(cells.cell_of(day, by_first=by_first).label("cell"), func.count())
            .where(Assignment.agency_id == sides.agency.id)
            .group_by("cell")
        ).all()
        assert dict(Counter({cell and Cell(cell): number for cell, number in counted})) == dict(computed)
        assert computed[None] == left_out
        assert sum(number for cell, number in computed.items() if cell) + left_out == len(made)
