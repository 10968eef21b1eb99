"""Work nobody waits for: recurring work is given every night, deadlines are counted again by a changed calendar."""

from __future__ import annotations

from docarchive.core.jobs import Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.directions.services import recounting, repeating
from docarchive.kernel.local_time import local_day

# A night that fails would end the chain of nights; whatever is missed is made up for by the next one.
_MOST_FAULTS = 50


@handler(repeating.DAILY, max_attempts=_MOST_FAULTS, label="Giao việc định kỳ của kỳ mới")
def every_night(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Give the recurring work of periods that have begun, and plan the next night."""
    del payload
    repeating.spawn(uow, local_day(uow.now))
    repeating.plan_next(uow)


@handler(recounting.RECOUNT, max_attempts=10, label="Tính lại hạn theo lịch làm việc mới")
def count_again(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Count a batch of deadlines of an agency again."""
    recounting.recount(uow, str(payload["agency"]), str(payload["after"]))


HANDLERS = (every_night, count_again)
