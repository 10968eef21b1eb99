"""Work to be done after a commit: a ledger of jobs in the same database; none is lost, none done for nothing.

A job's row is written in the transaction that wants it. Whoever runs it claims it by one UPDATE under a lease, does the
slow part outside any transaction, and marks it done in the very transaction that holds its effect.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlalchemy import Index, String, Table, Text, UniqueConstraint, and_, bindparam, false, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from docarchive.core.db import Base, UtcDateTime, id_column
from docarchive.kernel.ids import new_id

if TYPE_CHECKING:
    from docarchive.core.files import FileStore
    from docarchive.core.work import UnitOfWork

LEASE = timedelta(seconds=60)
_LONG = timedelta(days=7)
FIRST_PAUSE_S = 5
LONGEST_PAUSE_S = 3600

Payload = Mapping[str, Any]


class JobState(enum.StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One thing to do.

    Attributes:
        key: Names the thing and its revision; with ``kind`` unique for ever.
        attempts: Times it was begun.
        can_wait: It is done when nothing else is due, as one of many: nobody waits for this one.
        lease_until: While it runs: when others may take it over.
        holder: Who runs it; a new value for every attempt.
        error: Vietnamese sentence of the last failure.
        done_units: Progress, where the job tells it.
    """

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("kind", "key", name="uq_job_kind_key"),
        Index("ix_job_due", "state", "run_after"),
    )

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(160))
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default=JobState.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    run_after: Mapped[datetime]
    can_wait: Mapped[bool] = mapped_column(default=False, server_default=false())
    lease_until: Mapped[datetime | None]
    holder: Mapped[str | None] = mapped_column(String(80))
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None] = mapped_column(String(64))
    done_units: Mapped[int | None]
    total_units: Mapped[int | None]


class JobTools(Protocol):
    """What the slow part of a job may use."""

    files: FileStore

    def progress(self, done: int, total: int) -> None:
        """Show how far the job is."""

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work that cannot change anything."""

    def noting(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work of its own, committed at once: for what others must know before the slow part begins."""


Prepare = Callable[[Payload, JobTools], Any]
Finish = Callable[["UnitOfWork", Payload, Any], None]
GiveUp = Callable[["UnitOfWork", Payload, str], None]


@dataclass(frozen=True)
class Handler:
    """How jobs of one kind are done.

    Attributes:
        prepare: The slow part, without a transaction; its value goes to ``finish``.
        finish: The effect, in one transaction with the job's end.
        give_up: Called in the transaction that records the final failure, with its Vietnamese reason.
        max_attempts: Begun this often without success, the job is laid aside for the administrator.
        label: What the job does, for the administrator's page.
        can_wait: Nobody waits for it: it is done when nothing else is due.
    """

    kind: str
    finish: Finish
    prepare: Prepare | None = None
    give_up: GiveUp | None = None
    max_attempts: int = 5
    label: str = ""
    can_wait: bool = False


def handler(
    kind: str,
    *,
    prepare: Prepare | None = None,
    give_up: GiveUp | None = None,
    max_attempts: int = 5,
    label: str = "",
    can_wait: bool = False,
) -> Callable[[Callable[..., None]], Handler]:
    """Make a function the handler of a kind of job.

    Without ``prepare`` the function is called as ``run(uow, payload)``, with it as ``finish(uow, payload, value)``.
    """

    def wrap(function: Callable[..., None]) -> Handler:
        def finish_only(uow: UnitOfWork, payload: Payload, _value: object) -> None:
            function(uow, payload)

        finish = function if prepare else finish_only
        return Handler(kind, finish, prepare, give_up, max_attempts, label or kind, can_wait)

    return wrap


_JOBS = cast("Table", Job.__table__)
_ADD = {
    is_postgresql: kind.insert(_JOBS).on_conflict_do_nothing(index_elements=["kind", "key"])
    for is_postgresql, kind in ((True, postgresql), (False, sqlite))
}


def enqueue(
    session: Session, kind: str, key: str, payload: Mapping[str, object], now: datetime, due: datetime | None = None,
    *, can_wait: bool = False,
) -> None:  # fmt: skip
    """Add a job in the caller's transaction; a kind and key that are known already add nothing.

    Args:
        due: Not to be begun before; None: at once.
        can_wait: Done when nothing else is due, whatever its kind.
    """
    session.flush()
    session.connection().execute(
        _ADD[session.get_bind().dialect.name == "postgresql"],
        {
            "id": new_id(), "kind": kind, "key": key, "payload": json.dumps(payload, ensure_ascii=False),
            "state": JobState.WAITING, "attempts": 0, "created_at": now, "run_after": due or now,
            "can_wait": can_wait,
        },
    )  # fmt: skip


def _due(now: Any) -> Any:
    return or_(
        and_(Job.state == JobState.WAITING, Job.run_after <= now),
        and_(Job.state == JobState.RUNNING, Job.lease_until < now),
    )


