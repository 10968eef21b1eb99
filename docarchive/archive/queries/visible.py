"""What a reader may see, as a condition every query carries."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select, true

from docarchive.archive.models import Document, DocumentToken
from docarchive.archive.states import AccessLevel, DocumentState
from docarchive.core.actor import Actor

EVERYBODY = "all"
# Putting a statement together takes longer than answering it, so those of every search are kept for so many readers.
STATEMENTS = 256


def held_by(tokens: Iterable[str] | None) -> ColumnElement[bool]:
    """Documents that carry one of these tokens; None stands for the operator."""
    if tokens is None:
        return true()
    wanted = sorted(tokens)
    mine = select(DocumentToken.document_id).where(
        DocumentToken.document_id == Document.id, DocumentToken.token.in_(wanted)
    )
    if EVERYBODY in wanted:
        return or_(Document.access == AccessLevel.PUBLIC, mine.exists())
    return mine.exists()


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Documents a reader finds: active, and open to one of their tokens."""
    return visible_with(actor.audience.tokens)


def visible_with(tokens: frozenset[str] | None) -> ColumnElement[bool]:
    """Documents found with these tokens; None stands for the operator, who finds all that are active."""
    return and_(Document.state == DocumentState.ACTIVE, held_by(tokens))
