"""Administrators who act at the same moment cannot do together what neither may do alone."""

from __future__ import annotations

from datetime import date

from docarchive.accounts.errors import LastAdministratorError, TreeLoopError
from docarchive.accounts.models import Agency, User
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.queries.agencies import line_of
from docarchive.accounts.services import agencies, calendar, users
from docarchive.core.actor import Actor
from docarchive.core.calendar import DayKind, NamedDay
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from tests.core.test_crowds import all_at_once
from tests.factories import make_agency, make_user


def test_of_ten_administrators_who_disable_one_another_one_is_left(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        ids = [make_user(uow, roles=[Role.ADMINISTRATOR]).id for _ in range(10)]

    def disable(number: int) -> None:
        with services.begin(Actor.operator()) as uow:
            users.disable_user(uow, uow.session.get_one(User, ids[number]))

    results = all_at_once(disable, 10)

    assert [type(problem) for problem in results if problem] == [LastAdministratorError]


def test_agencies_moved_below_one_another_at_once_make_no_ring(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        ids = [make_agency(uow).id for _ in range(8)]

    def move_below(number: int) -> None:
        with services.begin(Actor.operator()) as uow:
            _move(uow, ids[number], ids[(number + 1) % len(ids)])

    results = all_at_once(move_below, len(ids))

    assert [type(problem) for problem in results if problem] == [TreeLoopError]
    with services.db.reading() as session:
        assert max(len(line_of(session, each)) for each in ids) == len(ids)


def test_a_day_set_by_many_at_once_is_said_once(services: Services) -> None:
    day = date(2026, 6, 15)

    def say(number: int) -> None:
        with services.begin(Actor.operator()) as uow:
            calendar.set_days(uow, None, [NamedDay(day, DayKind.OFF, f"Lý do {number}")])

    results = all_at_once(say, 8)

    assert [problem for problem in results if problem] == []
    with services.db.reading() as session:
        lines = queries.changes(session, None, 20)
    assert len(lines) == 8
    assert [line.is_last for line in lines] == [True, *[False] * 7]


def _move(uow: UnitOfWork, agency_id: str, parent_id: str) -> None:
    agency, parent = (uow.session.get_one(Agency, each) for each in (agency_id, parent_id))
    agencies.change_agency(
        uow, agency, name=agency.name, short_name="", old_code=None, parent=parent, valid_from=None, valid_to=None,
        successor=None, sort_order=0,
    )  # fmt: skip