def count_due(session: Session, now: datetime, limit: int) -> int:
    """Count the jobs to be run now, up to a limit."""
    return len(session.scalars(select(Job.id).where(_due(now)).limit(limit)).all())


def holding_processes(session: Session) -> set[str]:
    """Name the processes that hold jobs: what stands before the colon of ``Job.holder``."""
    holders = session.scalars(select(Job.holder).where(Job.state == JobState.RUNNING))
    return {holder.partition(":")[0] for holder in holders if holder}


@dataclass(frozen=True)
class Claim:
    """A job somebody holds the lease of."""

    id: str
    kind: str
    key: str
    payload: Payload
    attempts: int
    holder: str


def claim(session: Session, holder: str, now: datetime, can_wait: Collection[str] = ()) -> Claim | None:
    """Take the job that has been due longest, those that can wait last; None: there is none. The caller commits.

    Many may ask at the same time: each looks past the rows that others are just taking.

    Args:
        can_wait: Kinds of which all can wait.
    """
    given = {"at": now, "until": now + LEASE, "by": holder}
    row = session.connection().execute(_claiming(frozenset(can_wait)), given).first()
    return Claim(row.id, row.kind, row.key, json.loads(row.payload), row.attempts, holder) if row else None


@lru_cache
def _claiming(can_wait: frozenset[str]) -> Any:
    """The UPDATE that claims; made once, it is asked for all day."""
    longest = (
        select(Job.id)
        .where(_due(bindparam("at", type_=UtcDateTime())))
        .order_by(or_(Job.can_wait, Job.kind.in_(sorted(can_wait))), Job.run_after, Job.created_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(_JOBS)
        .where(_JOBS.c.id == longest.scalar_subquery())
        .values(
            state=JobState.RUNNING, attempts=_JOBS.c.attempts + 1, lease_until=bindparam("until"),
            holder=bindparam("by"), done_units=None, total_units=None,
        )
        .returning(_JOBS.c.id, _JOBS.c.kind, _JOBS.c.key, _JOBS.c.payload, _JOBS.c.attempts)
    )  # fmt: skip


@lru_cache
def _changing(names: tuple[str, ...]) -> Any:
    held = and_(_JOBS.c.id == bindparam("of"), _JOBS.c.state == JobState.RUNNING, _JOBS.c.holder == bindparam("by"))
    return update(_JOBS).where(held).values({name: bindparam(f"to_{name}") for name in names})


def _change(session: Session, claim: Claim, **values: object) -> bool:
    given = {"of": claim.id, "by": claim.holder, **{f"to_{name}": value for name, value in values.items()}}
    return bool(session.connection().execute(_changing(tuple(values)), given).rowcount)


def renew(session: Session, claim: Claim, now: datetime) -> bool:
    """Keep the lease; False where it was lost. The caller commits."""
    return _change(session, claim, lease_until=now + LEASE)


def show_progress(session: Session, claim: Claim, done: int, total: int) -> bool:
    """Write how far the job is. The caller commits."""
    return _change(session, claim, done_units=done, total_units=total)


def mark_done(session: Session, claim: Claim, now: datetime) -> bool:
    """End the job in the transaction of its effect; False means the lease was lost and the effect must be undone."""
    return _change(session, claim, state=JobState.DONE, finished_at=now, lease_until=None, error=None, error_code=None)


def mark_retry(session: Session, claim: Claim, now: datetime, reason: str, code: str) -> bool:
    """Put the job back for a later attempt, each pause twice as long as the one before."""
    pause_s = min(FIRST_PAUSE_S * 2 ** (claim.attempts - 1), LONGEST_PAUSE_S)
    due = now + timedelta(seconds=pause_s)
    return _change(
        session, claim, state=JobState.WAITING, run_after=due, lease_until=None, error=reason, error_code=code
    )


def mark_failed(session: Session, claim: Claim, now: datetime, reason: str, code: str) -> bool:
    """Lay the job aside until the administrator has it tried again."""
    return _change(
        session, claim, state=JobState.FAILED, finished_at=now, lease_until=None, error=reason, error_code=code
    )


def retry(job: Job, now: datetime) -> None:
    """Have a failed job tried again from the start."""
    job.state = JobState.WAITING
    job.attempts = 0
    job.run_after = now
    job.finished_at = None
    job.lease_until = None


def release(session: Session, process: str, now: datetime) -> int:
    """Free the jobs of a process known to be dead, without waiting for their leases. The caller commits.

    They are due at once even where the clock they were claimed by, or this one, is put back afterwards.
    """
    statement = (
        update(Job)
        .where(Job.state == JobState.RUNNING, Job.holder.startswith(f"{process}:", autoescape=True))
        .values(lease_until=now - _LONG)
        .execution_options(synchronize_session=False)
    )
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
