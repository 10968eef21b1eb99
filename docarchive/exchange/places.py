"""Adds to what is said of a document's places that a recalled letter's document is locked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from docarchive.archive.places import AsksPlaces, Places
from docarchive.core.actor import Actor
from docarchive.exchange.queries.outgoing import recalled_among


@dataclass(frozen=True)
class LetterPlaces:
    """Answers as another does, and locks what was recalled.

    Attributes:
        others: Knows the places themselves.
    """

    others: AsksPlaces

    def of(self, session: Session, actor: Actor, document_id: str) -> Places:
        """What a reader may know of a document's places."""
        found = self.others.of(session, actor, document_id)
        return replace(found, is_locked=True) if recalled_among(session, [document_id]) else found
