"""Background work and the audit log, for the administrator."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from flask import Response
from flask.typing import ResponseReturnValue

from docarchive.accounts import audit_files as exports
from docarchive.accounts.services import upkeep
from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.people import administration
from docarchive.api.v1.people_shapes import EndedOut
from docarchive.api.v1.upkeep_shapes import (
    AuditFilterIn,
    AuditOut,
    DoneOut,
    EntryOut,
    JobFilterIn,
    JobKindIn,
    JobOut,
    JobsOut,
    MailTrialIn,
    MailTrialOut,
    StateOut,
    VerdictOut,
    WorkerOut,
)
from docarchive.core import audit, queries, state, web
from docarchive.core.web import writes_on_get
from docarchive.notices.post import post_of
from docarchive.notices.services.trying import send_trial


@bp.get("/state")
@bp.output(StateOut)
def show_state() -> StateOut:
    """Say how database, engine, workers, queue and files are doing, and what upkeep found last."""
    seen = state.look(web.services(), administration().session)
    return fields_of(
        StateOut,
        seen,
        engine=dict(seen.engine),
        index_changes=seen.waiting_changes[0],
        workers=[fields_of(WorkerOut, worker) for worker in seen.workers],
        upkeep={what: fields_of(DoneOut, done) for what, done in seen.upkeep.items()},
        worries=list(seen.worries),
    )


@bp.post("/mail/trial")
@bp.input(MailTrialIn, arg_name="wanted")
@bp.output(MailTrialOut)
def try_mail(wanted: MailTrialIn) -> MailTrialOut:
    """Send one mail at once, to see whether the office's mail server takes it."""
    uow = administration()
    message_id = send_trial(post_of(web.services()), wanted.address, uow.now)
    uow.record("mail.tried", wanted.address, taken=True)
    return MailTrialOut(to=wanted.address, message_id=message_id)


@bp.get("/jobs")
@bp.input(JobFilterIn, location="query", arg_name="wanted")
@bp.output(JobsOut)
def list_jobs(wanted: JobFilterIn) -> JobsOut:
    """List background work, the latest first."""
    session, only = administration().session, queries.JobFilter(wanted.state, wanted.kind)
    rows = queries.jobs_listed(session, only, (wanted.page - 1) * wanted.size, wanted.size)
    return JobsOut(
        total=queries.count_jobs(session, only),
        counts=queries.job_counts(session),
        jobs=[fields_of(JobOut, job) for job in rows],
    )


@bp.post("/jobs/<job_id>/retry")
@bp.output(EndedOut)
def retry_job(job_id: str) -> EndedOut:
    """Have a failed job tried again."""
    uow = administration()
    upkeep.retry_job(uow, queries.job(uow.session, job_id))
    return EndedOut(count=1)


@bp.post("/jobs/retry-failed")
@bp.input(JobKindIn, location="query", arg_name="wanted")
@bp.output(EndedOut)
def retry_failed_jobs(wanted: JobKindIn) -> EndedOut:
    """Have every failed job tried again, or those of one kind."""
    uow = administration()
    failed = queries.failed_jobs(uow.session, queries.JobFilter("", wanted.kind))
    return EndedOut(count=upkeep.retry_all(uow, failed))


@bp.get("/audit")
@bp.input(AuditFilterIn, location="query", arg_name="wanted")
@bp.output(AuditOut)
def list_entries(wanted: AuditFilterIn) -> AuditOut:
    """List audit entries, the latest first."""
    session, only = administration().session, _only(wanted)
    rows = queries.entries(session, only, (wanted.page - 1) * wanted.size, wanted.size)
    shown = [fields_of(EntryOut, row, detail=json.loads(row.detail)) for row in rows]
    return AuditOut(total=queries.count_entries(session, only), entries=shown)


@bp.get("/audit/export.<any(csv, xlsx):format_>")
@bp.doc(responses=gives(*exports.MEDIA_TYPES.values()))
@bp.input(AuditFilterIn, location="query", arg_name="wanted")
@writes_on_get
def export_entries(format_: str, wanted: AuditFilterIn) -> ResponseReturnValue:
    """Every audit entry a filter lets through, as a file."""
    content = exports.audit_file(administration(), _only(wanted), format_)
    return Response(content, content_type=exports.MEDIA_TYPES[format_])


@bp.get("/audit/verification")
@bp.output(VerdictOut)
def verify_audit() -> VerdictOut:
    """Walk the whole chain and say whether it is whole."""
    verdict = audit.verify(administration().session)
    return VerdictOut(
        whole=verdict.is_whole,
        length=verdict.length,
        head=verdict.head,
        broken_at=verdict.broken_at,
        reason=verdict.reason,
    )


def _only(wanted: AuditFilterIn) -> queries.AuditFilter:
    return queries.AuditFilter(wanted.actor, wanted.action, wanted.subject, _aware(wanted.since), _aware(wanted.until))


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
