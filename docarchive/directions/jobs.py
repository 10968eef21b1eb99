"""Work nobody waits for: every night the series of recurring work are looked through."""

from __future__ import annotations

from docarchive.core.jobs import Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.directions.services import repeating
from docarchive.kernel.local_time import local_day

# A night that fails would end the chain of nights; whatever is missed is made up for by the next one.
_MOST_FAULTS = 50


@handler(repeating.DAILY, max_attempts=_MOST_FAULTS, label="Giao việc định kỳ của kỳ mới")
def every_night(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Give the recurring work of periods that have begun, and plan the next night."""
    del payload
    repeating.spawn(uow, local_day(uow.now))
    repeating.plan_next(uow)


HANDLERS = (every_night,)
