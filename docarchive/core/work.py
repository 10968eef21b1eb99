"""The unit of work: everything one request, command or job changes, committed once by whoever opened it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from docarchive.core import audit, index, jobs, locks
from docarchive.core.actor import Actor
from docarchive.core.clock import Clock
from docarchive.core.db import Database
from docarchive.core.files import FileStore
from docarchive.core.mandates import Matter
from docarchive.kernel.errors import NotAllowedError

EventHandler = Callable[["UnitOfWork", Any], None]
EventHandlers = Mapping[type, tuple[EventHandler, ...]]


class UnitOfWork:
    """A change under way: rows, audit entries, jobs and index changes stand or fall together.

    Attributes:
        session: Where rows are read and added; services never commit it.
        actor: Who acts.
        now: When, aware, in UTC; the same moment for the whole unit.
        files: Where bytes are kept.
    """

    def __init__(
        self, session: Session, actor: Actor, now: datetime, files: FileStore, handlers: EventHandlers | None = None
    ) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.files = files
        self._handlers = {} if handlers is None else handlers  # empty or not is found out when something is emitted
        self._after_commit: list[Callable[[], None]] = []
        self._afterwards: list[object] = []
        self._consequences = 0
        self._tell: Callable[[UnitOfWork, object], None] = lambda _unit, _event: None
        self._wake: Callable[[UnitOfWork], None] = lambda _unit: None
        self.has_jobs = False
        self.has_index_changes = False

    def require(self, allowed: bool, why: str = "") -> None:  # noqa: FBT001 - reads as a sentence: require(can_send(…))
        """Go on only if a policy said yes.

        Raises:
            NotAllowedError: It said no; ``why`` is the Vietnamese sentence shown.
        """
        if not allowed:
            raise NotAllowedError(why) if why else NotAllowedError()

    def within_mandate(self, matter: Matter, field: str) -> None:
        """Go on only where the authorisation one stands in by covers a field of work; whoever is himself goes on.

        Raises:
            NotAllowedError: It does not.
        """
        why = "" if self._consequences else self.actor.why_not(matter, field)
        self.require(not why, why)

    def alone(self, name: str) -> None:
        """Wait until no other unit of work that said this name is under way; held until this one ends.

        For rules that look at other rows: look after it, not before.
        """
        locks.alone(self.session, name)

    def record(self, action: str, subject: str, **detail: object) -> None:
        """Write an audit entry: what was done (past tense, ``letter.sent``) to the thing with this id.

        Of who stands in for another it also says for whom.

        Raises:
            NotAllowedError: He stands in by an authorisation that does not cover the act. What follows from an act of
                his, told by an event, is none of his own.
        """
        if self.actor.mandate is not None and not self._consequences:
            why = self.actor.mandate.why_not_act(action)
            self.require(not why, why)
        if self.actor.substitute_id:
            detail["on_behalf_of"] = self.actor.user_id
        audit.append(self.session, self.actor, self.now, action, subject, detail)

    def emit(self, event: object) -> None:
        """Tell whoever listens, at once and in this transaction; ``wiring`` lists the listeners."""
        self._consequences += 1
        try:
            for handle in self._handlers.get(type(event), ()):
                handle(self, event)
        finally:
            self._consequences -= 1

    def afterwards(self, event: object) -> None:
        """Tell whoever listens once this unit has ended, in a unit of its own; also, and above all, when it is undone.

        For what must be remembered of a change that was refused.
        """
        self._afterwards.append(event)

    def enqueue(self, kind: str, key: str, **payload: object) -> None:
        """Have something done after the commit; a kind and key are done once, however often they are enqueued."""
        jobs.enqueue(self.session, kind, key, payload, self.now)
        self.has_jobs = True

    def enqueue_behind(self, kind: str, key: str, **payload: object) -> None:
        """Have something done after the commit, when nothing else is due: for one of many, which nobody waits for."""
        jobs.enqueue(self.session, kind, key, payload, self.now, can_wait=True)
        self.has_jobs = True

    def enqueue_at(self, due: datetime, kind: str, key: str, **payload: object) -> None:
        """Have something done after the commit, and not before a moment."""
        jobs.enqueue(self.session, kind, key, payload, self.now, due)
        self.has_jobs = True

    def reindex(self, document_id: str, revision: int) -> None:
        """Have the search index follow this document's new revision after the commit."""
        index.note_change(self.session, document_id, revision, self.now)
        self.has_index_changes = True

    def after_commit(self, call: Callable[[], None]) -> None:
        """Call something once the change is safe; it must not fail and is not called after a crash."""
        self._after_commit.append(call)

    def commit(self) -> None:
        """Make it all permanent; only for whoever opened the unit."""
        self.session.commit()
        calls, self._after_commit = self._after_commit, []
        for call in calls:
            call()
        self._wake(self)
        self.has_jobs = self.has_index_changes = False
        self._tell_afterwards()

    def rollback(self) -> None:
        """Undo it all; only for whoever opened the unit."""
        self.session.rollback()
        self._after_commit.clear()
        self.has_jobs = self.has_index_changes = False
        self._tell_afterwards()

    def on_commit_wake(self, wake: Callable[[UnitOfWork], None]) -> None:
        """Set who is told after every commit; for whoever opens units."""
        self._wake = wake

    def on_end_tell(self, tell: Callable[[UnitOfWork, object], None]) -> None:
        """Set how events of ``afterwards`` are told; for whoever opens units."""
        self._tell = tell

    def _tell_afterwards(self) -> None:
        events, self._afterwards = self._afterwards, []
        for event in events:
            self._tell(self, event)


@dataclass
class Work:
    """Opens units of work on one instance.

    Attributes:
        handlers: Event type → who listens.
        wake_jobs: Called after a commit that enqueued jobs.
        wake_index: Called after a commit that changed what the index should hold.
    """

    db: Database
    files: FileStore
    clock: Clock
    handlers: EventHandlers = field(default_factory=dict)
    wake_jobs: Callable[[], None] = lambda: None
    wake_index: Callable[[], None] = lambda: None

    def open(self, actor: Actor, *, writes: bool = True) -> UnitOfWork:
        """Open a unit that the caller commits and closes (``unit.session.close()``)."""
        unit = UnitOfWork(self.db.session(writes=writes), actor, self.clock(), self.files, self.handlers)
        unit.on_commit_wake(self._wake)
        unit.on_end_tell(self._tell)
        return unit

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a unit, commit it at the end of the block, undo it when the block raises."""
        unit = self.open(actor)
        try:
            yield unit
            unit.commit()
        except BaseException:
            unit.rollback()
            raise
        finally:
            unit.session.close()

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a unit that cannot change anything."""
        unit = self.open(actor, writes=False)
        try:
            yield unit
        finally:
            unit.session.close()

    def _tell(self, unit: UnitOfWork, event: object) -> None:
        with self.begin(unit.actor) as another:
            another.emit(event)

    def _wake(self, unit: UnitOfWork) -> None:
        if unit.has_jobs:
            self.wake_jobs()
        if unit.has_index_changes:
            self.wake_index()
