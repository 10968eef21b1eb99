"""What people follow, and who follows a document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import User
from docarchive.archive.models import Document, DocumentFollow
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor

STARRED, DOWNLOADED, STOPPED = "starred", "downloaded", "stopped"
_FOLLOWED = DocumentFollow.document_id == Document.id


def follow(session: Session, actor: Actor, document: Document) -> DocumentFollow | None:
    """Whether and why the actor follows a document; None for who follows nothing of it."""
    found = session.get(DocumentFollow, (actor.user_id, document.id)) if actor.user_id else None
    return None if found is None or found.why == STOPPED else found


def count(session: Session, actor: Actor) -> int:
    """How many documents the actor follows and may still see."""
    own = select(func.count()).select_from(Document).join(DocumentFollow, _FOLLOWED)
    return session.scalar(own.where(*_of(actor))) or 0


def followed(
    session: Session, actor: Actor, offset: int = 0, limit: int = 20
) -> Sequence[tuple[Document, DocumentFollow]]:
    """Documents the actor follows and may still see, the latest first."""
    rows = session.execute(
        select(Document, DocumentFollow)
        .join(DocumentFollow, _FOLLOWED)
        .where(*_of(actor))
        .order_by(DocumentFollow.at.desc(), Document.id)
        .offset(offset)
        .limit(limit)
    )
    return [(document, row) for document, row in rows]


def followed_ids(session: Session, actor: Actor) -> Sequence[str]:
    """Ids of the documents the actor follows and may still see."""
    own = select(Document.id).join(DocumentFollow, _FOLLOWED).where(*_of(actor))
    return session.scalars(own.order_by(Document.id)).all()


def _of(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (DocumentFollow.user_id == actor.user_id, DocumentFollow.why != STOPPED, visible_to(actor))


def followers(session: Session, document_ids: Sequence[str]) -> Sequence[tuple[str, str, str]]:
    """Who follows the documents and may sign in: person, document and why."""
    rows = session.execute(
        select(DocumentFollow.user_id, DocumentFollow.document_id, DocumentFollow.why)
        .join(User, User.id == DocumentFollow.user_id)
        .where(DocumentFollow.document_id.in_(document_ids), DocumentFollow.why != STOPPED, User.disabled_at.is_(None))
        .order_by(DocumentFollow.user_id, DocumentFollow.document_id)
    )
    return [(user, document, why) for user, document, why in rows]
