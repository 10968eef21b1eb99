"""Work after the commit: what came is held against the searches people keep, and their owners are told."""

from __future__ import annotations

from datetime import datetime, time

from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.lookup.notices import tell_of_hits
from docarchive.lookup.services import matching
from docarchive.lookup.services.matching import Looked

_MOST_FAULTS = 50


def handlers(digest_at: time) -> tuple[Handler, ...]:
    """List how the jobs of saved searches are done.

    Args:
        digest_at: The hour of the morning's digest.
    """

    def look(payload: Payload, tools: JobTools) -> Looked:
        """Look at the next documents, outside the transaction that notes what was found."""
        with tools.reading() as uow:
            if "after" not in payload:
                return matching.look(uow)
            begun = datetime.fromisoformat(str(payload["begun"]))
            return matching.look(uow, begun, tuple(payload["after"]))

    @handler(
        matching.MATCH,
        prepare=look,
        max_attempts=_MOST_FAULTS,
        can_wait=True,
        label="Dò văn bản mới cho tìm kiếm đã lưu",
    )
    def match(uow: UnitOfWork, payload: Payload, looked: Looked) -> None:
        """Note what was found; at the end of a pass tell the owners, and plan the next one."""
        del payload
        matching.write(uow, looked)
        if looked.last is not None:
            matching.go_on(uow, looked)
            return
        tell_of_hits(uow, digest_at)
        matching.plan_next(uow)

    return (match,)
