"""Who may do what with registers: pure sentences about an actor and a register."""

from __future__ import annotations

from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role
from docarchive.registers.models import Register


def can_see_registers(actor: Actor, agency_id: str) -> bool:
    """Registers are open to the agency's own clerks and leaders, and to nobody of another agency."""
    return agency_id in actor.agency_ids and actor.has(Role.CLERK, Role.LEADER)


def can_read_lines(actor: Actor, register: Register) -> bool:
    """What letters say in a register is for the agency's clerks and leaders; administrators only arrange it."""
    return actor.sees_all or can_see_registers(actor, register.agency_id)


def can_number(actor: Actor, register: Register) -> bool:
    """Only clerks of the agency give, reserve and cancel numbers (Decree 30/2020/NĐ-CP, Articles 15, 22 and 32)."""
    return actor.kind in {"operator", "system"} or (actor.has(Role.CLERK) and register.agency_id in actor.agency_ids)


def can_arrange(actor: Actor, agency_id: str) -> bool:
    """The agency's clerks set up its registers; an administrator does it for any agency."""
    return actor.has(Role.ADMINISTRATOR) or (actor.has(Role.CLERK) and agency_id in actor.agency_ids)
