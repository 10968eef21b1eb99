"""Following documents: by a star, or by having downloaded the original."""

from __future__ import annotations

from docarchive.archive.errors import NobodyFollowsError
from docarchive.archive.models import Document, DocumentFollow
from docarchive.archive.queries.following import DOWNLOADED, STARRED, STOPPED
from docarchive.core.work import UnitOfWork


def star(uow: UnitOfWork, document: Document) -> None:
    """Have the actor told when another document changes this one.

    Raises:
        NobodyFollowsError: The actor is no person.
    """
    _set(uow, document, STARRED)


def stop(uow: UnitOfWork, document: Document) -> None:
    """Tell the actor no more of it, also when he downloads it again.

    Raises:
        NobodyFollowsError: The actor is no person.
    """
    _set(uow, document, STOPPED)


def note_download(uow: UnitOfWork, document: Document) -> None:
    """Follow what was downloaded, unless the reader has said something about it already."""
    who = uow.actor.user_id
    if who and uow.session.get(DocumentFollow, (who, document.id)) is None:
        uow.session.add(DocumentFollow(user_id=who, document_id=document.id, why=DOWNLOADED, at=uow.now))


def _set(uow: UnitOfWork, document: Document, why: str) -> None:
    if uow.actor.user_id is None:
        raise NobodyFollowsError
    row = uow.session.get(DocumentFollow, (uow.actor.user_id, document.id))
    if row is None:
        row = DocumentFollow(user_id=uow.actor.user_id, document_id=document.id)
        uow.session.add(row)
    row.why, row.at = why, uow.now
