"""kill -9 of a real worker at each step of taking a packet in: afterwards each is there, once, with its receipt."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

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
from tests.delivery.factories import make_pair, post_one
from tests.delivery.killed_worker import STEPS

ROOT = Path(__file__).resolve().parents[2]


def work(services: Services, step: str) -> int:
    """Let a worker work; gives how it ended."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "DOCARCHIVE_SEARCH_URL": "memory:",
        "DOCARCHIVE_SECRET_KEY": "only for tests",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.delivery.killed_worker", str(services.settings.home), step]
    return subprocess.run(command, env=environment, timeout=120, check=False).returncode  # noqa: S603


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
