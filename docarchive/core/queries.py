"""The job ledger and the audit log as the administrator's pages read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from docarchive.core.audit import AuditDetail, AuditEvent
from docarchive.core.jobs import Job, JobState
from docarchive.kernel.errors import NotFoundError


@dataclass(frozen=True)
class JobFilter:
    """Which jobs to list; empty: all."""

    state: str = ""
    kind: str = ""


def job(session: Session, job_id: str) -> Job:
    """Find a job.

    Raises:
        NotFoundError: There is none.
    """
    found = session.get(Job, job_id)
    if found is None:
        raise NotFoundError
    return found


def job_counts(session: Session) -> dict[str, int]:
    """Count jobs by state; states without a job are there with 0."""
    counts = dict(session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
    return {state.value: counts.get(state.value, 0) for state in JobState}


def job_kinds(session: Session) -> list[str]:
    """List the kinds there are jobs of."""
    return list(session.scalars(select(Job.kind).distinct().order_by(Job.kind)))


def count_jobs(session: Session, wanted: JobFilter) -> int:
    """Count the jobs a filter lets through."""
    return session.scalar(select(func.count()).select_from(Job).where(*_job_conditions(wanted))) or 0


def jobs_listed(session: Session, wanted: JobFilter, offset: int, limit: int) -> Sequence[Job]:
    """List jobs, the latest first."""
    statement = select(Job).where(*_job_conditions(wanted)).order_by(Job.created_at.desc(), Job.id)
    return session.scalars(statement.offset(offset).limit(limit)).all()


def failed_jobs(session: Session, wanted: JobFilter) -> Sequence[Job]:
    """List the failed jobs a filter lets through."""
    return session.scalars(select(Job).where(*_job_conditions(wanted), Job.state == JobState.FAILED)).all()


def _job_conditions(wanted: JobFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(Job.state == wanted.state)
    if wanted.kind:
        conditions.append(Job.kind == wanted.kind)
    return conditions


@dataclass(frozen=True)
class AuditFilter:
    """Which entries to list; empty fields let all through.

    Attributes:
        actor: Id of a person, or ``operator``, ``system``, ``stranger``.
        action: Beginning of what was done: ``document.``
        subject: Id of what it was done to.
        since: First moment.
        until: First moment no longer wanted.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class AuditRow:
    """An entry with its detail."""

    seq: int
    at: datetime
    actor: str
    actor_name: str
    action: str
    subject: str
    detail: str
    hash: str


def count_entries(session: Session, wanted: AuditFilter) -> int:
    """Count the entries a filter lets through."""
    return session.scalar(select(func.count()).select_from(AuditEvent).where(*_conditions(wanted))) or 0


def entries(session: Session, wanted: AuditFilter, offset: int, limit: int) -> list[AuditRow]:
    """List entries, the latest first."""
    statement = _rows(wanted).order_by(AuditEvent.seq.desc()).offset(offset).limit(limit)
    return [AuditRow(*row) for row in session.execute(statement)]


def all_entries(session: Session, wanted: AuditFilter) -> Iterator[AuditRow]:
    """Give every entry a filter lets through, the earliest first, without holding them all in memory."""
    statement = _rows(wanted).order_by(AuditEvent.seq).execution_options(yield_per=1000)
    for row in session.execute(statement):
        yield AuditRow(*row)


def actions(session: Session) -> list[str]:
    """List everything that was ever done."""
    return list(session.scalars(select(AuditEvent.action).distinct().order_by(AuditEvent.action)))


def _rows(wanted: AuditFilter) -> Select[int, datetime, str, str, str, str, str, str]:
    return (
        select(
            AuditEvent.seq,
            AuditEvent.at,
            AuditEvent.actor,
            AuditDetail.actor_name,
            AuditEvent.action,
            AuditEvent.subject,
            AuditDetail.detail,
            AuditEvent.hash,
        )
        .join(AuditDetail, AuditDetail.seq == AuditEvent.seq)
        .where(*_conditions(wanted))
    )


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor:
        conditions.append(AuditEvent.actor == wanted.actor)
    if wanted.action:
        conditions.append(AuditEvent.action.startswith(wanted.action, autoescape=True))
    if wanted.subject:
        conditions.append(AuditEvent.subject == wanted.subject)
    if wanted.since:
        conditions.append(AuditEvent.at >= wanted.since)
    if wanted.until:
        conditions.append(AuditEvent.at < wanted.until)
    return conditions
