"""Work after the commit: packets are carried, one job a try."""

from __future__ import annotations

from collections.abc import Callable

from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.delivery.room import Room
from docarchive.delivery.services import attempts
from docarchive.delivery.services.sending import DELIVER
from docarchive.delivery.trips import Carried, carry

# A try ends well whatever the other side says; only a fault of our own fails the job, and then again and again.
_MOST_FAULTS = 50


def handlers(room: Callable[[], Room]) -> tuple[Handler, ...]:
    """List how the jobs of delivery are done.

    Args:
        room: Gives the post room, once a job needs it.
    """

    def prepare(payload: Payload, tools: JobTools) -> Carried | None:
        """Carry a packet, after noting that it may have left."""
        with tools.noting() as uow:
            ticket = attempts.take(uow, room().ring, room().rule, str(payload["posting"]), int(payload["turn"]))
        return carry(room(), tools.files, ticket) if ticket else None

    def give_up(uow: UnitOfWork, payload: Payload, reason: str) -> None:
        """Tell the sender that it cannot be done here."""
        attempts.give_up(uow, str(payload["posting"]), reason)

    @handler(DELIVER, prepare=prepare, give_up=give_up, max_attempts=_MOST_FAULTS, label="Gửi gói văn bản liên thông")
    def deliver(uow: UnitOfWork, payload: Payload, carried: Carried | None) -> None:
        """Write what came of it."""
        del payload
        if carried is not None:
            attempts.settle(uow, room().rule, carried.ticket, carried.answer, carried.signature)

    return (deliver,)
