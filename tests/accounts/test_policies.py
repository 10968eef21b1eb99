"""Who may do what, as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from docarchive.accounts.models import CalendarChange, User
from docarchive.accounts.policies import can_administer, can_change_own_account, can_read_audit
from docarchive.accounts.services import agencies, calendar, calendar_lists, calendar_years, sessions, upkeep, users
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.roles import Role
from tests.factories import actor_for, make_agency, make_user


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("policy", [can_administer, can_read_audit])
def test_administration_is_the_administrators(policy: Callable[[Actor], bool], role: Role) -> None:
    assert policy(Actor("a" * 16, "Ai", roles=frozenset({role}))) is (role is Role.ADMINISTRATOR)


def test_the_operator_may_and_a_stranger_may_not() -> None:
    assert can_administer(Actor.operator())
    assert not can_administer(Actor.stranger())
    assert Actor.stranger().audience.tokens == frozenset()


def test_ones_own_account_is_ones_own() -> None:
    actor = Actor("a" * 16, "Ai")

    assert can_change_own_account(actor, "a" * 16)
    assert not can_change_own_account(actor, "b" * 16)
    assert not can_change_own_account(Actor.stranger(), "a" * 16)


Act = Callable[[UnitOfWork, User], Any]
ACTS: dict[str, Act] = {
    "create": lambda uow, _: users.create_user(uow, "khac", "Người Khác"),
    "change": lambda uow, user: users.change_user(uow, user, name="A", email="", phone="", roles=[Role.CLERK]),
    "profile": lambda uow, user: users.change_profile(uow, user, email="", phone=""),
    "password": lambda uow, user: users.change_password(uow, user, "x", "y"),
    "reset": lambda uow, user: users.reset_password(uow, user),
    "disable": lambda uow, user: users.disable_user(uow, user),
    "enable": lambda uow, user: users.enable_user(uow, user),
    "end sessions": lambda uow, user: sessions.end_all_sessions(uow, user.id),
    "agency": lambda uow, _: agencies.create_agency(uow, "Y01", "Cơ quan"),
    "unit": lambda uow, user: agencies.create_unit(uow, user.positions[0].agency, "Phòng"),
    "days": lambda uow, user: calendar.set_days(uow, user.positions[0].agency, []),
    "day": lambda uow, _: calendar.unset_day(uow, None, uow.now.date()),
    "list of days": lambda uow, _: calendar_lists.take_days(uow, None, b""),
    "undo": lambda uow, _: calendar.undo(uow, CalendarChange(number=1)),
    "year": lambda uow, _: calendar_years.confirm_year(uow, 2027, "1/TB"),
    "no year": lambda uow, _: calendar_years.reopen_year(uow, 2027),
    "retry": lambda uow, _: upkeep.retry_job(uow, Job(kind="x", key="y")),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_changes_another_persons_account(services: Services, act: str, role: Role) -> None:
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow)
        other = make_user(uow, agency=agency)
        actor = actor_for(uow, make_user(uow, agency=agency, roles=[role]))

    with pytest.raises(NotAllowedError), services.begin(actor) as uow:
        ACTS[act](uow, uow.session.get_one(User, other.id))
