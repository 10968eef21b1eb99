"""kill -9 of a real worker at each step of taking a packet in: afterwards each is there, once, with its receipt."""

from __future__ import annotations

import signal

import pytest
from sqlalchemy import func, select

from docarchive.core import audit
from docarchive.core.clock import system_clock
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.delivery import proofs
from docarchive.delivery.models import Arrival, Posting
from docarchive.delivery.queries.proving import of_posting
from docarchive.delivery.states import PostingState
from tests import processes
from tests.delivery import killed_worker
from tests.delivery.factories import make_pair, post_one
from tests.delivery.killed_worker import STEPS


def work(services: Services, step: str) -> int | None:
    """Let a worker work; gives how it ended."""
    values = {"DOCARCHIVE_SEARCH_URL": "memory:", "DOCARCHIVE_SECRET_KEY": "only for tests"}
    worker = processes.start(killed_worker.main, str(services.settings.home), step, **values)
    worker.join(120)
    return worker.exitcode


@pytest.mark.slow
def test_a_worker_killed_at_any_step_loses_nothing_and_doubles_nothing(services: Services) -> None:
    services.clock = services.work.clock = system_clock
    pair = make_pair(services)
    posted = []
    for step in STEPS:
        posted += [post_one(services, pair), post_one(services, pair)]
        assert work(services, step) == -signal.SIGKILL, step
    assert work(services, "never") == 0

    with services.db.reading() as session:
        arrivals = session.scalars(select(Arrival.message_id)).all()
        postings = session.scalars(select(Posting)).all()
        running = session.scalar(select(func.count()).select_from(Job).where(Job.state == JobState.RUNNING))
        assert audit.verify(session).is_whole
    assert sorted(arrivals) == sorted(one.message_id for one in posted)
    assert {one.state for one in postings} == {PostingState.DELIVERED}
    assert all(proofs.judge(of_posting(one), system_clock()).holds for one in postings)
    assert running == 0
