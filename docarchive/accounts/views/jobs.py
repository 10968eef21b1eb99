"""The administrator's page about work in the background: what waits, runs, failed, and why."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.services import upkeep
from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.core import queries, web
from docarchive.core.jobs import JobState

STATE_WORDS = {
    JobState.WAITING: ("Đang chờ", "new"),
    JobState.RUNNING: ("Đang chạy", "doing"),
    JobState.DONE: ("Xong", "done"),
    JobState.FAILED: ("Lỗi", "late"),
}


@bp.get("/jobs")
def jobs_page() -> ResponseReturnValue:
    session, wanted = web.work().session, _wanted()
    rows = asked_page(queries.count_jobs(session, wanted))
    labels = {kind: handler.label for kind, handler in web.services().job_handlers.items()}
    return web.page(
        "admin/jobs.html",
        "admin/_jobs.html",
        jobs=queries.jobs_listed(session, wanted, rows.offset, rows.size),
        rows=rows,
        page_url=page_urls(),
        wanted=wanted,
        counts=queries.job_counts(session),
        kinds={kind: labels.get(kind, kind) for kind in queries.job_kinds(session)},
        words={state.value: words for state, words in STATE_WORDS.items()},
    )


@bp.post("/jobs/<job_id>/retry")
def retry_job(job_id: str) -> ResponseReturnValue:
    wanted = _wanted()
    upkeep.retry_job(web.work(), queries.job(web.work().session, job_id))
    flash("Đã xếp việc vào hàng chờ để chạy lại.", "done")
    return redirect(url_for("admin.jobs_page", state=wanted.state or None, kind=wanted.kind or None))


@bp.post("/jobs/retry-failed")
def retry_failed_jobs() -> ResponseReturnValue:
    uow = web.work()
    count = upkeep.retry_all(uow, queries.failed_jobs(uow.session, _wanted()))
    flash(f"Đã xếp {count} việc vào hàng chờ để chạy lại.", "done")
    return redirect(url_for("admin.jobs_page"))


def _wanted() -> queries.JobFilter:
    state = request.values.get("state", "")
    return queries.JobFilter(state if state in set(JobState) else "", request.values.get("kind", "")[:64])
