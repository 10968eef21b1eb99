"""Who follows a document hears when it is withdrawn, and on the day it begins, ends or is suspended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.archive.models import Document, DocumentFollow, DocumentRelation
from docarchive.archive.notices import tell_of_turns
from docarchive.archive.queries.following import STARRED, STOPPED
from docarchive.archive.services import documents as acts
from docarchive.archive.services import relating, turning
from docarchive.archive.services.relating import Entered
from docarchive.archive.states import AccessLevel, RelationState
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.work import UnitOfWork
from docarchive.notices import queries as notices
from docarchive.notices.models import Notice
from docarchive.notices.subjects import subjects_of
from tests.archive.factories import make_document
from tests.factories import actor_for, make_user

LAST = date(2026, 12, 31)
END = date(2027, 1, 1)
OLD = "15/2023/NQ-HĐND"


@pytest.fixture
def unit(services: Services) -> Iterator[UnitOfWork]:
    with services.begin(Actor.operator()) as uow:
        yield uow


def followed(uow: UnitOfWork, why: str = STARRED, **days: date) -> tuple[Document, User]:
    """A document in force since 2024 and somebody who follows it."""
    document, reader = make_document(uow), make_user(uow)
    document.effective_on = date(2024, 1, 1)
    for name, day in days.items():
        setattr(document, name, day)
    uow.session.flush()
    uow.session.add(DocumentFollow(user_id=reader.id, document_id=document.id, why=why, at=uow.now))
    uow.session.flush()
    return document, reader


def act(uow: UnitOfWork, relation: str, starts: date, until: date | None = None) -> DocumentRelation:
    new = make_document(uow, number="2/2026/NQ-HĐND", issued_on=date(2026, 6, 1), text="Điều 1. Thôi.")
    entered = Entered(relation, OLD, stated_on=date(2023, 12, 8), effective_on=starts, until_on=until)
    return relating.enter(uow, new, entered)


def on(uow: UnitOfWork, day: date) -> None:
    uow.now = datetime(day.year, day.month, day.day, tzinfo=UTC)


def told(uow: UnitOfWork, after: date, today: date) -> list[str]:
    before = set(uow.session.scalars(select(Notice.id)))
    on(uow, today)
    tell_of_turns(uow, after)
    return [each.text for each in uow.session.scalars(select(Notice)) if each.id not in before]


def test_it_is_told_on_the_day_a_document_ends_by_itself(unit: UnitOfWork) -> None:
    followed(unit, expires_on=END)

    assert told(unit, LAST - timedelta(1), LAST) == []
    assert told(unit, LAST, END) == [f"Nghị quyết {OLD} bạn theo dõi hết hiệu lực từ ngày 01/01/2027."]
    assert told(unit, LAST, END) == []  # once


def test_it_is_told_on_the_day_another_document_ends_or_suspends_it(unit: UnitOfWork) -> None:
    followed(unit)
    act(unit, "suspends", date(2026, 9, 1), date(2026, 10, 1))

    assert "bị tạm ngưng hiệu lực từ ngày 01/09/2026" in told(unit, date(2026, 8, 31), date(2026, 9, 1))[0]
    assert "có hiệu lực từ ngày 01/10/2026" in told(unit, date(2026, 9, 30), date(2026, 10, 1))[0]


def test_a_day_that_passed_is_made_up_for(unit: UnitOfWork) -> None:
    followed(unit, expires_on=END)

    assert "từ ngày 01/01/2027" in told(unit, LAST, END + timedelta(9))[0]


def test_nothing_is_told_of_what_one_stopped_following_or_may_not_see(unit: UnitOfWork) -> None:
    followed(unit, STOPPED, expires_on=END)
    hidden, _reader = followed(unit, expires_on=END)
    acts.open_to(unit, [hidden], AccessLevel.NAMED, frozenset({"user:nobody"}))
    followed(unit)
    relation = act(unit, "repeals", END)
    acting_one = unit.session.get_one(Document, relation.document_id)
    acts.open_to(unit, [acting_one], AccessLevel.NAMED, frozenset({"user:nobody"}))

    assert told(unit, LAST, END) == []


def test_a_relation_nobody_confirmed_turns_nothing(unit: UnitOfWork) -> None:
    followed(unit)
    act(unit, "repeals", END).state = RelationState.REJECTED
    unit.session.flush()

    assert told(unit, LAST, END) == []


def test_it_is_told_when_a_document_is_withdrawn_and_taken_back_with_it(services: Services, unit: UnitOfWork) -> None:
    document, reader = followed(unit)
    stranger = make_user(unit)
    acts.withdraw(unit, document, "Ban hành nhầm bản dự thảo")

    def reads() -> list[str]:
        unit.session.flush()
        actor = actor_for(unit, reader)
        return [each.text for each in notices.notices(unit.session, actor, subjects_of(services))]

    assert reads() == [f"Nghị quyết {OLD} bạn theo dõi đã được rút khỏi kho ngày 15/06/2026."]
    assert unit.session.scalars(select(Notice).where(Notice.user_id == stranger.id)).all() == []
    acts.restore(unit, document)
    assert reads() == []


def test_what_is_destroyed_is_told_by_the_name_it_bore(unit: UnitOfWork) -> None:
    document, _reader = followed(unit)
    acts.destroy(unit, document, "Thu hồi theo yêu cầu của nơi gửi")

    assert OLD in unit.session.scalars(select(Notice.text)).one()


def test_whoever_could_not_see_it_does_not_learn_that_it_was_withdrawn(unit: UnitOfWork) -> None:
    document, _reader = followed(unit)
    acts.open_to(unit, [document], AccessLevel.NAMED, frozenset({"user:nobody"}))
    acts.withdraw(unit, document, "Ban hành nhầm bản dự thảo")

    assert unit.session.scalars(select(Notice.text)).all() == []


def test_it_is_planned_for_every_morning(services: Services, unit: UnitOfWork) -> None:
    services.plan(unit)
    unit.session.flush()

    found = unit.session.scalars(select(Job).where(Job.kind == turning.TURNING)).one()
    assert (found.key, found.payload) == ("2026-06-16", '{"after": "2026-06-15"}')
