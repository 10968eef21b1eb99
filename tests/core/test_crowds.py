"""Many at once: numbers, jobs, documents and the audit log hold when fifty reach for them in the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from docarchive.accounts.models import Agency
from docarchive.core import audit, index, jobs
from docarchive.core.actor import Actor
from docarchive.core.failures import again
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.core.locks import only_one
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork

CROWD = 50


def all_at_once(act: Callable[[int], Any], count: int = CROWD) -> list[Any]:
    """Have threads act in the same moment; gives what each returned or raised."""
    start = threading.Barrier(count)
    results: list[Any] = [None] * count

    def one(number: int) -> None:
        start.wait()
        try:
            results[number] = act(number)
        except Exception as problem:
            results[number] = problem

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@jobs.handler("test.note", max_attempts=50)
def note(uow: UnitOfWork, payload: jobs.Payload) -> None:
    uow.session.add(Agency(code=f"Y{payload['n']:03}", name="Do việc nền thêm"))
    uow.record("test.noted", str(payload["n"]))


def test_the_audit_chain_is_whole_when_fifty_write_at_once(services: Services) -> None:
    def write(number: int) -> None:
        for step in range(4):
            with services.begin(Actor.operator()) as uow:
                uow.record("test.written", f"{number}.{step}")

    assert not [problem for problem in all_at_once(write) if problem]

    with services.db.reading() as session:
        verdict = audit.verify(session)
    assert verdict.is_whole, verdict.reason
    assert verdict.length == 4 * CROWD


def test_fifty_that_add_the_same_thing_add_it_once(services: Services) -> None:
    def add(_number: int) -> None:
        def change() -> None:
            with services.begin(Actor.operator()) as uow:
                uow.alone("the one agency")
                if uow.session.scalar(select(Agency.id).where(Agency.name == "Chỉ một")) is None:
                    uow.session.add(Agency(code=f"Y{_number}", name="Chỉ một"))

        again(change)

    assert not [problem for problem in all_at_once(add) if problem]

    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 1


def test_many_runners_do_every_job_once(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        for number in range(100):
            uow.enqueue("test.note", str(number), n=number)

    def work(_number: int) -> int:
        return JobRunner(services.work, {note.kind: note}, services.settings.home).run_due()

    done = all_at_once(work, 10)

    assert sum(done) == 100
    with services.db.reading() as session:
        assert session.scalar(select(func.count()).where(Job.state == JobState.DONE, Job.attempts == 1)) == 100
        assert session.scalar(select(func.count()).select_from(Agency)) == 100
        assert audit.verify(session).length == 100


def test_a_job_enqueued_fifty_times_at_once_is_there_once(services: Services) -> None:
    def enqueue(_number: int) -> None:
        with services.begin(Actor.operator()) as uow:
            uow.enqueue("test.note", "1", n=1)

    assert not [problem for problem in all_at_once(enqueue) if problem]

    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_two_that_lock_crosswise_both_get_through(services: Services) -> None:
    tries: list[int] = []

    def change(number: int) -> None:
        def once() -> None:
            tries.append(number)
            with services.begin(Actor.operator()) as uow:
                for name in ("east", "west") if number % 2 else ("west", "east"):
                    uow.alone(name)
                    time.sleep(0.05)
                uow.session.add(Agency(code=f"Y{number:03}", name="Qua được"))

        again(once)

    assert not [problem for problem in all_at_once(change, 2) if problem]

    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 2
    assert len(tries) == (2 if services.db.is_sqlite else 3)


@pytest.mark.parametrize(
    "database_kind", [pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))], indirect=True
)
def test_one_process_at_a_time_hands_changes_to_the_index(services: Services) -> None:
    held: list[bool] = []

    def reach(_number: int) -> None:
        with only_one(services.db.engine, "index") as is_ours:
            held.append(is_ours)
            everybody_asked.wait()

    everybody_asked = threading.Barrier(10)
    assert not [problem for problem in all_at_once(reach, 10) if problem]
    assert sorted(held) == [False] * 9 + [True]

    with services.begin(Actor.operator()) as uow:
        uow.reindex("a" * 16, 1)
    with only_one(services.db.engine, "index"):
        assert index.drain(services.db, services.engine, lambda _session, _ids: {}) == 0
    assert index.drain(services.db, services.engine, lambda _session, _ids: {}) == 1
