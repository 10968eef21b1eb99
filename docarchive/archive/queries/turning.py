"""Documents people follow that stand otherwise from a day on: they begin, end, are suspended or come back by date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from docarchive.accounts.audience import actor_of
from docarchive.accounts.queries.users import user as whole_user
from docarchive.archive.models import Document, DocumentFollow, DocumentRelation
from docarchive.archive.policies import can_read
from docarchive.archive.queries.following import STOPPED, followers
from docarchive.archive.queries.standing import causes
from docarchive.archive.states import DocumentState, RelationState
from docarchive.archive.validity import BEARING, Cause, Standing, judge

_SOURCE = aliased(Document)
_AT_ONCE = 200


@dataclass(frozen=True)
class Turn:
    """What one follower is to be told of a document.

    Attributes:
        why: He follows it, as ``DocumentFollow.why``.
        day: The first day it stands so.
    """

    user_id: str
    document: Document
    why: str
    standing: Standing
    day: date


def turning(session: Session, after: date, today: date) -> Sequence[str]:
    """Ids of followed documents a date of which, or of what acts upon them, lies after a day and not after today."""

    def comes(day: Any) -> ColumnElement[bool]:
        return and_(day > after, day <= today)

    relation_day = func.coalesce(DocumentRelation.effective_on, _SOURCE.effective_on, _SOURCE.issued_on)
    acting = (
        select(DocumentRelation.target_id, DocumentRelation.number_key)
        .join(_SOURCE, _SOURCE.id == DocumentRelation.document_id)
        .where(
            DocumentRelation.state == RelationState.CONFIRMED, DocumentRelation.relation.in_(BEARING),
            or_(comes(relation_day), comes(DocumentRelation.until_on)),
        )
    )  # fmt: skip
    rows = session.execute(acting).all()
    ids = [row.target_id for row in rows if row.target_id]
    keys = [row.number_key for row in rows if not row.target_id and row.number_key]
    dated = or_(comes(Document.effective_on), comes(Document.expires_on))
    followed = select(DocumentFollow.document_id).where(DocumentFollow.why != STOPPED)
    found: set[str] = set()
    for condition in (dated, *_chunks(Document.id, ids), *_chunks(Document.number_key, keys)):
        found.update(
            session.scalars(
                select(Document.id).where(condition, Document.state == DocumentState.ACTIVE, Document.id.in_(followed))
            )
        )
    return sorted(found)


def turns(session: Session, ids: Sequence[str], after: date, now: datetime, today: date) -> Iterator[Turn]:
    """What each follower of these documents is to be told, by what he may see; nothing where nothing is otherwise."""
    found = session.scalars(select(Document).where(Document.id.in_(ids)).options(selectinload(Document.tokens)))
    documents: Mapping[str, Document] = {each.id: each for each in found}
    for user_id, document_id, why in followers(session, list(documents)):
        document = documents[document_id]
        reader = actor_of(whole_user(session, user_id), now)
        if not can_read(reader, document):
            continue
        turned = _turned(document, causes(session, reader, [document]).get(document.id, ()), after, today)
        if turned is not None:
            yield Turn(user_id, document, why, *turned)


def _turned(
    document: Document, bearing: Sequence[Cause], after: date, today: date
) -> tuple[Standing, date] | None:  # fmt: skip
    """How a document stands today where it stood otherwise on the day ``after``, and since when."""

    def on(day: date) -> Standing:
        return judge(document.effective_on, document.expires_on, bearing, day).standing

    now, first = on(today), today
    if now is on(after):
        return None
    while first - timedelta(1) > after and on(first - timedelta(1)) is now:
        first -= timedelta(1)
    return now, first


def _chunks(column: Any, values: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    for start in range(0, len(values), _AT_ONCE):
        yield column.in_(values[start : start + _AT_ONCE])
