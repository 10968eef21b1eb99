"""What a unit of work tells once it has ended."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork, Work


@dataclass(frozen=True)
class Tried:
    """Something that is remembered whatever became of it."""

    what: str


def write_down(uow: UnitOfWork, event: Tried) -> None:
    uow.record("thing.tried", event.what)


@pytest.fixture
def work(services: Services) -> Work:
    return Work(services.db, services.files, services.clock, {Tried: (write_down,)})


def tried(services: Services) -> list[str]:
    with services.db.reading() as session:
        return [row.subject for row in session.query(AuditEvent).filter_by(action="thing.tried")]


def test_what_is_told_afterwards_outlives_what_was_undone(services: Services, work: Work) -> None:
    with pytest.raises(RuntimeError), work.begin(Actor.operator()) as uow:
        uow.record("thing.done", "x")
        uow.afterwards(Tried("one"))
        raise RuntimeError

    assert tried(services) == ["one"]


def test_it_is_told_once(services: Services, work: Work) -> None:
    unit = work.open(Actor.operator())
    unit.afterwards(Tried("two"))
    unit.rollback()
    unit.rollback()
    unit.commit()
    unit.session.close()

    assert tried(services) == ["two"]
