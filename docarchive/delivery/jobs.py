"""Work after the commit: packets are carried, channels asked, and every night both sides compare."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork, Work
from docarchive.delivery.collecting import Collected, collect, plan_round
from docarchive.delivery.models import Partner
from docarchive.delivery.probing import Heard, ask_all, senders, write_compared
from docarchive.delivery.room import Room
from docarchive.delivery.services import attempts, uploading
from docarchive.delivery.services.comparing import COMPARE_JOB, plan_next
from docarchive.delivery.services.partners import COLLECT
from docarchive.delivery.services.sending import DELIVER
from docarchive.delivery.trips import Carried, carry

# A try ends well whatever the other side says; only a fault of our own fails the job, and then again and again.
_MOST_FAULTS = 50


def handlers(work: Work, room: Callable[[], Room]) -> tuple[Handler, ...]:
    """List how the jobs of delivery are done.

    Args:
        work: Opens the units of work of what needs several.
        room: Gives the post room, once a job needs it.
    """

    def carry_one(payload: Payload, tools: JobTools) -> Carried | None:
        """Carry a packet, after noting that it may have left."""
        with tools.noting() as uow:
            ticket = attempts.take(uow, room().ring, room().rule, str(payload["posting"]), int(payload["turn"]))
        return carry(room(), tools.files, ticket) if ticket else None

    def give_up(uow: UnitOfWork, payload: Payload, reason: str) -> None:
        """Tell the sender that it cannot be done here."""
        attempts.give_up(uow, str(payload["posting"]), reason)

    @handler(DELIVER, prepare=carry_one, give_up=give_up, max_attempts=_MOST_FAULTS, label="Gửi gói liên thông")
    def deliver(uow: UnitOfWork, payload: Payload, carried: Carried | None) -> None:
        """Write what came of it."""
        del payload
        if carried is not None:
            attempts.settle(uow, room().rule, carried.ticket, carried.answer, carried.signature)

    def make_a_round(payload: Payload, tools: JobTools) -> Collected:
        """Ask the channels that do not come by themselves."""
        del payload, tools
        return collect(work, room())

    @handler(COLLECT, prepare=make_a_round, max_attempts=_MOST_FAULTS, label="Lấy gói từ thư mục, trục liên thông")
    def ask_channels(uow: UnitOfWork, payload: Payload, collected: Collected) -> None:
        """Plan the next round; two chains of rounds meet in the same slot."""
        del payload, collected
        plan_round(uow, room())

    def hear(payload: Payload, tools: JobTools) -> Heard | None:
        """Ask a partner what it has of ours."""
        with tools.reading() as uow:
            partner = _partner(uow.session, str(payload["partner"]))
            codes = senders(uow.session, str(payload["partner"]))
            now = uow.now
        if partner is None or partner.certificate is None or partner.paused_at is not None:
            return None
        return ask_all(room(), partner, codes, now)

    @handler(COMPARE_JOB, prepare=hear, max_attempts=_MOST_FAULTS, label="Đối soát với đối tác")
    def compare(uow: UnitOfWork, payload: Payload, heard: Heard | None) -> None:
        """Hold it against what was sent, forget uploads nobody goes on with, and plan the next night."""
        uploading.sweep(uow)
        partner = _partner(uow.session, str(payload["partner"]))
        if partner is None:
            return
        if heard is not None:
            write_compared(uow, partner, heard)
        plan_next(uow, partner)

    return (deliver, ask_channels, compare)


def _partner(session: Session, partner_id: str) -> Partner | None:
    partner = session.get(Partner, partner_id)
    if partner is not None:
        session.refresh(partner, ["certificates"])
    return partner
