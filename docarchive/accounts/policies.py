"""Who may do what with accounts."""

from __future__ import annotations

from collections.abc import Collection

from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role


def can_administer(actor: Actor) -> bool:
    """The administrator keeps people, agencies, jobs; the operator at the machine may too."""
    return actor.has(Role.ADMINISTRATOR)


def can_read_audit(actor: Actor) -> bool:
    """The audit log names people and what they read: only for the administrator."""
    return actor.has(Role.ADMINISTRATOR)


def can_change_own_account(actor: Actor, user_id: str) -> bool:
    """Own profile, own password, own sessions and tokens are everybody's own, and not a substitute's."""
    return actor.user_id == user_id and actor.substitute_id is None


def can_hand_work_over(actor: Actor, user_id: str, agency_id: str) -> bool:
    """Whoever leaves hands his work over himself, or a clerk or leader of the agency does it; no substitute does.

    Source:
        Decree 30/2020/NĐ-CP, Article 31.
    """
    if agency_id not in actor.agency_ids or actor.substitute_id is not None:
        return False
    return actor.user_id == user_id or actor.has(Role.CLERK, Role.LEADER)


def can_record_absence(actor: Actor, user_id: str, agency_ids: Collection[str]) -> bool:
    """A person says himself that he is away; so do the clerks of his agency and the administrator. No substitute does.

    Args:
        agency_ids: Agencies in which the person holds a position.
    """
    if actor.substitute_id is not None:
        return False
    of_agency = actor.has(Role.CLERK) and not actor.agency_ids.isdisjoint(agency_ids)
    return actor.user_id == user_id or of_agency or can_administer(actor)
