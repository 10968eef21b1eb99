"""A changed calendar: what was counted is counted again once, what a person fixed stays, old days stay visible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docarchive.accounts.services import calendar as days
from docarchive.core.actor import Actor
from docarchive.core.calendar import DayKind, NamedDay
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.directions import presenting
from docarchive.directions.jobs import HANDLERS
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import extending, following, recounting
from docarchive.directions.states import Deed, Term
from tests.conftest import FixedClock
from tests.directions.factories import TODAY, Sides, finish, make_assignment, make_sides, on
from tests.exchange.factories import acting

# Ten working days from Monday 15 June 2026; the last ones move when Friday 26 June is off.
COUNTED, MOVED = date(2026, 6, 29), date(2026, 6, 30)
OFF = date(2026, 6, 26)


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def counted(uow: UnitOfWork, sides: Sides) -> Assignment:
    on(uow, TODAY)
    return make_assignment(uow, sides, None, None, given_on=TODAY, term=Term.WORKING_DAYS, days=10)


def rest(services: Services) -> None:
    """The administrator says that a day is off, and the jobs that follow are done."""
    with services.begin(Actor.operator()) as uow:
        days.set_days(uow, None, [NamedDay(OFF, DayKind.OFF, "Mất điện toàn tỉnh", "7/TB-UBND")])
    _work_off(services)


def _work_off(services: Services) -> None:
    JobRunner(services.work, {one.kind: one for one in HANDLERS}, services.settings.home).run_due()


def told(services: Services, assignment_id: str) -> tuple[Assignment, list[Deed], list[dict[str, object]]]:
    with services.work.reading(Actor.system()) as uow:
        one = uow.session.get_one(Assignment, assignment_id)
        way = assignments.steps_of(uow.session, one)
        shown = presenting.deadlines(one, assignments.extensions_of(uow.session, one), way)
        return one, [Deed(step.deed) for step in way], shown


def test_it_is_counted_again_once_and_the_old_day_stays_visible(services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        one = counted(uow, sides)
        named = make_assignment(uow, sides, due_on=COUNTED)
        done = finish(uow, sides, counted(uow, sides))
    assert one.due_on == COUNTED

    rest(services)
    with services.begin(Actor.operator()) as uow:
        again = recounting.recount(uow, sides.agency.id)
    found, deeds, shown = told(services, one.id)

    assert again == 0
    assert (found.due_on, found.first_due_on, deeds) == (MOVED, COUNTED, [Deed.GIVEN, Deed.RECOUNTED])
    assert [each["day"] for each in shown] == ["30/06/2026", "29/06/2026"]
    assert shown[0]["text"] == "Tính lại từ 29/06/2026 vì lịch làm việc thay đổi – đang áp dụng"
    assert found.moved_at == one.moved_at  # nobody has done anything
    for other in (named, done):
        assert told(services, other.id)[0].due_on == COUNTED


def test_a_change_taken_back_brings_the_day_back(services: Services, sides: Sides, clock: FixedClock) -> None:
    with services.begin(Actor.operator()) as uow:
        one = counted(uow, sides)
    rest(services)
    clock.now += timedelta(1)
    with services.begin(Actor.operator()) as uow:
        days.unset_day(uow, None, OFF)
    _work_off(services)

    found, deeds, _shown = told(services, one.id)

    assert (found.due_on, deeds) == (COUNTED, [Deed.GIVEN, Deed.RECOUNTED, Deed.RECOUNTED])


def test_what_a_person_granted_stays_and_a_pause_is_added_again(services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        granted, paused = counted(uow, sides), counted(uow, sides)
        with acting(uow, sides.doer):
            wanted = extending.ask(uow, granted, date(2026, 7, 3), "Chờ ý kiến của Bộ")
        with acting(uow, sides.leader):
            extending.grant(uow, wanted)
            following.pause(uow, paused, "Chờ kinh phí được duyệt")
            on(uow, date(2026, 6, 17))
            following.resume(uow, paused)
        on(uow, TODAY)
    assert paused.due_on == date(2026, 7, 1)

    rest(services)

    assert told(services, granted.id)[0].due_on == date(2026, 7, 3)
    assert Deed.RECOUNTED not in told(services, granted.id)[1]
    assert told(services, paused.id)[0].due_on == date(2026, 7, 2)


def test_batches_follow_one_another_and_other_agencies_are_left_alone(
    services: Services, sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "BATCH", 2)
    with services.begin(Actor.operator()) as uow:
        mine = [counted(uow, sides).id for _ in range(5)]
        other = make_sides(uow)
        theirs = counted(uow, other).id
        days.set_days(uow, sides.agency, [NamedDay(OFF, DayKind.OFF, "Mất điện")])
    _work_off(services)

    assert {told(services, each)[0].due_on for each in mine} == {MOVED}
    assert told(services, theirs)[0].due_on == COUNTED
