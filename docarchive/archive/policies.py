"""Who may do what with documents and imports: pure sentences about an actor and a thing."""

from __future__ import annotations

from docarchive.archive.models import Document, ImportBatch
from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role

KEEPERS = (Role.CLERK, Role.ADMINISTRATOR)


def can_import(actor: Actor) -> bool:
    """Clerks and administrators bring files in."""
    return actor.has(*KEEPERS)


def can_import_for(actor: Actor, agency_id: str | None) -> bool:
    """A clerk brings files in for an agency of their own; an administrator for any, or for the whole instance."""
    return actor.has(Role.ADMINISTRATOR) or (can_import(actor) and agency_id in actor.agency_ids)


def can_see(actor: Actor, document: Document) -> bool:
    """Any one of the document's tokens suffices."""
    return actor.sees_all or not (actor.audience.tokens or frozenset()).isdisjoint(document.audience)


def can_keep(actor: Actor, document: Document) -> bool:
    """Correct, withdraw, restore, open to others: keepers of what they see, in their own agency."""
    if not can_see(actor, document):
        return False
    if actor.has(Role.ADMINISTRATOR):
        return True
    return actor.has(Role.CLERK) and (document.agency_id is None or document.agency_id in actor.agency_ids)


def can_read(actor: Actor, document: Document) -> bool:
    """A withdrawn document is read only by those who could restore it."""
    return can_see(actor, document) and (document.is_active or can_keep(actor, document))


def can_follow(actor: Actor, batch: ImportBatch) -> bool:
    """An import is seen by whoever made it and by administrators."""
    return actor.has(Role.ADMINISTRATOR) or (actor.user_id is not None and batch.by_user == actor.user_id)
