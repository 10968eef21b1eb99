"""Tells the archive in which dossiers a document stands."""

from __future__ import annotations

from sqlalchemy.orm import Session

from docarchive.archive.places import Place, Places
from docarchive.core.actor import Actor
from docarchive.dossiers.queries import dossiers, freezes
from docarchive.kernel.roles import Role


class DossierPlaces:
    """Dossiers, as ``docarchive.archive.places.AsksPlaces`` asks for them."""

    def of(self, session: Session, actor: Actor, document_id: str) -> Places:
        """The dossiers a reader may see, and what he can do there with the document."""
        held = [
            Place(one.id, f"{one.symbol}, năm {one.year}: {one.title}", "dossiers.dossier")
            for one in dossiers.holding(session, actor, document_id)
        ]
        lock = "dossiers.new_freeze" if actor.has(Role.LEADER, Role.ADMINISTRATOR) else ""
        return Places(held, "dossiers.add", lock, bool(freezes.holding(session, [document_id])))
