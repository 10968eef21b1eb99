"""kill -9 at random moments: afterwards every job is done, exactly once, and the audit chain is whole."""

from __future__ import annotations

import random
import time
from multiprocessing.process import BaseProcess

import pytest
from sqlalchemy import func, select

from docarchive.accounts.models import Agency
from docarchive.core import audit
from docarchive.core.actor import Actor
from docarchive.core.clock import system_clock
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from tests import processes
from tests.core import killed_worker

JOBS = 40


@pytest.mark.slow
def test_a_worker_killed_again_and_again_loses_nothing_and_does_nothing_twice(services: Services) -> None:
    services.clock = services.work.clock = system_clock
    with services.begin(Actor.operator()) as uow:
        for number in range(JOBS):
            uow.enqueue("test.slow", str(number), n=number)
    moments = random.Random(7)  # noqa: S311 - the same moments every time
    kills = 0

    while _left(services):
        worker = processes.start(killed_worker.main, str(services.settings.home))
        try:
            _wait_for_progress(services, worker, moments.uniform(0.2, 1.0))
        finally:
            worker.kill()
            worker.join()
        kills += 1
        assert kills < 30

    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == JOBS
        assert audit.verify(session).is_whole
        assert audit.head(session)[0] == JOBS
    assert kills >= 2


def _left(services: Services) -> int:
    with services.db.reading() as session:
        return session.scalar(select(func.count()).select_from(Job).where(Job.state != JobState.DONE)) or 0


def _wait_for_progress(services: Services, worker: BaseProcess, seconds: float) -> None:
    """Let the worker start, do something, and work on for a random while."""
    before, end = _left(services), time.monotonic() + 90  # a busy machine starts processes slowly
    while _left(services) == before:
        assert worker.is_alive()
        assert time.monotonic() < end, "the worker does nothing"
        time.sleep(0.02)
    time.sleep(seconds)
