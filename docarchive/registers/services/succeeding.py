"""The registers of an agency that ends: closed on its last day; those that follow begin their own at 01."""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.core.work import UnitOfWork
from docarchive.registers.models import Register, RegisterNumber, Volume
from docarchive.registers.policies import can_arrange
from docarchive.registers.queries.numbers import reserved
from docarchive.registers.states import NumberState


def end_register(uow: UnitOfWork, register: Register, words: str) -> Sequence[RegisterNumber]:
    """Close a register and its volumes for ever; they are kept, printed and bound.

    Returns:
        The numbers that were reserved and are cancelled with it, each with ``words`` as its reason.

    Source:
        Decree 30/2020/NĐ-CP, Articles 15 and 22: a number is the agency's that gave it.
    """
    uow.require(can_arrange(uow.actor, register.agency_id))
    uow.alone(f"registers of {register.agency_id}")
    cancelled: list[RegisterNumber] = []
    for one in register.volumes:
        volume = uow.session.get_one(Volume, one.id, with_for_update=True, populate_existing=True)
        if volume.closed_at is not None:
            continue
        for number in reserved(uow.session, volume):
            number.reason = words
            number.step_to(NumberState.CANCELLED)
            uow.record("number.cancelled", number.id, number=number.printed, volume=volume.id, reason=words)
            cancelled.append(number)
        volume.closed_at, volume.closed_by = uow.now, uow.actor.name
        uow.record("volume.closed", volume.id, label=volume.label, last=volume.last_number)
    register.is_open = False
    uow.record("register.ended", register.id, name=register.name, reason=words)
    return cancelled
