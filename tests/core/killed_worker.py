"""A worker for tests to kill: adds one agency per job, slowly, in two halves."""

from __future__ import annotations

import time
from pathlib import Path

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.core import jobs
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.settings import Settings


def prepare(payload: jobs.Payload, _tools: jobs.JobTools) -> str:
    """Take a while, as reading a file does."""
    time.sleep(0.02)
    return f"Y{payload['n'] // 100:02}.{payload['n']}"


@jobs.handler("test.slow", prepare=prepare, max_attempts=50)
def finish(uow: UnitOfWork, _payload: jobs.Payload, code: str) -> None:
    """Write, be slow before the commit, so that a kill falls into the open transaction, too."""
    uow.session.add(Agency(code=code, name="Một"))
    uow.session.flush()
    uow.record("test.done", code)
    time.sleep(0.02)


def main(home: str) -> None:
    """Run until killed."""
    services = wiring.build(Settings.from_environ(Path(home)))
    runner = JobRunner(services.work, {finish.kind: finish}, services.settings.home, threads=2)
    runner.start()
    time.sleep(600)
