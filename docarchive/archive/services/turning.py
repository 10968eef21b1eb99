"""When it is looked for documents people follow that stand otherwise from a day on: every morning."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import at, local

TURNING: Final = "archive.turning"
# Before the digest, which tells of it.
_AT: Final = time(5, 30)


def plan_next(uow: UnitOfWork) -> None:
    """Have it done in the coming morning, once however often it is planned; a day that passed is made up for then."""
    now = local(uow.now)
    day = now.date() if now.time() < _AT else now.date() + timedelta(1)
    uow.enqueue_at(at(day, _AT), TURNING, day.isoformat(), after=(day - timedelta(1)).isoformat())
