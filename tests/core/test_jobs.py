"""Jobs: none is lost, none is done twice, and a failure says why."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.core import jobs
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Handler, Job, JobState
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, UnavailableError
from tests.conftest import NOON, FixedClock


def runner(services: Services, *handlers: Handler) -> JobRunner:
    return JobRunner(services.work, {one.kind: one for one in handlers}, services.settings.home)


def enqueue(services: Services, kind: str = "test.note", key: str = "1", **payload: object) -> None:
    with services.begin(Actor.operator()) as uow:
        uow.enqueue(kind, key, **payload)


def the_job(services: Services) -> Job:
    with services.db.reading() as session:
        return session.scalars(select(Job)).one()


@jobs.handler("test.note", label="Ghi thử")
def note(uow: UnitOfWork, payload: jobs.Payload) -> None:
    uow.session.add(Agency(code=f"Y{payload.get('n', 1):02}", name="Do việc nền thêm"))


def failing(error: Exception, **values: Any) -> Handler:
    @jobs.handler("test.note", **values)
    def fail(_uow: UnitOfWork, _payload: jobs.Payload) -> None:
        raise error

    return fail


def test_a_job_is_done_once_however_often_it_is_enqueued(services: Services) -> None:
    for _ in range(3):
        enqueue(services)

    first, second = runner(services, note).run_due(), runner(services, note).run_due()

    assert (first, second) == (1, 0)
    assert the_job(services).state == JobState.DONE


def test_what_can_wait_is_done_when_nothing_else_is_due(services: Services) -> None:
    order: list[str] = []

    @jobs.handler("test.slow", can_wait=True)
    def slow(_uow: UnitOfWork, _payload: jobs.Payload) -> None:
        order.append("slow")

    @jobs.handler("test.note")
    def quick(_uow: UnitOfWork, _payload: jobs.Payload) -> None:
        order.append("quick")

    enqueue(services, "test.slow")
    enqueue(services, "test.note")
    runner(services, slow, quick).run_due()

    assert order == ["quick", "slow"]


def test_one_of_many_makes_way_for_what_came_later(services: Services, clock: FixedClock) -> None:
    order: list[str] = []

    @jobs.handler("test.note")
    def written(_uow: UnitOfWork, payload: jobs.Payload) -> None:
        order.append(payload["text"])

    with services.begin(Actor.operator()) as uow:
        for number in (1, 2):
            uow.enqueue_behind("test.note", f"of many {number}", text=f"of many {number}")
    clock.now += timedelta(seconds=1)
    with services.begin(Actor.operator()) as uow:
        uow.enqueue("test.note", "letter", text="letter")
    runner(services, written).run_due()

    assert order[0] == "letter"
    assert sorted(order[1:]) == ["of many 1", "of many 2"]


def test_a_job_of_an_undone_change_never_runs(services: Services) -> None:
    with pytest.raises(ZeroDivisionError), services.begin(Actor.operator()) as uow:
        uow.enqueue("test.note", "1")
        raise ZeroDivisionError

    assert runner(services, note).run_due() == 0


def test_the_slow_part_runs_outside_any_transaction_and_tells_its_progress(services: Services) -> None:
    seen: list[tuple[int | None, int | None]] = []

    def prepare(payload: jobs.Payload, tools: jobs.JobTools) -> str:
        with services.begin(Actor.operator()) as other:
            other.session.add(Agency(code="Y98", name="Người khác vẫn ghi được"))
        tools.progress(3, 3)
        seen.append((the_job(services).done_units, the_job(services).total_units))
        return str(payload["name"])

    @jobs.handler("test.note", prepare=prepare)
    def finish(uow: UnitOfWork, _payload: jobs.Payload, value: str) -> None:
        uow.session.add(Agency(code="Y01", name=value))

    enqueue(services, name="Tên đọc được")
    runner(services, finish).run_due()

    with services.db.reading() as session:
        assert session.scalar(select(Agency.name).where(Agency.code == "Y01")) == "Tên đọc được"
    assert seen == [(3, 3)]


def test_a_failure_is_tried_again_later_and_later(services: Services, clock: FixedClock) -> None:
    enqueue(services)
    pauses = []
    for _ in range(3):
        runner(services, failing(UnavailableError("Máy tìm kiếm đang khởi động."))).run_due()
        pauses.append((the_job(services).run_after - clock.now).total_seconds())
        clock.now = the_job(services).run_after

    assert pauses == [5, 10, 20]
    assert the_job(services).error == "Máy tìm kiếm đang khởi động."
    assert the_job(services).state == JobState.WAITING


def test_after_the_last_attempt_the_job_is_laid_aside_with_its_reason(services: Services, clock: FixedClock) -> None:
    given_up: list[str] = []
    handler = failing(ValueError("lỗi"), max_attempts=2, give_up=lambda _uow, _payload, reason: given_up.append(reason))
    enqueue(services)
    for _ in range(2):
        runner(services, handler).run_due()
        clock.now += timedelta(hours=1)

    job = the_job(services)
    assert job.state == JobState.FAILED
    assert job.error is not None
    assert job.id in job.error
    assert given_up == [job.error]


def test_what_cannot_succeed_is_not_tried_again(services: Services) -> None:
    enqueue(services)

    runner(services, failing(InvalidInputError("Tệp có mật khẩu. Bỏ mật khẩu rồi nhập lại."))).run_due()

    assert the_job(services).state == JobState.FAILED
    assert the_job(services).attempts == 1


def test_the_administrator_has_it_tried_again(services: Services) -> None:
    enqueue(services)
    runner(services, failing(InvalidInputError("Sai."))).run_due()

    with services.begin(Actor.operator()) as uow:
        jobs.retry(uow.session.scalars(select(Job)).one(), uow.now)
    runner(services, note).run_due()

    assert the_job(services).state == JobState.DONE
    assert the_job(services).error is None


def test_a_job_nobody_knows_is_laid_aside(services: Services) -> None:
    enqueue(services, kind="test.unknown")

    runner(services, note).run_due()

    assert the_job(services).error_code == "unknown-job"


def test_two_that_reach_for_a_job_at_once_get_it_once(services: Services) -> None:
    enqueue(services)
    wins: list[bool] = []
    start = threading.Barrier(2)

    def reach(one: JobRunner) -> None:
        start.wait()
        wins.append(one.run_next())

    threads = [threading.Thread(target=reach, args=(runner(services, note),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(wins) == [False, True]


def test_a_lapsed_lease_is_taken_over_and_the_late_one_leaves_no_trace(services: Services, clock: FixedClock) -> None:
    enqueue(services)

    def slow(_payload: jobs.Payload, _tools: jobs.JobTools) -> None:
        clock.now += jobs.LEASE + timedelta(seconds=1)
        assert runner(services, note).run_due() == 1

    @jobs.handler("test.note", prepare=slow)
    def finish(uow: UnitOfWork, _payload: jobs.Payload, _value: None) -> None:
        uow.session.add(Agency(code="Y99", name="Không được phép có"))

    runner(services, finish).run_due()

    with services.db.reading() as session:
        assert session.scalars(select(Agency.code)).all() == ["Y01"]
    assert the_job(services).attempts == 2


def test_a_job_that_kills_its_process_is_laid_aside_in_the_end(services: Services, clock: FixedClock) -> None:
    enqueue(services)
    for _ in range(note.max_attempts):
        with services.db.session() as session:
            assert jobs.claim(session, "dead:1", clock.now)
            session.commit()
        clock.now += jobs.LEASE + timedelta(seconds=1)

    runner(services, note).run_due()

    assert the_job(services).error_code == "crashed"


def test_threads_run_what_is_enqueued_at_once(services: Services) -> None:
    one = runner(services, note)
    services.work.wake_jobs = one.wake
    one.start()
    try:
        for number in range(1, 6):
            enqueue(services, key=str(number), n=number)
        wait_until(lambda: _done(services) == 5)
    finally:
        one.stop()


def _done(services: Services) -> int:
    with services.db.reading() as session:
        return len(session.scalars(select(Job.id).where(Job.state == JobState.DONE)).all())


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.02)


def test_messages_carry_nothing_that_could_run() -> None:
    from docarchive.core.quiet import JsonSerializer

    serializer = JsonSerializer()

    assert serializer.serialize(["id", "x"]) == b'["id", "x"]'
    with pytest.raises(ValueError, match=r"Expecting value|decode"):
        serializer.deserialize(b"\x80\x04\x95")


def test_noon_is_noon(services: Services) -> None:
    enqueue(services)

    assert the_job(services).created_at == NOON
