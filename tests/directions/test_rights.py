"""Whoever gave, leads, works along or is told sees an assignment; nobody else does, whatever he asks."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.accounts.services import users
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.directions import policies
from docarchive.directions.errors import AssignmentNotFoundError
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments, worklists
from docarchive.directions.queries.assignments import Pile, Wanted
from docarchive.directions.queries.visible import parts_of
from docarchive.directions.services import working
from docarchive.directions.services.giving import Body
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from tests.directions.factories import TODAY, make_assignment, make_direction, make_sides, order_for, report, seen
from tests.exchange.factories import acting
from tests.factories import actor_for, make_agency, make_unit, make_user


def everybody(uow: UnitOfWork) -> dict[str, User]:
    return {user.username: user for user in uow.session.scalars(select(User))}


def test_each_sees_what_concerns_him(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    by_agency = make_assignment(uow, sides)
    by_unit = make_assignment(uow, sides, sides.unit)
    by_person = make_assignment(uow, sides, sides.office.head, co=[Body.of(sides.department)])
    by_name = make_assignment(uow, sides, "Ban quản lý dự án", info=[Body.of(sides.unit)])
    given = make_assignment(uow, sides, "Hội Nông dân", giver_id=sides.office.head.id)

    assert seen(uow, sides.clerk) == [by_agency, by_unit, by_person, by_name, given]
    assert seen(uow, sides.leader) == [by_agency, by_unit, by_person, by_name, given]
    assert seen(uow, sides.doer) == [by_agency, by_person]
    assert seen(uow, sides.doer_leader) == [by_agency, by_person]
    assert seen(uow, sides.doer_officer) == []
    assert seen(uow, sides.officer) == [by_unit, by_name]
    assert seen(uow, sides.office.head) == [by_unit, by_person, by_name, given]
    assert seen(uow, sides.outsider) == []
    assert seen(uow, make_user(uow, roles=[Role.ADMINISTRATOR])) == []
    assert seen(uow, Actor.stranger()) == []
    assert seen(uow, Actor.operator()) == [by_agency, by_unit, by_person, by_name, given]


def test_the_policy_and_the_query_agree_for_everybody(uow: UnitOfWork) -> None:
    sides, others = make_sides(uow), make_sides(uow)
    made = [
        make_assignment(uow, sides),
        make_assignment(uow, sides, sides.unit, co=[Body.of(sides.department)]),
        make_assignment(uow, sides, sides.officer, info=[Body.of(sides.office.head)]),
        make_assignment(uow, others, sides.agency, co=[Body.of(others.officer)], giver_id=others.office.head.id),
        make_assignment(uow, others, "Hội Nông dân", info=[Body.of(others.unit)], giver_id=sides.leader.id),
    ]
    extra = make_user(uow, roles=list(Role), agency=sides.agency, unit=sides.unit)

    for user in [*everybody(uow).values(), extra]:
        actor = actor_for(uow, user)
        allowed = [one for one in made if policies.can_see(actor, one)]
        assert sorted(one.id for one in seen(uow, user)) == sorted(one.id for one in allowed), user.name
        for one in made:
            if policies.can_follow(actor, one) or policies.can_do(actor, one) or policies.can_add(actor, one):
                assert one in allowed


def test_the_parts_are_the_whole_and_have_nothing_in_common(uow: UnitOfWork) -> None:
    sides, others = make_sides(uow), make_sides(uow)
    for giving, lead in ((sides, sides.unit), (sides, others.agency), (others, sides.agency), (others, "Hội Nông dân")):
        make_assignment(uow, giving, lead, co=[Body.of(sides.department)])

    for user in [*everybody(uow).values(), make_user(uow, roles=list(Role), unit=sides.unit)]:
        parts = [
            uow.session.scalars(select(Assignment.id).where(part)).all() for part in parts_of(actor_for(uow, user))
        ]
        assert sorted(each for part in parts for each in part) == sorted(one.id for one in seen(uow, user))


def test_who_leaves_the_agency_sees_nothing_of_its_register(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, sides.officer, giver_id=sides.office.head.id, info=[Body.of(sides.clerk)])
    for user in (sides.officer, sides.office.head, sides.clerk):
        assert seen(uow, user) == [one]
        for seat in user.positions:
            users.end_position(uow, seat, TODAY)
    uow.now = uow.now.replace(day=17)

    assert [seen(uow, user) for user in (sides.officer, sides.office.head, sides.clerk)] == [[], [], []]


def test_what_one_may_not_see_does_not_exist(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    mine, theirs = order_for(sides.unit), order_for(sides.department)
    said = make_direction(uow, sides, mine, theirs)
    first, second = said.assignments
    officer, outsider = actor_for(uow, sides.officer), actor_for(uow, sides.outsider)

    assert assignments.assignment(uow.session, officer, first.id) is first
    assert assignments.assignments_of(uow.session, officer, said) == [first]
    assert assignments.direction(uow.session, officer, said.id) is said
    assert list(assignments.among(uow.session, officer, [first.id, second.id])) == [first]
    for actor, wanted in ((officer, second), (outsider, first)):
        with pytest.raises(AssignmentNotFoundError):
            assignments.assignment(uow.session, actor, wanted.id)
    with pytest.raises(AssignmentNotFoundError):
        assignments.direction(uow.session, outsider, said.id)
    with acting(uow, sides.outsider), pytest.raises(AssignmentNotFoundError):
        working.accept(uow, first)


@pytest.mark.parametrize("pile", list(Pile))
def test_no_pile_shows_more_than_one_may_see(uow: UnitOfWork, pile: Pile) -> None:
    sides = make_sides(uow)
    for lead in (sides.department, sides.unit, sides.officer, "Hội Nông dân"):
        make_assignment(uow, sides, lead, TODAY)
        report(uow, sides, make_assignment(uow, sides))

    for user in everybody(uow).values():
        actor = actor_for(uow, user)
        allowed = {one.id for one in seen(uow, user)}
        listed = assignments.ids(uow.session, actor, Wanted(pile), TODAY)
        assert set(listed) <= allowed
        assert len(listed) == assignments.count(uow.session, actor, Wanted(pile), TODAY)


def test_counters_say_as_many_as_their_lists_have(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    make_assignment(uow, sides)
    make_assignment(uow, sides, sides.unit)
    report(uow, sides, make_assignment(uow, sides))
    today = local_day(uow.now)

    def told(user: User) -> dict[Pile, int]:
        actor = actor_for(uow, user)
        found = worklists.counters(uow.session, actor, today)
        for one in found:
            assert len(assignments.ids(uow.session, actor, Wanted(one.pile), today)) == one.value
        return {one.pile: one.value for one in found if one.value}

    assert told(sides.leader) == {Pile.CONFIRM: 1}
    assert told(sides.doer) == {Pile.LEAD: 1}
    assert told(sides.officer) == {Pile.LEAD: 1}
    assert told(sides.outsider) == {}
    assert worklists.counters(uow.session, Actor.stranger(), today) == []
    assert worklists.counters(uow.session, actor_for(uow, sides.leader), TODAY)[0].pile is Pile.LATE


def test_lists_are_asked_for_by_what_they_are_about(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, field="Y tế", giver="Phó Chủ tịch A", document_number="9/KL-UBND")
    other = make_assignment(uow, sides, sides.unit, due_on=None, content="Rà soát danh mục")
    actor = actor_for(uow, sides.clerk)

    def found(**values: object) -> list[Assignment]:
        return list(assignments.assignments(uow.session, actor, Wanted(**values), TODAY))  # type: ignore[arg-type]

    for wanted in (
        {"field": "Y tế"}, {"giver": "Phó Chủ tịch A"}, {"document": "9/KL-UBND"}, {"words": "9/kl cải cách"},
        {"lead": f"agency:{sides.department.id}"}, {"lead": sides.department.name},
    ):  # fmt: skip
        assert found(**wanted) == [one], wanted
    for wanted in ({"lead": f"unit:{sides.unit.id}"}, {"words": "rà soát"}, {"direction_id": other.direction_id}):
        assert found(**wanted) == [other], wanted
    assert found(document="") == []
    assert found(first=TODAY) == []
    assert len(found(last=TODAY, agency_id=sides.agency.id)) == 2


def test_a_unit_of_another_agency_with_the_same_name_sees_nothing(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    make_assignment(uow, sides, sides.unit)
    twin = make_unit(uow, make_agency(uow), name=sides.unit.name)

    assert seen(uow, make_user(uow, roles=[Role.SPECIALIST], unit=twin)) == []
