"""Who shows a token: read by one query, with the same rights as the account has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import Agency, AgencySuccession
from docarchive.accounts.queries.identity import LiveSession, live_session
from docarchive.accounts.queries.sessions import SessionRules
from docarchive.accounts.services import sessions, users
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from tests.factories import actor_for, make_agency, make_unit, make_user

RULES = SessionRules(timedelta(hours=1), timedelta(hours=8))


def identified(uow: UnitOfWork, token: str) -> LiveSession:
    uow.session.flush()
    found = live_session(uow.session, token, uow.now, RULES)
    assert found is not None
    return found


@pytest.fixture
def keeper(uow: UnitOfWork) -> Agency:
    """An agency that keeps the records of two others, and of a third only follows in the work."""
    keeper = make_agency(uow)
    uow.session.flush()
    for keeps in (True, True, False):
        before = make_agency(uow, valid_to=date(2025, 6, 30))
        uow.session.flush()
        uow.session.add(AgencySuccession(
            predecessor_id=before.id, successor_id=keeper.id, day=date(2025, 7, 1), keeps_records=keeps,
        ))  # fmt: skip
    return keeper


def test_whoever_shows_a_session_acts_as_his_account_says(uow: UnitOfWork, keeper: Agency) -> None:
    user = make_user(uow, roles=(Role.CLERK, Role.LEADER), agency=keeper)
    users.give_position(uow, user, keeper, unit=make_unit(uow, keeper), title="Phó", valid_from=date(2024, 1, 1))
    users.give_position(uow, user, make_agency(uow), valid_from=date(2019, 1, 1), valid_to=date(2021, 1, 1))
    users.give_position(uow, user, make_agency(uow, valid_to=date(2025, 6, 30)), valid_from=date(2019, 1, 1))
    users.give_position(uow, user, make_agency(uow), title="Trưởng", valid_from=date(2023, 1, 1))

    found = identified(uow, sessions.open_session(uow, user, "", ""))

    actor = actor_of(found.user, uow.now)
    assert actor == actor_for(uow, user)
    assert len(actor.agency_ids) == 4  # two of his own, two whose records the first keeps


def test_whoever_holds_no_seat_and_no_role_is_still_known(uow: UnitOfWork) -> None:
    user = users.create_user(uow, "chua.co.gi", "Chưa Có Gì", roles=())

    found = identified(uow, sessions.open_session(uow, user, "", ""))

    assert actor_of(found.user, uow.now) == actor_for(uow, user)


def test_what_changed_counts_the_next_time_the_token_is_shown(uow: UnitOfWork, keeper: Agency) -> None:
    user = make_user(uow, roles=(Role.CLERK,), agency=keeper)
    token = sessions.open_session(uow, user, "", "")
    before = actor_of(identified(uow, token).user, uow.now)

    users.end_position(uow, user.positions[0], date(2026, 1, 1))
    user.roles = frozenset({Role.LEADER})

    after = actor_of(identified(uow, token).user, uow.now)
    assert (set(before.roles), set(after.roles)) == ({Role.CLERK}, {Role.LEADER})
    assert f"agency:{keeper.id}" in (before.audience.tokens or ())
    assert set(after.audience.tokens or ()) == {"all", f"user:{user.id}"}
    users.disable_user(uow, user)
    uow.session.flush()
    assert live_session(uow.session, token, uow.now, RULES) is None
