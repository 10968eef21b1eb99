"""Looking which saved searches the documents answer that came or changed: one pass over these, whoever keeps how many.

Every search remembers until when documents were looked at. A pass begins a little before the oldest of these moments,
as changes are seen only once they are committed; what was found before is not found again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from docarchive.accounts.models import User
from docarchive.archive.models import Document
from docarchive.archive.searchable import project
from docarchive.archive.states import DocumentState
from docarchive.core.work import UnitOfWork
from docarchive.lookup.models import NumberList, SavedSearch, SearchHit
from docarchive.lookup.queries.searches import any_kept
from docarchive.lookup.states import Alert
from docarchive.search.asking import Asked
from indexer.engines.protocol import Audience, Query
from indexer.engines.watching import matching

MATCH: Final = "lookup.match"
EVERY: Final = timedelta(minutes=5)
AT_ONCE: Final = 200  # documents a job looks at
_OVERLAP: Final = timedelta(minutes=5)
_KEPT: Final = timedelta(days=30)
_ROWS: Final = 500


@dataclass(frozen=True)
class Looked:
    """What a piece of a pass found.

    Attributes:
        hits: Search → documents.
        begun: When the pass began.
        last: Change and id of the last document looked at; None: the pass is over.
    """

    hits: Mapping[str, Sequence[str]]
    begun: datetime
    last: tuple[str, str] | None


def plan_next(uow: UnitOfWork) -> None:
    """Plan the next pass, once however often it is planned; none where nobody keeps a search."""
    if any_kept(uow.session):
        slot = int(uow.now.timestamp() // EVERY.total_seconds()) + 1
        uow.enqueue_at(datetime.fromtimestamp(slot * EVERY.total_seconds(), uow.now.tzinfo), MATCH, str(slot))


def go_on(uow: UnitOfWork, looked: Looked) -> None:
    """Have the next piece of a pass looked at."""
    if looked.last is not None:
        key = f"{looked.begun.timestamp():.0f}:{looked.last[1]}:{looked.last[0]}"
        uow.enqueue(MATCH, key, begun=looked.begun.isoformat(), after=list(looked.last))


def look(uow: UnitOfWork, begun: datetime | None = None, after: tuple[str, str] | None = None) -> Looked:
    """Look at the next documents; changes nothing.

    Args:
        begun: When the pass began; None: now.
        after: Change and id of the last document looked at in this pass.
    """
    begun = begun or uow.now
    kept = uow.session.scalars(
        select(SavedSearch)
        .join(User, User.id == SavedSearch.user_id)
        .where(SavedSearch.removed_at.is_(None), User.disabled_at.is_(None))
    ).all()
    if not kept:
        return Looked({}, begun, None)
    rows = _changed(uow, min(one.looked_until for one in kept) - _OVERLAP, after)
    came = {row.id: row.created_at for row in rows}
    projected = project(uow.session, list(came))
    found = matching(projected.values(), {one.id: _query(Asked.of_address(one.question)) for one in kept})
    since = {one.id: one.made_at for one in kept}
    hits = {name: [each for each in ids if came[each] >= since[name]] for name, ids in found.items()}
    last = (rows[-1].changed_at.isoformat(), rows[-1].id) if len(rows) == AT_ONCE else None
    return Looked({name: ids for name, ids in hits.items() if ids}, begun, last)


def write(uow: UnitOfWork, looked: Looked) -> None:
    """Note what was found, each document once a search; at the end of a pass also until when all was looked at."""
    quiet = set(uow.session.scalars(select(SavedSearch.id).where(SavedSearch.alert == Alert.NONE)))
    there = set(uow.session.scalars(select(SavedSearch.id).where(SavedSearch.id.in_(list(looked.hits)))))
    documents = {each for ids in looked.hits.values() for each in ids}
    held = set(uow.session.scalars(select(Document.id).where(Document.id.in_(documents))))
    rows = [
        {"search_id": name, "document_id": each, "found_at": uow.now, "told_key": "-" if name in quiet else ""}
        for name, ids in looked.hits.items()
        for each in ids
        if name in there and each in held
    ]
    kind = postgresql if uow.session.get_bind().dialect.name == "postgresql" else sqlite
    for start in range(0, len(rows), _ROWS):
        uow.session.execute(kind.insert(SearchHit).values(rows[start : start + _ROWS]).on_conflict_do_nothing())
    if looked.last is None:
        _end(uow, looked.begun)


def _end(uow: UnitOfWork, begun: datetime) -> None:
    at_rest = {"synchronize_session": False}
    older = SavedSearch.looked_until < begun
    uow.session.execute(update(SavedSearch).where(older).values(looked_until=begun).execution_options(**at_rest))
    gone = uow.now - _KEPT
    uow.session.execute(delete(SavedSearch).where(SavedSearch.removed_at < gone).execution_options(**at_rest))
    uow.session.execute(delete(NumberList).where(NumberList.made_at < gone).execution_options(**at_rest))


def _changed(uow: UnitOfWork, since: datetime, after: tuple[str, str] | None) -> Sequence[Any]:
    later = Document.changed_at >= since
    if after is not None:
        moment = datetime.fromisoformat(after[0])
        later = or_(Document.changed_at > moment, and_(Document.changed_at == moment, Document.id > after[1]))
    return uow.session.execute(
        select(Document.id, Document.created_at, Document.changed_at)
        .where(later, Document.state == DocumentState.ACTIVE)
        .order_by(Document.changed_at, Document.id)
        .limit(AT_ONCE)
    ).all()


def _query(asked: Asked) -> Query:
    """The question for whoever may see everything: who sees what is asked when it is shown or told."""
    return Query(asked.text, Audience.operator(), asked.filters)
