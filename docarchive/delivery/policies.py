"""Who may do what with packets, partners and keys: pure sentences."""

from __future__ import annotations

from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role


def can_post(actor: Actor, agency_id: str) -> bool:
    """Clerks send and call back what leaves their agency (Decree 30/2020/NĐ-CP, Articles 4 and 18)."""
    return actor.kind in {"operator", "system"} or (actor.has(Role.CLERK) and agency_id in actor.agency_ids)


def can_see_post(actor: Actor, agency_id: str) -> bool:
    """What was sent and received is for the agency's clerks; administrators keep it going for all."""
    return actor.has(Role.ADMINISTRATOR) or (actor.has(Role.CLERK) and agency_id in actor.agency_ids)


def can_see_partners(actor: Actor) -> bool:
    """Partners concern clerks and administrators; others need not know who is connected."""
    return actor.has(Role.CLERK, Role.ADMINISTRATOR)


def can_arrange_partners(actor: Actor) -> bool:
    """Whoever can call the other side may agree on its certificate: clerks and administrators."""
    return actor.has(Role.CLERK, Role.ADMINISTRATOR)


def can_change_key(actor: Actor, agency_id: str) -> bool:
    """A new key makes every partner compare digits again: for administrators, and clerks of the agency."""
    return can_see_post(actor, agency_id)
