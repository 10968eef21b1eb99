"""What came in is what was registered, sent back, merged, and what waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries.reconciling import day_end, day_sum
from docarchive.exchange.services import reconciling, registering
from docarchive.kernel.errors import NotAllowedError
from tests.conftest import NOON, FixedClock
from tests.exchange.factories import acting, make_letter, make_office, set_up
from tests.factories import actor_for


def test_a_day_adds_up_and_is_closed(services: Services, clock: FixedClock) -> None:
    office = set_up(services)
    clock.now = NOON - timedelta(days=1)
    with services.begin(Actor.operator()) as uow:
        older = make_letter(uow, office, registered=False)
    clock.now = NOON
    with services.begin(Actor.operator()) as uow:
        make_letter(uow, office)
        waiting = make_letter(uow, office, registered=False)
        with acting(uow, office.clerk):
            registering.refuse(uow, make_letter(uow, office, registered=False), "Gửi nhầm nơi nhận")

    with services.begin(Actor.operator()) as uow:
        found = day_sum(uow.session, office.agency.id, date(2026, 6, 15))
        clerk = actor_for(uow, office.clerk)
    assert (found.came, found.registered, found.refused, found.waiting, found.older) == (3, 1, 1, 1, 1)
    assert found.is_right

    with pytest.raises(LetterStateError, match="Còn 2 văn bản"), services.begin(clerk) as uow:
        reconciling.close_day(uow, office.agency.id)
    with services.begin(clerk) as uow:
        for letter_id in (older.id, waiting.id):
            registering.refuse(uow, uow.session.get_one(IncomingLetter, letter_id), "Thiếu phụ lục kèm theo")
        ended = reconciling.close_day(uow, office.agency.id)
    assert (ended.came, ended.registered, ended.refused, ended.waiting) == (3, 1, 2, 0)
    with services.begin(clerk) as uow:
        assert day_end(uow.session, office.agency.id, date(2026, 6, 15)) is not None


def test_the_day_is_the_offices(services: Services, clock: FixedClock) -> None:
    office = set_up(services)
    clock.now = NOON.replace(hour=16, minute=59)  # one minute to midnight in Hà Nội
    with services.begin(Actor.operator()) as uow:
        make_letter(uow, office, registered=False)

        assert day_sum(uow.session, office.agency.id, date(2026, 6, 15)).came == 1
        assert day_sum(uow.session, office.agency.id, date(2026, 6, 16)).came == 0


def test_only_the_agencys_clerk_closes_its_day(services: Services) -> None:
    office = set_up(services)
    with services.begin(Actor.operator()) as uow:
        others = [actor_for(uow, office.leader), actor_for(uow, make_office(uow).clerk)]

    for actor in others:
        with pytest.raises(NotAllowedError), services.begin(actor) as uow:
            reconciling.close_day(uow, office.agency.id)
