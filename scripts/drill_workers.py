"""Kills, freezes and cuts off worker processes on PostgreSQL at random, then counts: every job done exactly once.

usage: python -m scripts.drill_workers [--minutes 10] [--jobs 1000] [--workers 4] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import func, make_url, select

from docarchive import wiring
from docarchive.core import audit, jobs, migrate
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.settings import Settings
from scripts import servers
from scripts.servers import postgresql

THREADS = 2
DONE = "drill.done"
# Longer than a lease: what was held is taken over meanwhile, and the late one must leave no trace.
FREEZE_S = jobs.LEASE.total_seconds() * 1.3


def prepare(payload: jobs.Payload, _tools: jobs.JobTools) -> None:
    """Take as long as reading a file may take, outside any transaction."""
    time.sleep(payload["seconds"])


@jobs.handler("drill.job", prepare=prepare, max_attempts=100_000)
def finish(uow: UnitOfWork, payload: jobs.Payload, _value: None) -> None:
    """Leave one entry in the audit log, slowly enough to be killed in the open transaction."""
    uow.record(DONE, str(payload["n"]))
    uow.session.flush()
    time.sleep(0.05)


def be_a_worker(home: Path) -> None:
    """Run jobs until killed."""
    services = wiring.build(Settings.from_environ(home))
    runner = JobRunner(services.work, {finish.kind: finish}, home, THREADS)
    runner.start()
    while True:
        time.sleep(60)


class Crew:
    """The worker processes, and what befalls them."""

    def __init__(self, home: Path, count: int, dice: random.Random) -> None:
        self._home = home
        self._dice = dice
        self._workers = [self._start() for _ in range(count)]
        self._frozen: dict[int, float] = {}
        self.events: Counter[str] = Counter()

    def strike(self, server: psycopg.Connection[Any], database: str) -> None:
        """Let one misfortune happen."""
        self.thaw()
        place = self._dice.randrange(len(self._workers))
        worker = self._workers[place]
        fate = self._dice.random()
        if fate < 0.8:
            self._frozen.pop(worker.pid, None)
            worker.kill()
            worker.wait()
            self._workers[place] = self._start()
            self.events["killed"] += 1
        elif fate < 0.9 and worker.pid not in self._frozen:
            worker.send_signal(signal.SIGSTOP)
            self._frozen[worker.pid] = time.monotonic() + FREEZE_S
            self.events["frozen"] += 1
        else:
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s ORDER BY random() LIMIT 1"
            server.execute(cut, (database,))
            self.events["cut off"] += 1

    def end(self) -> None:
        """Kill everybody."""
        for worker in self._workers:
            worker.kill()
            worker.wait()

    def thaw(self) -> None:
        """Let those go on whose time is over."""
        for pid in [pid for pid, until in self._frozen.items() if until < time.monotonic()]:
            del self._frozen[pid]
            os.kill(pid, signal.SIGCONT)

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "scripts.drill_workers", "--be-a-worker", str(self._home)]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def drill(services: Services, crew: Crew, minutes: float, server: psycopg.Connection[Any], dice: random.Random) -> None:
    """Strike again and again, then leave the crew in peace until nothing waits."""
    database = services.db.engine.url.database or ""
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end and left(services):
        time.sleep(dice.uniform(1, 4))
        crew.strike(server, database)
    patience = time.monotonic() + 600
    while left(services):
        if time.monotonic() > patience:
            raise TimeoutError("jobs are still waiting")
        crew.thaw()
        time.sleep(1)


def left(services: Services) -> int:
    """Count the jobs that are not done."""
    try:
        with services.db.reading() as session:
            return session.scalar(select(func.count()).where(Job.state != JobState.DONE)) or 0
    except Exception:  # our own connection may be the one that was cut off
        return 1


def count(services: Services, wanted: int) -> dict[str, int]:
    """Compare what was to be done with what was done."""
    with services.db.reading() as session:
        times = Counter(session.scalars(select(AuditEvent.subject).where(AuditEvent.action == DONE)))
        attempts = session.scalar(select(func.sum(Job.attempts))) or 0
        verdict = audit.verify(session)
    return {
        "jobs": wanted,
        "done": len(times),
        "lost": wanted - len(times),
        "twice": sum(many > 1 for many in times.values()),
        "attempts": int(attempts),
        "audit_broken": int(not verdict.is_whole),
    }


def main() -> int:
    """Run the drill and print what it counted."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--minutes", type=float, default=10)
    ask.add_argument("--jobs", type=int, default=1000)
    ask.add_argument("--workers", type=int, default=4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--be-a-worker", type=Path, default=None, help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.be_a_worker:
        be_a_worker(given.be_a_worker)
    url = make_url(servers.url_of("postgresql") or postgresql.start(servers.FOLDER / "postgresql"))
    name = f"drill_{os.getpid()}"
    dice = random.Random(given.seed)  # noqa: S311 - moments, not secrets
    with (
        tempfile.TemporaryDirectory() as folder,
        psycopg.connect(postgresql.plain(url.render_as_string(hide_password=False)), autocommit=True) as server,
    ):
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        home = Path(folder)
        ours = url.set(database=name).render_as_string(hide_password=False)
        (home / "docarchive.toml").write_text(f'database_url = "{ours}"\n', "ascii")
        services = wiring.build(Settings.from_environ(home))
        migrate.upgrade(services.db)
        # Seven tenths of the time for work done in vain.
        mean_s = 0.7 * 60 * given.minutes * given.workers * THREADS / given.jobs
        with services.begin(Actor.operator()) as uow:
            for number in range(given.jobs):
                uow.enqueue("drill.job", str(number), n=number, seconds=dice.uniform(0.2, 1.8) * mean_s)
        begun = time.monotonic()
        crew = Crew(home, given.workers, dice)
        try:
            drill(services, crew, given.minutes, server, dice)
        finally:
            crew.end()
        counted = {**count(services, given.jobs), **crew.events, "seconds": round(time.monotonic() - begun)}
        services.db.close()
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    print(json.dumps(counted))
    return int(any(counted[fault] for fault in ("lost", "twice", "audit_broken")))


if __name__ == "__main__":
    sys.exit(main())
