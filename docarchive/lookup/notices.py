"""Telling people of documents that came for their saved searches: each once, one notice a search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select, update

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import User
from docarchive.accounts.queries.users import user as whole_user
from docarchive.archive.models import Document, ImportItem
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.states import ItemState
from docarchive.core.actor import Actor
from docarchive.core.screen import format_number
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local, local_day
from docarchive.lookup.models import SavedSearch, SearchHit
from docarchive.lookup.states import Alert
from docarchive.notices.models import Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind, Way

SEARCH: Final = "search"
# At once means: not while an import still brings documents in, and not twice an hour.
_HOUR: Final = timedelta(hours=1)
_BEFORE_DIGEST: Final = timedelta(minutes=30)
_ROWS: Final = 500


def sees_search(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor keeps the search a notice tells of, and may still see a document it told of."""
    return exists().where(
        SavedSearch.id == Notice.subject_id, SavedSearch.removed_at.is_(None),
        SearchHit.search_id == SavedSearch.id, SearchHit.told_key == Notice.key,
        Document.id == SearchHit.document_id, visible_to(actor),
    )  # fmt: skip


SEES: Mapping[str, Callable[[Actor], ColumnElement[bool]]] = {SEARCH: sees_search}


def tell_of_hits(uow: UnitOfWork, digest_at: time) -> int:
    """Tell the owners of searches whose moment has come; how many notices were written.

    Args:
        digest_at: The hour of the digest; what is told once a day is told half an hour before.
    """
    waiting = uow.session.execute(
        select(SavedSearch, func.min(SearchHit.found_at))
        .join(SearchHit, SearchHit.search_id == SavedSearch.id)
        .join(User, User.id == SavedSearch.user_id)
        .where(SearchHit.told_key == "", SearchHit.seen_at.is_(None))
        .where(SavedSearch.alert != Alert.NONE, SavedSearch.removed_at.is_(None), User.disabled_at.is_(None))
        .group_by(SavedSearch.id)
    ).all()
    is_reading = bool(waiting) and _is_reading(uow)
    return sum(
        _tell(uow, one) for one, oldest in waiting if _is_due(uow, one, oldest, digest_at, is_reading=is_reading)
    )


def _is_due(uow: UnitOfWork, search: SavedSearch, oldest: datetime, digest_at: time, *, is_reading: bool) -> bool:
    told = search.told_at
    now = local(uow.now)
    begins = now.replace(hour=digest_at.hour, minute=digest_at.minute, second=0, microsecond=0) - _BEFORE_DIGEST
    if search.alert == Alert.DAILY:
        return now >= begins and (told is None or local_day(told) < local_day(uow.now))
    if search.alert == Alert.WEEKLY:
        monday = begins - timedelta(days=begins.weekday())
        last = monday if now >= monday else monday - timedelta(weeks=1)
        return (told or search.made_at) < last
    if told is not None and uow.now - told < _HOUR:
        return False
    return not is_reading or uow.now - oldest >= _HOUR


def _is_reading(uow: UnitOfWork) -> bool:
    """Whether an import still has files to be read."""
    return bool(uow.session.scalar(select(exists().where(ImportItem.state == ItemState.WAITING))))


def _tell(uow: UnitOfWork, search: SavedSearch) -> int:
    actor = actor_of(whole_user(uow.session, search.user_id), uow.now)
    fresh = uow.session.scalars(
        select(SearchHit.document_id)
        .join(Document, Document.id == SearchHit.document_id)
        .where(SearchHit.search_id == search.id, SearchHit.told_key == "", SearchHit.seen_at.is_(None))
        .where(visible_to(actor))
    ).all()
    if not fresh:
        return 0
    key = f"search:{search.id}:{uow.now.timestamp():.0f}"
    _mark(uow, search, fresh, key)
    search.told_at = uow.now
    text = f"Tìm kiếm đã lưu “{search.name}” có {format_number(len(fresh))} văn bản mới."
    way = Way.MAIL if search.alert == Alert.AT_ONCE else Way.DIGEST
    told = Told(Kind.SEARCH, text, f"/searches/{search.id}/new", key, (SEARCH, search.id), way)
    return tell(uow, [search.user_id], told)


def _mark(uow: UnitOfWork, search: SavedSearch, documents: Sequence[str], key: str) -> None:
    for start in range(0, len(documents), _ROWS):
        some = documents[start : start + _ROWS]
        uow.session.execute(
            update(SearchHit)
            .where(SearchHit.search_id == search.id, SearchHit.document_id.in_(some), SearchHit.told_key == "")
            .values(told_key=key)
            .execution_options(synchronize_session=False)
        )
