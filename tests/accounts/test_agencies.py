"""Codes of agencies, their tree, and who sees what by his position."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docarchive.accounts import agency_codes
from docarchive.accounts.audience import agency_token, unit_token, user_token
from docarchive.accounts.errors import BadCodeError
from docarchive.accounts.queries import agencies as queries
from docarchive.accounts.services import agencies, users
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from tests.factories import actor_for, make_agency, make_unit, make_user


@pytest.mark.parametrize("code", ["H57", "H57.01", "G12.18.112.001", "H37.DN.001", "Y01." + "1" * 31])
def test_codes_of_the_decision_may_be_issued(code: str) -> None:
    assert agency_codes.is_new_form(code)


@pytest.mark.parametrize(
    "code",
    ["", "h57", "Z57", "H5", "H577", "H57.", "H57..01", "H57-01", "000.00.15.H57", "vxp.saas.03", "Y01." + "1" * 32],
)
def test_other_codes_are_not_issued(code: str) -> None:
    assert not agency_codes.is_new_form(code)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("H57", 1), ("H57.01", 2), ("G12.18.112.001", 4), ("000.00.00.H49", 1), ("000.00.15.H51", 2),
        ("000.02.15.H51", 3), ("005.02.15.H51", 4), ("vxp.saas.03", None),
    ],
)  # fmt: skip
def test_codes_tell_the_level_where_they_can(code: str, level: int | None) -> None:
    assert agency_codes.level(code) == level


def test_what_comes_from_elsewhere_is_kept_as_it_is(uow: UnitOfWork) -> None:
    with pytest.raises(BadCodeError):
        agencies.create_agency(uow, "VXP.SAAS.03", "Nơi khác")

    kept = agencies.create_agency(uow, " vxp.saas.03", "Nơi khác", is_ours=False)

    assert kept.code == "VXP.SAAS.03"


def test_an_agency_is_found_by_its_old_code_and_by_its_new_one_first(uow: UnitOfWork) -> None:
    old = make_agency(uow, code="Y01.05", old_code="000.00.05.Y01")
    make_agency(uow, code="Y02", old_code="000.00.06.Y01")

    assert queries.agency_by_code(uow.session, "000.00.05.y01") is old
    assert queries.agency_by_code(uow.session, " y01.05 ") is old
    assert queries.agency_by_code(uow.session, "Y99") is None


def test_the_tree_stands_in_order_to_any_depth(uow: UnitOfWork) -> None:
    top = make_agency(uow, name="A", sort_order=2)
    first = make_agency(uow, name="Z", sort_order=1)
    below = make_agency(uow, name="B", parent=top)
    for depth in range(5):
        below = make_agency(uow, name=f"C{depth}", parent=below)

    rows_of = {row.agency.name: row.agency.id for row in queries.tree(uow.session)}
    rows = [(row.agency.name, row.depth) for row in queries.tree(uow.session)]

    assert rows == [("Z", 0), ("A", 0), ("B", 1), ("C0", 2), ("C1", 3), ("C2", 4), ("C3", 5), ("C4", 6)]
    assert queries.line_of(uow.session, below.id)[-2:] == [rows_of["B"], top.id]
    assert first.is_valid_on(date(1900, 1, 1))


def test_a_position_counts_from_its_first_day_to_its_last(uow: UnitOfWork) -> None:
    unit = make_unit(uow)
    user = make_user(uow, unit=unit)
    today = uow.now.date()
    assert unit_token(unit.id) in (actor_for(uow, user).audience.tokens or ())

    users.end_position(uow, user.positions[0], today)
    assert unit_token(unit.id) in (actor_for(uow, user).audience.tokens or ())

    users.end_position(uow, user.positions[0], today - timedelta(days=1))
    assert actor_for(uow, user).audience.tokens == frozenset({"all", user_token(user.id)})


def test_the_day_is_the_day_in_vietnam(uow: UnitOfWork) -> None:
    user = make_user(uow)
    users.end_position(uow, user.positions[0], date(2026, 6, 15))
    uow.now = uow.now.replace(hour=17, minute=30)  # 00:30 of the 16th in Hà Nội

    assert actor_for(uow, user).agency_id is None


def test_neither_superiors_nor_subordinates_are_in_the_audience(uow: UnitOfWork) -> None:
    top = make_agency(uow)
    middle = make_agency(uow, parent=top)
    below = make_agency(uow, parent=middle)
    actor = actor_for(uow, make_user(uow, agency=middle))

    assert actor.audience.tokens == frozenset(("all", agency_token(middle.id), user_token(actor.user_id or "")))
    assert agency_token(top.id) not in (actor.audience.tokens or ())
    assert agency_token(below.id) not in (actor.audience.tokens or ())


def test_several_positions_add_up_and_the_main_one_is_acted_for(uow: UnitOfWork) -> None:
    first, second = make_agency(uow), make_agency(uow)
    user = make_user(uow, agency=first)
    users.give_position(uow, user, second, valid_from=date(2019, 1, 1), is_main=False, title="Kiêm nhiệm")

    actor = actor_for(uow, user)

    assert actor.agency_id == first.id
    assert actor.agency_ids == {first.id, second.id}
    assert {agency_token(first.id), agency_token(second.id)} <= (actor.audience.tokens or frozenset())


def test_a_dissolved_agency_opens_nothing(uow: UnitOfWork) -> None:
    agency = make_agency(uow, valid_to=date(2025, 6, 30))
    actor = actor_for(uow, make_user(uow, agency=agency))

    assert actor.agency_id is None
    assert agency_token(agency.id) not in (actor.audience.tokens or ())


def test_a_unit_of_another_agency_is_refused(uow: UnitOfWork) -> None:
    user = make_user(uow)

    with pytest.raises(InvalidInputError, match="không thuộc cơ quan"):
        users.give_position(uow, user, make_agency(uow), unit=make_unit(uow), valid_from=date(2026, 1, 1))
