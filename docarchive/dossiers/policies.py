"""Who may do what with filing lists, dossiers and freezes: pure sentences about an actor and a thing."""

from __future__ import annotations

from docarchive.archive.models import Document
from docarchive.core.actor import Actor
from docarchive.dossiers.models import Dossier
from docarchive.kernel.roles import Role


def is_of(actor: Actor, agency_id: str) -> bool:
    """The filing list is open to everybody of the agency, and to nobody of another one."""
    return actor.sees_all or agency_id in actor.agency_ids


def oversees(actor: Actor, agency_id: str) -> bool:
    """Clerks and leaders see every dossier of their agency."""
    return actor.sees_all or (agency_id in actor.agency_ids and actor.has(Role.CLERK, Role.LEADER))


def can_arrange_list(actor: Actor, agency_id: str) -> bool:
    """The agency's clerks draw up its filing list (Decree 30/2020/NĐ-CP, Article 28); administrators do it for any."""
    return actor.has(Role.ADMINISTRATOR) or (actor.has(Role.CLERK) and agency_id in actor.agency_ids)


def can_see_list(actor: Actor, agency_id: str) -> bool:
    """Everybody of the agency, and whoever draws it up."""
    return is_of(actor, agency_id) or can_arrange_list(actor, agency_id)


def can_approve_list(actor: Actor, agency_id: str) -> bool:
    """The head of the agency approves the list; nobody approves for another agency."""
    return actor.sees_all or (actor.has(Role.LEADER) and agency_id in actor.agency_ids)


def can_open(actor: Actor, agency_id: str) -> bool:
    """Everybody of the agency opens dossiers of the work he handles."""
    return actor.kind == "operator" or (actor.user_id is not None and agency_id in actor.agency_ids)


def works_with(actor: Actor, dossier: Dossier) -> bool:
    """The holder and the people named, as long as they are of the agency."""
    if actor.user_id is None or dossier.agency_id not in actor.agency_ids:
        return False
    return actor.user_id == dossier.holder_id or actor.user_id in dossier.member_ids


def can_see(actor: Actor, dossier: Dossier) -> bool:
    """Whoever works with it or with the dossier it is part of, and the agency's clerks and leaders."""
    return _sees_alone(actor, dossier) or (dossier.parent is not None and works_with(actor, dossier.parent))


def parent_seen(actor: Actor, dossier: Dossier) -> Dossier | None:
    """The dossier it is part of, where the reader may know of that one."""
    return dossier.parent if dossier.parent is not None and _sees_alone(actor, dossier.parent) else None


def can_fill(actor: Actor, dossier: Dossier) -> bool:
    """Whoever works with it, and the agency's clerks, put documents in and take them out."""
    return _is_clerk_of(actor, dossier) or works_with(actor, dossier)


def can_manage(actor: Actor, dossier: Dossier) -> bool:
    """The holder and the agency's clerks name it, close it, and say who works with it."""
    is_holder = actor.user_id is not None and actor.user_id == dossier.holder_id
    return _is_clerk_of(actor, dossier) or (is_holder and dossier.agency_id in actor.agency_ids)


def can_confirm_rights(actor: Actor, agency_id: str) -> bool:
    """A leader of the agency takes note of changed rights."""
    return actor.sees_all or (actor.has(Role.LEADER) and agency_id in actor.agency_ids)


def can_receive(actor: Actor, agency_id: str) -> bool:
    """The agency's clerks take dossiers into its archive."""
    return actor.kind == "operator" or (actor.has(Role.CLERK) and agency_id in actor.agency_ids)


def can_reassign(actor: Actor, agency_id: str) -> bool:
    """When somebody leaves: the agency's clerks and leaders, and administrators, who learn no title by it."""
    return actor.has(Role.ADMINISTRATOR) or oversees(actor, agency_id)


def can_freeze(actor: Actor, agency_id: str | None) -> bool:
    """Leaders lock what is their agency's, administrators what they see."""
    return actor.has(Role.ADMINISTRATOR) or (actor.has(Role.LEADER) and agency_id in actor.agency_ids)


def can_freeze_document(actor: Actor, document: Document) -> bool:
    """Leaders lock what their agency keeps and what is common, never what another agency keeps."""
    return actor.has(Role.ADMINISTRATOR) or document.agency_id is None or document.agency_id in actor.agency_ids


def _sees_alone(actor: Actor, dossier: Dossier) -> bool:
    return oversees(actor, dossier.agency_id) or works_with(actor, dossier)


def _is_clerk_of(actor: Actor, dossier: Dossier) -> bool:
    return actor.kind == "operator" or (actor.has(Role.CLERK) and dossier.agency_id in actor.agency_ids)
