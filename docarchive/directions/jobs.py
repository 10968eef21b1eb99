"""Work nobody waits for: recurring work every night, reminders every morning, deadlines by a changed calendar."""

from __future__ import annotations

from docarchive.core.jobs import Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import cell
from docarchive.directions.models import Assignment
from docarchive.directions.notices import tell_of_day
from docarchive.directions.services import recounting, reminding, repeating
from docarchive.directions.states import Cell
from docarchive.kernel.local_time import local_day

# A night that fails would end the chain of nights; whatever is missed is made up for by the next one.
_MOST_FAULTS = 50
_OPEN = (Cell.OPEN_IN_TIME, Cell.OPEN_LATE)


@handler(repeating.DAILY, max_attempts=_MOST_FAULTS, label="Giao việc định kỳ của kỳ mới")
def every_night(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Give the recurring work of periods that have begun, and plan the next night."""
    del payload
    repeating.spawn(uow, local_day(uow.now))
    repeating.plan_next(uow)


@handler(reminding.MORNING, max_attempts=_MOST_FAULTS, label="Tìm nhiệm vụ cần nhắc hạn")
def every_morning(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Find what people are to be reminded of, and plan the next morning."""
    del payload
    reminding.begin(uow)


@handler(reminding.REMIND, label="Nhắc hạn nhiệm vụ")
def remind(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Remind of some assignments, as they stand now."""
    today = local_day(uow.now)
    for assignment_id in payload["assignments"]:
        one = uow.session.get(Assignment, str(assignment_id))
        if one is not None and cell(one, today) in _OPEN:
            tell_of_day(uow, one, today)


@handler(recounting.RECOUNT, max_attempts=10, label="Tính lại hạn theo lịch làm việc mới")
def count_again(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Count a batch of deadlines of an agency again."""
    recounting.recount(uow, str(payload["agency"]), str(payload["after"]))


HANDLERS = (every_night, every_morning, remind, count_again)
