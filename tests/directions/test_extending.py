"""More time never overwrites: the first day stays, and what was asked too late says so for ever."""

from __future__ import annotations

from datetime import date

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import cell
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, Extension
from docarchive.directions.queries import assignments
from docarchive.directions.services import extending, following
from docarchive.directions.states import Cell, Deed
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.reasons import ReasonMissingError
from tests.directions.factories import DUE, TODAY, Sides, finish, make_assignment, make_sides, on, report
from tests.exchange.factories import acting
from tests.factories import actor_for

WHY = "Chờ số liệu của các huyện"
LATER = date(2026, 7, 15)


def asked(uow: UnitOfWork, sides: Sides, one: Assignment, day: date = LATER) -> Extension:
    with acting(uow, sides.doer):
        return extending.ask(uow, one, day, WHY)


def test_granted_the_day_in_force_moves_and_the_first_one_stays(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    request = asked(uow, sides, one)

    with acting(uow, sides.leader):
        extending.grant(uow, request, date(2026, 7, 10), "Đồng ý")

    assert (one.first_due_on, one.due_on, request.after_due) == (DUE, date(2026, 7, 10), False)
    assert (request.was_due_on, request.wanted_on, request.granted, request.granted_on) == (
        DUE, LATER, True, date(2026, 7, 10),
    )  # fmt: skip
    assert (request.decided_by, request.answer) == (sides.leader.name, "Đồng ý")
    step = assignments.steps_of(uow.session, one)[-1]
    assert (step.deed, step.from_due_on, step.to_due_on) == (Deed.EXTENDED, DUE, date(2026, 7, 10))
    day = date(2026, 7, 5)
    assert (cell(one, day), cell(one, day, by_first=True)) == (Cell.OPEN_IN_TIME, Cell.OPEN_LATE)


def test_refused_nothing_moves(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    request = asked(uow, sides, one)

    with acting(uow, sides.leader):
        with pytest.raises(ReasonMissingError):
            extending.deny(uow, request, "Không")
        extending.deny(uow, request, "Việc gấp, không gia hạn")
        with pytest.raises(AssignmentStateError, match="đã được trả lời"):
            extending.grant(uow, request)

    assert (one.due_on, request.granted, request.granted_on) == (DUE, False, None)
    assert asked(uow, sides, one).granted is None


def test_asked_after_the_day_it_bears_the_mark(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    on(uow, date(2026, 7, 1))

    request = asked(uow, sides, one)

    assert request.after_due
    assert "quá hạn" in assignments.steps_of(uow.session, one)[-1].words
    with acting(uow, sides.leader):
        extending.grant(uow, request)
    assert (one.due_on, request.after_due) == (LATER, True)


@pytest.mark.parametrize("day", [DUE, date(2026, 6, 20)])
def test_more_time_is_later_than_the_day_in_force(uow: UnitOfWork, day: date) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)

    with pytest.raises(InvalidInputError, match="Chọn ngày sau 30/06/2026"):
        asked(uow, sides, one, day)
    request = asked(uow, sides, one)
    with acting(uow, sides.leader), pytest.raises(InvalidInputError):
        extending.grant(uow, request, day)


def test_one_request_waits_at_a_time_and_none_without_a_deadline(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one, endless = make_assignment(uow, sides), make_assignment(uow, sides, due_on=None)
    asked(uow, sides, one)

    with pytest.raises(AssignmentStateError, match="đang chờ trả lời"):
        asked(uow, sides, one)
    with pytest.raises(AssignmentStateError, match="không có thời hạn"):
        asked(uow, sides, endless)
    with pytest.raises(AssignmentStateError):
        asked(uow, sides, report(uow, sides, make_assignment(uow, sides)))


def test_the_lead_asks_and_the_giving_side_decides(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.clerk), pytest.raises(NotAllowedError):
        extending.ask(uow, one, LATER, WHY)
    request = asked(uow, sides, one)

    for who in (sides.doer, sides.doer_leader):
        with acting(uow, who), pytest.raises(NotAllowedError):
            extending.grant(uow, request)
        with acting(uow, who), pytest.raises(NotAllowedError):
            extending.deny(uow, request, "Không cho thêm thời gian")


def test_requests_wait_for_those_who_decide_while_the_work_is_open(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    waiting, ended = make_assignment(uow, sides), make_assignment(uow, sides)
    request, forgotten = asked(uow, sides, waiting), asked(uow, sides, ended)
    finish(uow, sides, ended)

    assert assignments.open_extensions(uow.session, actor_for(uow, sides.leader)) == [request]
    assert assignments.open_extensions(uow.session, actor_for(uow, sides.doer)) == []
    with acting(uow, sides.leader), pytest.raises(AssignmentStateError):
        extending.grant(uow, forgotten)


def test_a_pause_after_an_extension_counts_from_the_day_in_force(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    request = asked(uow, sides, one)
    with acting(uow, sides.leader):
        extending.grant(uow, request)
        following.pause(uow, one, "Chờ trung ương hướng dẫn")
        on(uow, date(2026, 6, 22))
        following.resume(uow, one)

    assert (one.due_on, one.first_due_on, TODAY) == (date(2026, 7, 22), DUE, date(2026, 6, 15))
