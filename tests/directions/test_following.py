"""The giving side confirms what others report, stops the clock, gives up and takes up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import cell
from docarchive.directions.errors import AssignmentStateError, OwnReportError
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import following, working
from docarchive.directions.states import NEXT, Cell, Deed, Term, WorkState
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.reasons import ReasonMissingError
from tests.directions.factories import (
    DUE,
    SHOWN,
    TODAY,
    Sides,
    finish,
    make_assignment,
    make_sides,
    on,
    order_for,
    report,
)
from tests.exchange.factories import acting

WHY = "Chờ trung ương hướng dẫn"
Act = Callable[[UnitOfWork, Sides, Assignment], object]
ACTS: dict[str, tuple[Act, WorkState]] = {
    "accept": (lambda uow, sides, one: working.accept(uow, one), WorkState.ACCEPTED),
    "begin": (lambda uow, sides, one: working.begin(uow, one), WorkState.DOING),
    "report": (lambda uow, sides, one: working.report(uow, one, "", SHOWN), WorkState.REPORTED),
    "give_back": (lambda uow, sides, one: working.give_back(uow, one, WHY), WorkState.RETURNED),
    "confirm": (lambda uow, sides, one: following.confirm(uow, one), WorkState.DONE),
    "send_back": (lambda uow, sides, one: following.send_back(uow, one, WHY), WorkState.DOING),
    "pause": (lambda uow, sides, one: following.pause(uow, one, WHY), WorkState.PAUSED),
    "resume": (lambda uow, sides, one: following.resume(uow, one), WorkState.DOING),
    "cancel": (lambda uow, sides, one: following.cancel(uow, one, WHY), WorkState.CANCELLED),
    "give_again": (
        lambda uow, sides, one: following.give_again(uow, one, order_for(sides.unit, None)),
        WorkState.GIVEN,
    ),
}
FROM = {
    "accept": {WorkState.GIVEN},
    "begin": {WorkState.GIVEN, WorkState.ACCEPTED},
    "report": {WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING},
    "give_back": {WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING},
    "confirm": {WorkState.REPORTED},
    "send_back": {WorkState.REPORTED},
    "pause": {WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING},
    "resume": {WorkState.PAUSED},
    "cancel": set(WorkState) - {WorkState.DONE, WorkState.CANCELLED},
    "give_again": {WorkState.RETURNED},
}


def put(one: Assignment, state: WorkState) -> None:
    one.state = state
    one.paused_on = TODAY if state == WorkState.PAUSED else None


@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_act_is_done_from_its_states_and_no_other(uow: UnitOfWork, act: str) -> None:
    sides = make_sides(uow)
    do, after = ACTS[act]
    actor = sides.doer if act in ("accept", "begin", "report", "give_back") else sides.leader
    for state in WorkState:
        one = make_assignment(uow, sides)
        put(one, state)
        uow.session.flush()
        with acting(uow, actor):
            if state in FROM[act]:
                do(uow, sides, one)
                assert one.state == after
                assert after in NEXT[state]
            else:
                with pytest.raises(AssignmentStateError):
                    do(uow, sides, one)


def test_who_reports_is_not_who_confirms(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = report(uow, sides, make_assignment(uow, sides, sides.unit), by=sides.leader)

    with acting(uow, sides.leader), pytest.raises(OwnReportError):
        following.confirm(uow, one)
    with acting(uow, sides.officer), pytest.raises(NotAllowedError):
        following.confirm(uow, one)
    with acting(uow, sides.clerk):
        following.confirm(uow, one)


def test_the_giver_confirms_even_without_a_leaders_role(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = report(uow, sides, make_assignment(uow, sides, giver_id=sides.office.head.id))

    with acting(uow, sides.office.head):
        following.confirm(uow, one)

    assert one.state == WorkState.DONE


def test_a_report_in_time_confirmed_late_was_done_in_time(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    on(uow, DUE)
    one = report(uow, sides, make_assignment(uow, sides))
    on(uow, date(2026, 7, 20))
    assert cell(one, date(2026, 7, 20)) == Cell.OPEN_IN_TIME
    with acting(uow, sides.leader):
        following.confirm(uow, one)

    assert (one.done_on, cell(one, date(2026, 7, 20))) == (DUE, Cell.DONE_IN_TIME)


def test_a_report_sent_back_counts_for_nothing(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    on(uow, DUE)
    one = report(uow, sides, make_assignment(uow, sides))
    on(uow, date(2026, 7, 2))
    with acting(uow, sides.leader):
        with pytest.raises(ReasonMissingError):
            following.send_back(uow, one, "Thiếu")
        following.send_back(uow, one, "Thiếu phụ lục số liệu")

    assert (one.state, one.reported_at, one.reported_by_id) == (WorkState.DOING, None, None)
    assert cell(one, date(2026, 7, 2)) == Cell.OPEN_LATE


def test_a_pause_stops_the_clock_and_moves_the_day_by_its_length(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.leader):
        following.pause(uow, one, WHY)
        on(uow, date(2026, 7, 10))
        paused = cell(one, date(2026, 7, 10))
        following.resume(uow, one)

    assert paused == Cell.OPEN_IN_TIME
    # 25 days after 30 June is Saturday 25 July; Monday is the next working day.
    assert (one.first_due_on, one.due_on, one.paused_on) == (DUE, date(2026, 7, 27), None)
    step = assignments.steps_of(uow.session, one)[-1]
    assert (step.deed, step.from_due_on, step.to_due_on) == (Deed.RESUMED, DUE, date(2026, 7, 27))


def test_a_pause_of_a_day_not_ended_moves_nothing(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, due_on=date(2026, 6, 28))
    with acting(uow, sides.leader):
        following.pause(uow, one, WHY)
        following.resume(uow, one)

    assert one.due_on == date(2026, 6, 28)
    assert assignments.steps_of(uow.session, one)[-1].to_due_on is None


def test_what_was_done_can_be_taken_up_again(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = finish(uow, sides, make_assignment(uow, sides))
    with acting(uow, sides.leader):
        following.reopen(uow, one, "Báo cáo sai số liệu")

    assert (one.state, one.done_on, one.reported_at, one.confirmed_at, one.confirmed_by) == (
        WorkState.DOING, None, None, None, "",
    )  # fmt: skip


def test_what_was_given_up_can_be_taken_up_again(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = report(uow, sides, make_assignment(uow, sides))
    with acting(uow, sides.clerk):
        following.cancel(uow, one, "Trùng nhiệm vụ khác")
        given_up = (one.state, one.reported_at, cell(one, TODAY))
        following.reopen(uow, one, "Không trùng, làm tiếp")

    assert given_up == (WorkState.CANCELLED, None, None)
    assert (one.state, one.reason, one.accepted_at) == (WorkState.GIVEN, "", None)


def test_what_came_back_is_given_to_somebody_else_and_keeps_its_first_deadline(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.doer):
        working.give_back(uow, one, "Thuộc thẩm quyền đơn vị khác")
    with acting(uow, sides.leader):
        with pytest.raises(InvalidInputError):
            following.give_again(uow, one, order_for(sides.unit, date(2026, 6, 14)))
        following.give_again(uow, one, order_for(sides.unit, date(2026, 7, 15), product="báo cáo"))

    assert (one.state, one.lead_name, one.lead_agency_id, one.product) == (
        WorkState.GIVEN, sides.unit.name, None, "báo cáo",
    )  # fmt: skip
    assert (one.first_due_on, one.due_on) == (DUE, date(2026, 7, 15))
    step = assignments.steps_of(uow.session, one)[-1]
    assert (step.words, step.from_due_on) == (f"{sides.department.name} → {sides.unit.name}", DUE)


def test_given_again_without_a_term_keeps_its_day_and_a_term_is_counted_from_today(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    kept, counted = make_assignment(uow, sides), make_assignment(uow, sides)
    for one in (kept, counted):
        with acting(uow, sides.doer):
            working.give_back(uow, one, "Thuộc thẩm quyền đơn vị khác")
    with acting(uow, sides.leader):
        following.give_again(uow, kept, order_for(sides.unit, None))
        following.give_again(uow, counted, order_for(sides.unit, None, term=Term.WORKING_DAYS, days=5))

    assert (kept.due_on, kept.first_due_on) == (DUE, DUE)
    assert (counted.due_on, counted.first_due_on, counted.days) == (date(2026, 6, 22), DUE, 5)


@pytest.mark.parametrize("act", ["confirm", "send_back", "pause", "resume", "cancel", "give_again"])
def test_only_the_giving_side_follows(uow: UnitOfWork, act: str) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    for state in FROM[act]:
        put(one, state)
        uow.session.flush()
        for who in (sides.doer, sides.doer_leader):
            with acting(uow, who), pytest.raises(NotAllowedError):
                ACTS[act][0](uow, sides, one)
