"""What is done on its day: mergers and partings that were prepared."""

from __future__ import annotations

from docarchive.core.jobs import Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.succession.services import planning


@handler(planning.CARRY_OUT, max_attempts=50, label="Sắp xếp cơ quan vào ngày đã định")
def carry_out(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Carry it out, unless it was changed or called off meanwhile."""
    planning.carry_out_on_its_day(uow, str(payload["planned"]))


HANDLERS = (carry_out,)
