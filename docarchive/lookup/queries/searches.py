"""Saved searches as their owner and his unit find them; counts carry the reader's rights and ask no search engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from docarchive.accounts.audience import unit_token
from docarchive.accounts.models import User
from docarchive.archive.models import Document
from docarchive.archive.queries.catalogue import line
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from docarchive.lookup.errors import SearchNotFoundError
from docarchive.lookup.models import SavedSearch, SearchHit
from docarchive.search.catalogue import Line


def mine(actor: Actor) -> ColumnElement[bool]:
    """Searches the actor saved and did not delete."""
    return and_(SavedSearch.user_id == (actor.user_id or ""), SavedSearch.removed_at.is_(None))


def count(session: Session, actor: Actor) -> int:
    """How many the actor keeps."""
    return session.scalar(select(func.count()).select_from(SavedSearch).where(mine(actor))) or 0


def searches(session: Session, actor: Actor, offset: int = 0, size: int = 50) -> Sequence[SavedSearch]:
    """What the actor saved, the newest first."""
    wanted = select(SavedSearch).where(mine(actor)).order_by(SavedSearch.made_at.desc(), SavedSearch.id)
    return session.scalars(wanted.offset(offset).limit(size)).all()


def shared(session: Session, actor: Actor, size: int = 100) -> Sequence[tuple[SavedSearch, str]]:
    """What colleagues share with the actor's units, with their names."""
    tokens = [unit_token(each) for each in sorted(actor.unit_ids)]
    rows = session.execute(
        select(SavedSearch, User.name)
        .join(User, User.id == SavedSearch.user_id)
        .where(SavedSearch.shared_with.in_(tokens), SavedSearch.removed_at.is_(None))
        .where(SavedSearch.user_id != (actor.user_id or ""), User.disabled_at.is_(None))
        .order_by(SavedSearch.name, SavedSearch.id)
        .limit(size)
    )
    return [(search, name) for search, name in rows]


def search(session: Session, actor: Actor, search_id: str, *, removed: bool = False) -> SavedSearch:
    """Find one of the actor's own.

    Args:
        removed: Look among the deleted ones as well.

    Raises:
        SearchNotFoundError: There is none.
    """
    found = session.get(SavedSearch, search_id)
    is_own = found is not None and found.user_id == actor.user_id
    if found is None or not is_own or (found.removed_at is not None and not removed):
        raise SearchNotFoundError
    return found


def openable(session: Session, actor: Actor, search_id: str) -> SavedSearch:
    """Find one of the actor's own, or one shared with his unit.

    Raises:
        SearchNotFoundError: There is none.
    """
    tokens = [unit_token(each) for each in sorted(actor.unit_ids)]
    theirs = and_(SavedSearch.shared_with.in_(tokens), SavedSearch.removed_at.is_(None))
    found = session.scalar(select(SavedSearch).where(SavedSearch.id == search_id, or_(mine(actor), theirs)))
    if found is None:
        raise SearchNotFoundError
    return found


def new_counts(session: Session, actor: Actor, ids: Sequence[str]) -> Mapping[str, int]:
    """Of each search that has any: how many documents the actor may see came since he last opened it."""
    rows = session.execute(
        select(SearchHit.search_id, func.count())
        .join(Document, Document.id == SearchHit.document_id)
        .where(SearchHit.search_id.in_(ids), SearchHit.seen_at.is_(None), visible_to(actor))
        .group_by(SearchHit.search_id)
    )
    return {row[0]: row[1] for row in rows}


def new_lines(session: Session, actor: Actor, of: SavedSearch, offset: int, size: int) -> Sequence[Line]:
    """Those documents, what came last first."""
    rows = session.scalars(
        select(Document)
        .join(SearchHit, SearchHit.document_id == Document.id)
        .where(SearchHit.search_id == of.id, SearchHit.seen_at.is_(None), visible_to(actor))
        .order_by(SearchHit.found_at.desc(), Document.id)
        .offset(offset)
        .limit(size)
    )
    return [line(row) for row in rows]


def any_kept(session: Session) -> bool:
    """Whether anybody keeps a search."""
    return bool(session.scalar(select(exists().where(SavedSearch.removed_at.is_(None)))))
