"""Closing the day."""

from __future__ import annotations

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import DayEnd
from docarchive.exchange.policies import can_receive
from docarchive.exchange.queries.reconciling import day_end, day_sum
from docarchive.kernel.local_time import local_day


def close_day(uow: UnitOfWork, agency_id: str) -> DayEnd:
    """Close today's incoming letters; what comes later today is counted anew when it is closed again.

    Raises:
        LetterStateError: The sum is not right, or letters of today or before still wait.
    """
    uow.require(can_receive(uow.actor, agency_id), "Chỉ văn thư của cơ quan chốt ngày.")
    uow.alone(f"day end of {agency_id}")
    found = day_sum(uow.session, agency_id, local_day(uow.now))
    if left := found.waiting + found.older:
        raise LetterStateError(f"Còn {left} văn bản chờ vào sổ. Vào sổ hoặc trả lại hết rồi chốt ngày.")
    if not found.is_right:
        raise LetterStateError("Số đến trong ngày không khớp. Báo người quản trị kiểm tra.")
    ended = day_end(uow.session, agency_id, found.day) or DayEnd(agency_id=agency_id, day=found.day)
    ended.came, ended.registered = found.came, found.registered
    ended.refused, ended.waiting = found.refused + found.merged, found.waiting
    ended.at, ended.by_name = uow.now, uow.actor.name
    uow.session.add(ended)
    uow.record("day.closed", agency_id, count=found.came, registered=found.registered, refused=found.refused)
    return ended
