"""Who may do what with accounts."""

from __future__ import annotations

from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role


def can_administer(actor: Actor) -> bool:
    """The administrator keeps people, agencies, jobs; the operator at the machine may too."""
    return actor.has(Role.ADMINISTRATOR)


def can_read_audit(actor: Actor) -> bool:
    """The audit log names people and what they read: only for the administrator."""
    return actor.has(Role.ADMINISTRATOR)


def can_change_own_account(actor: Actor, user_id: str) -> bool:
    """Own profile, own password, own sessions and tokens are everybody's own."""
    return actor.user_id == user_id
