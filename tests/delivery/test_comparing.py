"""After a restore both sides compare, and what one lost is there again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.accounts.services import succeeding
from docarchive.accounts.services.agencies import create_agency
from docarchive.core.actor import Actor
from docarchive.core.jobs import Job
from docarchive.core.work import UnitOfWork
from docarchive.delivery import asking
from docarchive.delivery.answers import Refused
from docarchive.delivery.events import PacketArrived, PostingDelivered
from docarchive.delivery.models import Alarm, Posting
from docarchive.delivery.probing import Heard, ask_all, write_compared
from docarchive.delivery.queries.partners import home_agency, partner_by_code
from docarchive.delivery.questions import COMPARE, Question, Reply
from docarchive.delivery.services import partners
from docarchive.delivery.services.comparing import Compared
from docarchive.delivery.services.followers import followers_of
from docarchive.delivery.states import AlarmKind, PostingState
from docarchive.kernel.ids import new_id
from tests.conftest import NOON, FixedClock
from tests.databases import Databases
from tests.delivery.factories import Installation, listening, room_of, run_jobs
from tests.delivery.test_channels import Ways, https_ways


@pytest.fixture
def ways(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Ways]:
    made = https_ways(tmp_path, databases, database_kind, clock)
    yield made
    for end in (made.one, made.other):
        end.services.stop()
        databases.take_back(end.services.settings.home)


def compare(ways: Ways) -> Compared:
    ways.clock.now += timedelta(minutes=1)
    one, now = ways.one, ways.clock.now
    with one.services.begin(Actor.system()) as uow:
        partner = partner_by_code(uow.session, ways.other.code)
        assert partner is not None
        assert partner.certificates
    since = now - timedelta(days=35)
    reply = asking.put(room_of(one.services), partner, one.code, now, COMPARE, since, now)
    assert isinstance(reply, Reply), reply
    with one.services.begin(Actor.system()) as uow:
        partner = partner_by_code(uow.session, ways.other.code)
        assert partner is not None
        return write_compared(uow, partner, Heard({one.code: reply}, since, now))[one.code]


def forget(end: Installation) -> Any:
    """Give a function that sets an installation back to where it stands now."""
    if not end.services.db.is_sqlite:
        pytest.skip("a file is set back more easily")
    place = end.services.settings.home / "db.sqlite"
    copy = place.with_name("copy.sqlite")
    end.services.db.close()
    shutil.copy(place, copy)

    def set_back() -> None:
        end.services.db.close()
        for log in ("-wal", "-shm"):
            place.with_name(f"{place.name}{log}").unlink(missing_ok=True)
        shutil.copy(copy, place)

    return set_back


def test_equal_sides_find_nothing(ways: Ways) -> None:
    for _ in range(3):
        ways.one.post(ways.other)
    ways.settle()

    found = compare(ways)

    assert found == Compared(sent=3, there=3)
    assert found.is_equal


def test_what_a_restored_receiver_lost_is_delivered_again_under_the_same_ids(ways: Ways) -> None:
    kept = ways.one.post(ways.other)
    ways.settle()
    set_back = forget(ways.other)
    lost = [ways.one.post(ways.other) for _ in range(3)]
    ways.settle()
    set_back()
    assert len(ways.arrived()) == 1
    told: list[PostingDelivered] = []
    came: list[PacketArrived] = []

    found = compare(ways)
    with (
        listening(ways.one.services.work, PostingDelivered=lambda _uow, event: told.append(event)),
        listening(ways.other.services.work, PacketArrived=lambda _uow, event: came.append(event)),
    ):
        ways.settle()

    assert found.lost_there == 3
    assert sorted(one.message_id for one in ways.arrived()) == sorted(one.message_id for one in (kept, *lost))
    assert len(came) == 3
    assert all(event.again for event in told)
    assert {ways.one.posting(one.id).state for one in lost} == {PostingState.DELIVERED}
    assert compare(ways).is_equal


def test_a_restored_sender_hears_what_it_no_longer_knows(ways: Ways) -> None:
    set_back = forget(ways.one)
    ways.one.post(ways.other)
    ways.settle()
    set_back()

    found = compare(ways)

    assert found.unknown_here == 1
    with ways.one.services.db.reading() as session:
        assert session.scalars(select(Alarm.kind)).all() == [AlarmKind.LOST_HERE]


def test_a_dead_letter_that_had_arrived_gets_its_receipt(ways: Ways) -> None:
    posting = ways.one.post(ways.other)
    ways.settle()
    with ways.one.services.begin(Actor.system()) as uow:
        uow.session.get_one(Posting, posting.id).state = PostingState.DEAD

    found = compare(ways)
    ways.settle()

    assert found.arrived_after_all == 1
    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert len(ways.arrived()) == 1


def test_every_night_both_sides_compare_by_themselves(ways: Ways) -> None:
    ways.one.post(ways.other)
    ways.settle()
    ways.clock.now += timedelta(days=1)
    run_jobs(ways.one.services)

    with ways.one.services.db.reading() as session:
        partner = partner_by_code(session, ways.other.code)
        assert partner is not None
        assert partner.compared_at is not None
        waiting = session.scalars(select(Job.key).where(Job.kind == "delivery.compare", Job.state == "waiting")).all()
        assert len(waiting) == 1


def test_a_reply_that_is_not_signed_by_the_partner_is_not_believed(ways: Ways) -> None:
    wrong = ways.one.certificate()
    with ways.one.services.begin(Actor.operator()) as uow:
        partner = partner_by_code(uow.session, ways.other.code)
        assert partner is not None
        partners.import_certificate(uow, partner, wrong.encode())
        assert partner.proposed is not None
        partners.confirm(uow, partner, partner.proposed.call_sign)
        assert partner.certificates

    reply = asking.put(room_of(ways.one.services), partner, ways.one.code, ways.clock.now)

    assert isinstance(reply, Refused)
    assert reply.code == "unproved-reply"


def test_a_question_nobody_signed_is_not_answered(ways: Ways) -> None:
    question = Question(COMPARE, ways.one.code, ways.other.code, new_id(), NOON, NOON)

    assert isinstance(room_of(ways.other.services).desk.answer(question.text, "a..b"), Refused)
    assert isinstance(room_of(ways.other.services).desk.answer("{}", "a..b"), Refused)


def test_a_probe_shows_that_the_other_side_is_there(ways: Ways) -> None:
    def watch(uow: UnitOfWork) -> Any:
        return partner_by_code(uow.session, ways.other.code)

    with ways.one.services.begin(Actor.operator()) as uow:
        partner = watch(uow)
        assert partner.certificates

    reply = asking.put(room_of(ways.one.services), partner, ways.one.code, ways.clock.now)

    assert isinstance(reply, Reply)
    assert reply.receiver == ways.other.code
    with ways.other.services.db.reading() as session:
        caller = partner_by_code(session, ways.one.code)
        assert caller is not None
        assert caller.heard_at == ways.clock.now


def test_a_partner_that_was_merged_says_who_follows_it(ways: Ways) -> None:
    one, other = ways.one, ways.other
    with other.services.begin(Actor.operator()) as uow:
        agency = home_agency(uow.session, other.code)
        assert agency is not None
        heir = create_agency(uow, "H99.77", "Sở Xây dựng và Giao thông")
        succeeding.end_agency(uow, agency, [heir], heir, date(2026, 6, 1))

    for _ in range(2):
        with one.services.begin(Actor.system()) as uow:
            partner = partner_by_code(uow.session, other.code)
            assert partner is not None
            assert partner.certificates
        heard = ask_all(room_of(one.services), partner, [one.code], ways.clock.now)
        with one.services.begin(Actor.system()) as uow:
            partner = partner_by_code(uow.session, other.code)
            assert partner is not None
            write_compared(uow, partner, heard)
            told = uow.session.scalars(select(Alarm).where(Alarm.kind == AlarmKind.FOLLOWED)).all()
            assert followers_of(partner) == [("H99.77", "01/06/2026", "Sở Xây dựng và Giao thông")]
            assert [alarm.times for alarm in told] == [1]
