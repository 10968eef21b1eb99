"""Signs of life of the processes that run jobs, and notes of what upkeep found last; for the administrator's page."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import JSON, String, delete, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from docarchive.core.db import Base, Database
from docarchive.core.jobs import Job, JobState

log = structlog.get_logger(__name__)

SHOWN_EVERY = timedelta(seconds=30)
ALIVE = timedelta(seconds=90)
_FORGOTTEN_AFTER = timedelta(days=1)


class WorkerSign(Base):
    """A process that runs jobs, as it last showed itself.

    Attributes:
        name: As in ``Job.holder``.
        threads: Jobs it runs at the same time.
    """

    __tablename__ = "worker_sign"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    host: Mapped[str] = mapped_column(String(80))
    process_id: Mapped[int]
    threads: Mapped[int]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class UpkeepNote(Base):
    """What upkeep found last: ``backup``, ``engine.check``, ``engine.rebuild``, ``audit.verify``, ``scans``."""

    __tablename__ = "upkeep_note"

    what: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    found: Mapped[dict[str, Any]] = mapped_column(JSON)


def show(session: Session, name: str, threads: int, now: datetime) -> None:
    """Show that a process of ours lives, and forget those not seen for a day. The caller commits."""
    session.execute(delete(WorkerSign).where(WorkerSign.seen_at < now - _FORGOTTEN_AFTER))
    sign = session.get(WorkerSign, name)
    if sign is None:
        sign = WorkerSign(name=name, host=socket.gethostname()[:80], process_id=os.getpid(), started_at=now)
        session.add(sign)
    sign.threads, sign.seen_at = threads, now


def leave(session: Session, name: str) -> None:
    """Take the sign of a process away that ends in peace. The caller commits."""
    session.execute(delete(WorkerSign).where(WorkerSign.name == name))


def workers(session: Session) -> Sequence[tuple[WorkerSign, int]]:
    """List the processes seen within a day with the jobs each holds, by machine and start."""
    prefix = func.substr(Job.holder, 1, func.length(WorkerSign.name) + 1)
    held = (
        select(func.count())
        .where(Job.state == JobState.RUNNING, prefix == WorkerSign.name + ":")
        .correlate(WorkerSign)
        .scalar_subquery()
    )
    rows = session.execute(select(WorkerSign, held).order_by(WorkerSign.host, WorkerSign.started_at, WorkerSign.name))
    return [(sign, count) for sign, count in rows]


def note(db: Database, what: str, now: datetime, **found: object) -> None:
    """Note what upkeep found; a database that takes no changes just now must not make the upkeep fail."""
    try:
        with db.session() as session:
            session.merge(UpkeepNote(what=what, at=now, found=found))
            session.commit()
    except DBAPIError as problem:
        log.warning("upkeep was not noted", what=what, cause=str(problem))


def notes(session: Session) -> dict[str, UpkeepNote]:
    """Give the notes there are, by what was done."""
    return {each.what: each for each in session.scalars(select(UpkeepNote))}
