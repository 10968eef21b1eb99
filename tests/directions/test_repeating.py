"""Recurring work is given once a period, whatever happens to the nights in between."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.directions import periods
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, AssignmentSeries
from docarchive.directions.queries.assignments import Wanted, assignments
from docarchive.directions.services import repeating
from docarchive.directions.services.giving import Body
from docarchive.directions.states import Part, Period
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.conftest import FixedClock
from tests.directions.factories import TODAY, make_direction, make_sides, on, order_for
from tests.exchange.factories import acting


def begin(
    uow: UnitOfWork, period: Period = Period.MONTH, due_day: int = 25, until: date | None = None
) -> AssignmentSeries:
    sides = make_sides(uow)
    said = make_direction(uow, sides, order_for("Hội Nông dân"))
    order = order_for(sides.department, None, co=[Body.of(sides.unit)], content="Báo cáo tháng", product="báo cáo")
    with acting(uow, sides.clerk):
        return repeating.repeat(uow, said, order, period, due_day, until)


def made(uow: UnitOfWork, series: AssignmentSeries) -> list[Assignment]:
    wanted = Wanted(series_id=series.id)
    return sorted(assignments(uow.session, Actor.operator(), wanted, TODAY), key=lambda one: one.code)


@pytest.mark.parametrize(
    ("period", "first", "label", "following", "last"),
    [
        (Period.WEEK, date(2026, 6, 15), "2026-W25", date(2026, 6, 22), date(2026, 6, 21)),
        (Period.MONTH, date(2026, 6, 1), "2026-06", date(2026, 7, 1), date(2026, 6, 30)),
        (Period.QUARTER, date(2026, 4, 1), "2026-Q2", date(2026, 7, 1), date(2026, 6, 30)),
        (Period.HALF, date(2026, 1, 1), "2026-H1", date(2026, 7, 1), date(2026, 6, 30)),
        (Period.YEAR, date(2026, 1, 1), "2026", date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods(period: Period, first: date, label: str, following: date, last: date) -> None:
    assert periods.first_of(period, TODAY) == first
    assert periods.label(period, first) == label
    assert periods.next_first(period, first) == following
    assert periods.day_within(period, first, 366) == last


def test_the_period_that_has_begun_is_given_at_once(uow: UnitOfWork) -> None:
    series = begin(uow)

    (one,) = made(uow, series)
    assert (one.period, one.given_on, one.due_on, one.first_due_on) == (
        "2026-06", date(2026, 6, 1), date(2026, 6, 25), date(2026, 6, 25),
    )  # fmt: skip
    assert (one.content, one.product) == ("Báo cáo tháng", "báo cáo")
    assert [body.part for body in one.bodies] == [Part.CO]
    assert series.next_from == date(2026, 7, 1)


def test_a_day_already_past_waits_for_the_next_period_and_a_day_of_rest_moves_on(uow: UnitOfWork) -> None:
    series = begin(uow, due_day=12)
    assert made(uow, series) == []
    on(uow, date(2026, 7, 1))

    assert repeating.spawn(uow, date(2026, 7, 1)) == 1
    assert [(one.period, one.due_on) for one in made(uow, series)] == [("2026-07", date(2026, 7, 13))]


def test_nights_that_were_missed_are_made_up_for_once(uow: UnitOfWork) -> None:
    series = begin(uow, until=date(2026, 9, 30))
    on(uow, date(2027, 1, 5))

    counts = [repeating.spawn(uow, date(2027, 1, 5)) for _ in range(2)]

    assert counts == [3, 0]
    assert [one.period for one in made(uow, series)] == ["2026-06", "2026-07", "2026-08", "2026-09"]


def test_a_stopped_series_gives_nothing_more(uow: UnitOfWork) -> None:
    series = begin(uow)
    with pytest.raises(NotAllowedError), acting(uow, make_sides(uow).clerk):
        repeating.stop(uow, series)
    repeating.stop(uow, series)

    assert repeating.spawn(uow, date(2027, 1, 5)) == 0
    with pytest.raises(AssignmentStateError):
        repeating.stop(uow, series)


@pytest.mark.parametrize(("due_day", "until"), [(0, None), (25, date(2026, 5, 31))])
def test_what_cannot_recur(uow: UnitOfWork, due_day: int, until: date | None) -> None:
    with pytest.raises(InvalidInputError):
        begin(uow, due_day=due_day, until=until)


def test_every_night_is_planned_by_the_one_before(services: Services, clock: FixedClock) -> None:
    from docarchive.directions.jobs import HANDLERS

    with services.begin(Actor.operator()) as uow:
        series_id = begin(uow).id
    runner = JobRunner(services.work, {one.kind: one for one in HANDLERS}, services.settings.home)
    clock.now = clock.now.replace(month=8, day=3)
    runner.run_due()

    with services.work.reading(Actor.system()) as uow:
        series = uow.session.get_one(AssignmentSeries, series_id)
        assert [one.period for one in made(uow, series)] == ["2026-06", "2026-07", "2026-08"]
        planned = uow.session.scalars(
            select(Job.key).where(Job.kind == repeating.DAILY, Job.state == "waiting")
        ).all()  # fmt: skip
        assert planned == ["2026-08-04"]
