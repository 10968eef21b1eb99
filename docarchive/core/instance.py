"""A running instance: what ``wiring`` put together and everything else is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docarchive.core.clock import Clock, system_clock
from docarchive.core.db import Database
from docarchive.core.files import FileStore
from docarchive.core.index import Everything, IndexFollower, Projection
from docarchive.core.jobs import Handler
from docarchive.core.work import UnitOfWork, Work

if TYPE_CHECKING:
    from docarchive.core.actor import Actor
    from docarchive.core.runner import JobRunner
    from docarchive.settings import Settings
    from indexer.engines.protocol import SearchEngine


@dataclass
class Services:
    """The parts of one instance.

    Attributes:
        work: Opens units of work.
        job_handlers: Kind of job → how it is done.
        project: What the index should hold of given documents.
        everything: What it should hold in all.
        plan: Plans what is done every day; called whenever a process begins to run jobs.
    """

    settings: Settings
    db: Database
    files: FileStore
    work: Work
    job_handlers: Mapping[str, Handler]
    project: Projection
    open_engine: Callable[[], SearchEngine]
    clock: Clock = system_clock
    _engine: SearchEngine | None = None
    runner: JobRunner | None = None
    follower: IndexFollower | None = None
    extensions: Mapping[str, object] = field(default_factory=dict)
    everything: Everything = lambda _session: ()
    plan: Callable[[UnitOfWork], None] = lambda _unit: None

    @property
    def engine(self) -> SearchEngine:
        """The search engine, opened when it is first asked."""
        if self._engine is None:
            self._engine = self.open_engine()
        return self._engine

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a unit of work and commit it at the end of the block."""
        with self.work.begin(actor) as unit:
            yield unit

    def start(self, *, jobs: bool = True, index: bool = True) -> None:
        """Start the threads that run jobs and follow the index."""
        if jobs:
            from docarchive.core.runner import JobRunner

            self.runner = JobRunner(
                self.work, self.job_handlers, self.settings.home, self.settings.job_threads, self.plan
            )  # fmt: skip
            self.work.wake_jobs = self.runner.wake
            self.runner.start()
        if index:
            self.follower = IndexFollower(self.db, lambda: self.engine, self.project, self.everything)
            self.work.wake_index = self.follower.wake
            self.follower.start()

    def stop(self) -> None:
        """End the threads after the work at hand and let go of everything."""
        if self.runner:
            self.runner.stop()
        if self.follower:
            self.follower.stop()
        if self._engine is not None:
            self._engine.close()
        self.db.close()
