"""Runs the ledger's jobs on Huey's threads; Huey may forget everything, the ledger forgets nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog
from huey import MemoryHuey
from sqlalchemy.exc import SQLAlchemyError

from docarchive.core import jobs, signs
from docarchive.core.actor import Actor
from docarchive.core.failures import again, translated
from docarchive.core.files import FileStore
from docarchive.core.jobs import Claim, Handler
from docarchive.core.presence import presence_of
from docarchive.core.quiet import JsonSerializer, QuietConsumer
from docarchive.core.work import UnitOfWork, Work
from docarchive.kernel.errors import ConflictError, DocArchiveError, InvalidInputError, NotAllowedError, NotFoundError
from docarchive.kernel.ids import new_id

log = structlog.get_logger(__name__)

SWEEP_S = 2.0
_RENEW_S = jobs.LEASE.total_seconds() / 3
_PROGRESS_S = 0.5
# Trying again cannot help where the thing itself is wrong.
_FINAL = (InvalidInputError, NotFoundError, NotAllowedError)


class LostLeaseError(ConflictError):
    """Somebody else took the job over; what was done here is undone."""

    code = "lost-lease"

    def __init__(self) -> None:
        super().__init__("Việc này đã được tiến trình khác nhận.")


class _Tools:
    """What ``prepare`` is handed."""

    def __init__(self, runner: JobRunner, claim: Claim) -> None:
        self.files: FileStore = runner.work.files
        self._runner = runner
        self._claim = claim
        self._shown_at = 0.0

    def progress(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self._shown_at < _PROGRESS_S:
            return
        self._shown_at = time.monotonic()
        with self._runner.work.db.session() as session:
            jobs.show_progress(session, self._claim, done, total)
            session.commit()

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        return self._runner.work.reading(Actor.system())

    def noting(self) -> AbstractContextManager[UnitOfWork]:
        return self._runner.work.begin(Actor.system())


class JobRunner:
    """Finds due jobs every two seconds, or when woken, and has them run by threads of this process.

    Many processes, on many machines, may do this on one database: a job is claimed by one of them, under a lease that
    is renewed while it runs. The jobs of a process that is known to be dead are freed at once.
    """

    def __init__(
        self,
        work: Work,
        handlers: Mapping[str, Handler],
        home: Path,
        threads: int = 1,
        plan: Callable[[UnitOfWork], None] | None = None,
    ) -> None:
        self.work = work
        self._plan = plan
        self._handlers = handlers
        self._name = new_id()
        self._presence = presence_of(work.db, home / "run", self._name)
        self._threads = threads
        self._huey = MemoryHuey("docarchive", serializer=JsonSerializer(), results=False)
        self._task = self._huey.task()(self._take_turns)
        self._consumer = QuietConsumer(
            self._huey, workers=threads, periodic=False, initial_delay=0.02, max_delay=0.2, check_worker_health=False
        )
        self._busy = 0
        self._shown_until = 0.0
        self._running: dict[str, Claim] = {}
        self._guard = threading.Lock()
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep_on, name="job-sweep", daemon=True)
        self._renewer = threading.Thread(target=self._renew_on, name="job-lease", daemon=True)
        logging.getLogger("huey").setLevel(logging.WARNING)

    def start(self) -> None:
        """Begin to look for jobs."""
        self._consumer.start()
        self._sweeper.start()
        self._renewer.start()

    def wake(self) -> None:
        """Look for jobs now."""
        self._woken.set()

    def stop(self) -> None:
        """Take no further jobs and wait for those at hand; what does not end in time is freed for others."""
        self._stopped.set()
        self._woken.set()
        self._consumer.stop(graceful=True)
        self._sweeper.join(timeout=10)
        self._renewer.join(timeout=10)
        self._presence.leave()
        self._take_sign_away()

    def run_due(self) -> int:
        """Run all due jobs in this thread, one after another, until none is due; for commands and tests."""
        self._presence.announce()
        self._begin_chains()
        done = 0
        try:
            while self.run_next():
                done += 1
        finally:
            self._presence.leave()
        return done

    def run_next(self) -> bool:
        """Claim the job that has been due longest and run it to its end, good or bad; False where none is due."""
        holder = f"{self._name}:{new_id()}"
        with self.work.db.session() as session:
            claim = jobs.claim(session, holder, self.work.clock(), self._can_wait)
            session.commit()
        if claim is None:
            return False
        with self._guard:
            self._running[claim.id] = claim
        try:
            self._perform(claim)
        finally:
            with self._guard:
                self._running.pop(claim.id, None)
        return True

    def _perform(self, claim: Claim) -> None:
        structlog.contextvars.bind_contextvars(job=claim.id, job_kind=claim.kind)
        handler = self._handlers.get(claim.kind)
        try:
            if handler is None:
                self._fail(claim, None, f"Không có cách xử lý việc loại “{claim.kind}”.", "unknown-job")
            elif claim.attempts > handler.max_attempts:
                self._fail(claim, handler, f"Tiến trình dừng giữa chừng {handler.max_attempts} lần.", "crashed")
            else:
                self._do(claim, handler)
        except LostLeaseError:
            log.warning("job taken over by another process")
        except SQLAlchemyError as problem:
            log.warning("job left to its lease", cause=str(problem))
        finally:
            structlog.contextvars.unbind_contextvars("job", "job_kind")

    def _do(self, claim: Claim, handler: Handler) -> None:
        try:
            value = handler.prepare(claim.payload, _Tools(self, claim)) if handler.prepare else None
            again(lambda: self._finish(claim, handler, value))
        except LostLeaseError:
            raise
        except DocArchiveError as problem:
            self._after_failure(claim, handler, problem.message, problem.code, final=isinstance(problem, _FINAL))
        except Exception as problem:  # a bug in one job must not end the others
            ours = translated(problem)
            if ours is not None:
                log.warning("database said no", code=ours.code, cause=str(problem))
                self._after_failure(claim, handler, ours.message, ours.code, final=isinstance(ours, _FINAL))
                return
            log.exception("job failed")
            reason = f"Lỗi chương trình ({type(problem).__name__}). Xem nhật ký máy chủ với mã việc {claim.id}."
            self._after_failure(claim, handler, reason, "bug", final=False)

    def _finish(self, claim: Claim, handler: Handler, value: Any) -> None:
        with self.work.begin(Actor.system()) as unit:
            _require_lease(jobs.mark_done(unit.session, claim, unit.now))
            handler.finish(unit, claim.payload, value)

    def _after_failure(self, claim: Claim, handler: Handler, reason: str, code: str, *, final: bool) -> None:
        if final or claim.attempts >= handler.max_attempts:
            self._fail(claim, handler, reason, code)
            return
        with self.work.db.session() as session:
            jobs.mark_retry(session, claim, self.work.clock(), reason, code)
            session.commit()

    def _fail(self, claim: Claim, handler: Handler | None, reason: str, code: str) -> None:
        log.warning("job laid aside", code=code)
        with self.work.begin(Actor.system()) as unit:
            if jobs.mark_failed(unit.session, claim, unit.now, reason, code) and handler and handler.give_up:
                handler.give_up(unit, claim.payload, reason)

    @cached_property
    def _can_wait(self) -> frozenset[str]:
        return frozenset(kind for kind, handler in self._handlers.items() if handler.can_wait)

    def _take_turns(self) -> None:
        try:
            while not self._stopped.is_set() and self.run_next():
                pass
        finally:
            with self._guard:
                self._busy -= 1

    def _sweep_on(self) -> None:
        while not self._stopped.is_set():
            try:
                self._presence.announce()
                self._show_sign()
                self._free_jobs_of_the_dead()
                self._hand_out()
                self._begin_chains()
            except SQLAlchemyError as problem:  # the database may be away for a moment
                log.warning("job sweep failed", cause=str(problem))
            except Exception:  # whatever it is, the next round may do better
                log.exception("job sweep failed")
            self._woken.wait(SWEEP_S)
            self._woken.clear()

    def _begin_chains(self) -> None:
        """Have what is done every day planned, once a process: whatever ended the chain of days, it goes on."""
        if self._plan is not None:
            with self.work.begin(Actor.system()) as unit:
                self._plan(unit)
            self._plan = None

    def _show_sign(self) -> None:
        if time.monotonic() < self._shown_until:
            return
        with self.work.db.session() as session:
            signs.show(session, self._name, self._threads, self.work.clock())
            session.commit()
        self._shown_until = time.monotonic() + signs.SHOWN_EVERY.total_seconds()

    def _take_sign_away(self) -> None:
        try:
            with self.work.db.session() as session:
                signs.leave(session, self._name)
                session.commit()
        except SQLAlchemyError as problem:  # it will look dead, which it is
            log.warning("sign was left behind", cause=str(problem))

    def _hand_out(self) -> None:
        with self.work.db.reading() as session:
            due = jobs.count_due(session, self.work.clock(), limit=self._threads)
        with self._guard:
            fresh = min(due, self._threads - self._busy)
            self._busy += fresh
        for _ in range(fresh):
            self._task()

    def _free_jobs_of_the_dead(self) -> None:
        for name in self._presence.dead():
            with self.work.db.session() as session:
                freed = jobs.release(session, name, self.work.clock())
                session.commit()
            self._presence.bury(name)
            log.warning("freed the jobs of a dead process", process=name, jobs=freed)

    def _renew_on(self) -> None:
        while not self._stopped.wait(_RENEW_S):
            with self._guard:
                running = list(self._running.values())
            for claim in running:
                try:
                    with self.work.db.session() as session:
                        jobs.renew(session, claim, self.work.clock())
                        session.commit()
                except SQLAlchemyError as problem:  # the next round tries again well before the lease ends
                    log.warning("lease not renewed", cause=str(problem))


def _require_lease(held: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not held:
        raise LostLeaseError
