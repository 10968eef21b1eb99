"""What the administrator does to jobs that failed."""

from __future__ import annotations

from collections.abc import Iterable

from docarchive.accounts.policies import can_administer
from docarchive.core import jobs
from docarchive.core.jobs import Job, JobState
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import ConflictError


class JobNotFailedError(ConflictError):
    """Only a job that was laid aside can be tried again."""

    code = "job-not-failed"

    def __init__(self) -> None:
        super().__init__("Việc này không ở trạng thái lỗi, không cần chạy lại.")


def retry_job(uow: UnitOfWork, job: Job) -> None:
    """Have a failed job tried again from the start.

    Raises:
        JobNotFailedError: It waits, runs or is done.
    """
    uow.require(can_administer(uow.actor))
    if job.state != JobState.FAILED:
        raise JobNotFailedError
    jobs.retry(job, uow.now)
    uow.has_jobs = True
    uow.record("job.retried", job.id, kind=job.kind)


def retry_all(uow: UnitOfWork, failed: Iterable[Job]) -> int:
    """Have many failed jobs tried again; says how many."""
    count = 0
    for job in failed:
        retry_job(uow, job)
        count += 1
    return count
