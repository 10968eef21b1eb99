"""Reports that are being made for a reader, or were made today, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.jobs import Job, JobState
from docarchive.directions.counting import Span
from docarchive.directions.errors import ReportMakingNotFoundError
from docarchive.directions.models import Assignment, ReportMaking
from docarchive.directions.queries.figures import counted
from docarchive.directions.queries.wanted import Wanted


@dataclass(frozen=True)
class Far:
    """How far a report is.

    Attributes:
        done: Of ``total`` parts.
        error: Why it cannot be made; empty: it is made, or will be.
    """

    done: int = 0
    total: int = 0
    error: str = ""


def is_large(session: Session, actor: Actor, span: Span, today: date, within: Wanted, most: int) -> bool:
    """Whether a report counts more assignments than so many."""
    some = select(Assignment.id).where(*counted(actor, span, today, within)).limit(most + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) > most


def making(session: Session, actor: Actor, making_id: str) -> ReportMaking:
    """Find one of the actor's own.

    Raises:
        ReportMakingNotFoundError: There is none, or it is somebody else's.
    """
    found = session.get(ReportMaking, making_id)
    if found is None or found.user_id != actor.user_id:
        raise ReportMakingNotFoundError
    return found


def makings(session: Session, actor: Actor) -> Sequence[ReportMaking]:
    """The actor's own, the latest first."""
    own = ReportMaking.user_id == (actor.user_id or "")
    return session.scalars(select(ReportMaking).where(own).order_by(ReportMaking.asked_at.desc())).all()


def far(session: Session, one: ReportMaking, kind: str) -> Far:
    """How far it is, as its job says, which is of a kind."""
    job = session.scalar(select(Job).where(Job.kind == kind, Job.key == one.id))
    if job is None:
        return Far()
    error = job.error or "" if job.state == JobState.FAILED else ""
    return Far(job.done_units or 0, job.total_units or 0, error)
