"""Changes the index will never take, laid aside in the ledger of jobs with the reason; the others go on.

The administrator sees them among the failed jobs. Trying one again, once the document or the server has been mended,
notes the change anew; one that goes in after all is forgotten here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.core.jobs import Job, JobState, Payload, handler

if TYPE_CHECKING:
    from docarchive.core.work import UnitOfWork

KIND = "index.again"


def lay_aside(session: Session, reasons: Mapping[str, str], revisions: Mapping[str, int], now: datetime) -> None:
    """Note documents the index refused, in the caller's transaction."""
    forget(session, reasons)
    for document_id, reason in reasons.items():
        revision = revisions.get(document_id, 0)
        session.add(
            Job(
                kind=KIND,
                key=f"{document_id}:{revision}:{now.timestamp():.0f}",
                payload=json.dumps({"document": document_id, "revision": revision}),
                state=JobState.FAILED.value,
                created_at=now,
                run_after=now,
                finished_at=now,
                error=f"Chỉ mục không nhận văn bản này: {reason}",
                error_code="index-refused",
            )
        )


def forget(session: Session, documents: Collection[str]) -> None:
    """Drop the notes of documents, in the caller's transaction."""
    for job in session.scalars(select(Job).where(Job.kind == KIND, Job.state == JobState.FAILED)):
        if json.loads(job.payload)["document"] in documents:
            session.delete(job)


@handler(KIND, label="Đưa lại vào chỉ mục")
def again(uow: UnitOfWork, payload: Payload) -> None:
    """Have the index try once more."""
    uow.reindex(str(payload["document"]), int(payload["revision"]))
