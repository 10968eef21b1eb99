"""Mergers and partings prepared before their day, and carried out on it by a job."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries.users import administrators
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import DocArchiveError, InvalidInputError
from docarchive.kernel.local_time import at, local_day
from docarchive.kernel.reasons import stated
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind
from docarchive.succession.errors import PlannedAlreadyError, PlannedEndedError
from docarchive.succession.planned import PlannedReorganisation, PlannedState
from docarchive.succession.queries.orders import Order, require_sound
from docarchive.succession.queries.planned import open_plans
from docarchive.succession.services.reorganising import ONLY_ADMINISTRATORS, carry_out, look
from docarchive.succession.states import Change

CARRY_OUT = "succession.carry_out"
_AT = time(0, 5)  # just after the day has begun
_AGAIN = timedelta(hours=1)


def prepare(uow: UnitOfWork, order: Order, planned: PlannedReorganisation | None = None) -> PlannedReorganisation:
    """Have an order carried out on its day, by the job of that morning; until then nothing changes.

    Args:
        planned: The one that is changed; None: a new one.

    Raises:
        NotAllowedError: The actor does not administer.
        InvalidInputError: The order cannot be so, or its day has come: then it is carried out at once.
        PlannedAlreadyError: Another one waits that names one of these agencies.
        PlannedEndedError: What is to be changed was carried out or called off.
    """
    uow.require(can_administer(uow.actor), ONLY_ADMINISTRATORS)
    if order.day <= local_day(uow.now):
        message = "Ngày hiệu lực đã đến: thực hiện ngay, không cần chuẩn bị trước."
        raise InvalidInputError(message, fields={"day": message})
    require_sound(order, order.day)
    uow.alone("tree of agencies")
    if planned is not None:
        _require_open(uow, planned)
    named = {one.id for one in (*order.sources, *order.targets)}
    for other in open_plans(uow.session):
        if other is not planned and named & {*other.said["sources"], *other.said["targets"]}:
            raise PlannedAlreadyError(other.title, other.day)
    row = planned or PlannedReorganisation()
    row.kind, row.day, row.decision = order.kind, order.day, " ".join(order.decision.split())
    row.title, row.said, row.state, row.reason = _title(order), as_said(order), PlannedState.WAITING, ""
    row.at, row.made_by = uow.now, uow.actor.name
    uow.session.add(row)
    uow.session.flush()
    uow.enqueue_at(at(order.day, _AT), CARRY_OUT, f"{row.id}:{order.day}", planned=row.id)
    uow.record("agencies.prepared", row.id, day=order.day.isoformat(), decision=row.decision, order=row.said)
    return row


def call_off(uow: UnitOfWork, planned: PlannedReorganisation, reason: str) -> None:
    """Give up what was prepared.

    Raises:
        NotAllowedError: The actor does not administer.
        PlannedEndedError: It was carried out or called off before.
        InvalidInputError: The reason is shorter than ten characters.
    """
    uow.require(can_administer(uow.actor), ONLY_ADMINISTRATORS)
    _require_open(uow, planned)
    planned.state, planned.reason = PlannedState.CALLED_OFF, stated(reason)
    uow.record("agencies.called_off", planned.id, reason=planned.reason)


def carry_out_on_its_day(uow: UnitOfWork, planned_id: str) -> None:
    """Carry out what was prepared, if it still stands and its day has come.

    What stands in the way is told once a day and tried again every hour. The plan is looked at in the same
    transaction, so it does what the agencies have on that day; the minutes list it.
    """
    planned = uow.session.get(PlannedReorganisation, planned_id, with_for_update=True, populate_existing=True)
    if planned is None or not planned.is_open or planned.day > local_day(uow.now):
        return
    try:
        with uow.session.begin_nested():
            order = as_order(uow.session, planned)
            made = carry_out(uow, order, look(uow, order).digest)
            made.made_by = planned.made_by
            planned.state, planned.reason, planned.reorganisation = PlannedState.DONE, "", made
    except DocArchiveError as problem:
        planned.state, planned.reason = PlannedState.STUCK, problem.message
        hour = int(uow.now.timestamp() // _AGAIN.total_seconds())
        uow.enqueue_at(uow.now + _AGAIN, CARRY_OUT, f"{planned.id}:{planned.day}:{hour}", planned=planned.id)
        said = f"chưa thực hiện được: {problem.message} Hệ thống thử lại mỗi giờ."
        _tell(uow, planned, said, f"stuck:{local_day(uow.now)}")
    else:
        _tell(uow, planned, "đã thực hiện; in biên bản để hai bên ký.", "done")


def as_said(order: Order) -> dict[str, Any]:
    """An order as plain values."""
    return {
        "sources": [one.id for one in order.sources], "targets": [one.id for one in order.targets],
        "keeper": order.keeper.id, "units": dict(order.units), "people": dict(order.people),
    }  # fmt: skip


def as_order(session: Session, planned: PlannedReorganisation) -> Order:
    """The order that was prepared."""
    said = planned.said
    sources, targets = ([session.get_one(Agency, each) for each in said[side]] for side in ("sources", "targets"))
    return Order(
        Change(planned.kind), planned.day, planned.decision, sources, targets, session.get_one(Agency, said["keeper"]),
        said["units"], said["people"],
    )  # fmt: skip


def _title(order: Order) -> str:
    before, after = (", ".join(one.name for one in side) for side in (order.sources, order.targets))
    return f"{before} → {after}"


def _require_open(uow: UnitOfWork, planned: PlannedReorganisation) -> None:
    uow.session.refresh(planned, with_for_update=True)
    if not planned.is_open:
        raise PlannedEndedError


def _tell(uow: UnitOfWork, planned: PlannedReorganisation, said: str, key: str) -> None:
    text = f"Sắp xếp cơ quan ngày {format_date(planned.day)} ({planned.title}): {said}"
    told = Told(Kind.UPKEEP, text, "/succession/agencies", f"planned:{planned.id}:{key}")
    tell(uow, administrators(uow.session), told)
