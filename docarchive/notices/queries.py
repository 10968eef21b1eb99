"""Notices as their reader finds them: what he may no longer see is neither shown nor counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.kernel.errors import NotFoundError
from docarchive.notices.models import Notice, NoticeWish
from docarchive.notices.states import OFFERED_WAYS, USUAL_WAYS, Kind, Way
from docarchive.notices.subjects import Rule, Subjects

# More than the bell shows need not be counted.
MOST_COUNTED = 100


def told_to(actor: Actor, subjects: Subjects) -> ColumnElement[bool]:
    """Notices of the actor about what he may still see."""
    seen = (and_(Notice.subject_kind == kind, rule(actor)) for kind, rule in subjects.items())
    return and_(Notice.user_id == (actor.user_id or ""), or_(Notice.subject_kind == "", *seen))


def unread_count(session: Session, actor: Actor, subjects: Subjects) -> int:
    """How many the actor has not read, up to a hundred: by the index of his own rows."""
    if session.scalar(_WAITING, {"user_id": actor.user_id or ""}) is None:  # every page asks, and often this is it
        return 0
    return session.scalar(_unread(actor, tuple(subjects.items()))) or 0


# Every page asks; putting the statement together takes much longer than answering it.
_WAITING: Final = select(Notice.id).where(Notice.user_id == bindparam("user_id"), Notice.read_at.is_(None)).limit(1)


@lru_cache(maxsize=256)
def _unread(actor: Actor, subjects: tuple[tuple[str, Rule], ...]) -> Select[int]:
    told = told_to(actor, dict(subjects))
    unread = select(Notice.id).where(told, Notice.read_at.is_(None)).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(unread)


def count(session: Session, actor: Actor, subjects: Subjects, *, only_unread: bool = False) -> int:
    """How many there are in all."""
    wanted = select(func.count()).select_from(Notice).where(*_conditions(actor, subjects, only_unread))
    return session.scalar(wanted) or 0


def notices(
    session: Session, actor: Actor, subjects: Subjects, offset: int = 0, size: int = 50, *, only_unread: bool = False
) -> Sequence[Notice]:
    """The actor's notices, the newest first."""
    return session.scalars(
        select(Notice)
        .where(*_conditions(actor, subjects, only_unread))
        .order_by(Notice.at.desc(), Notice.id.desc())
        .offset(offset)
        .limit(size)
    ).all()


def notice(session: Session, actor: Actor, subjects: Subjects, notice_id: str) -> Notice:
    """Find one.

    Raises:
        NotFoundError: There is none, it is somebody else's, or what it tells of may no longer be seen.
    """
    found = session.scalar(select(Notice).where(Notice.id == notice_id, told_to(actor, subjects)))
    if found is None:
        raise NotFoundError
    return found


def fresh(session: Session, actor: Actor, subjects: Subjects, since: datetime) -> Sequence[Notice]:
    """What was told since a moment, is not read and is not for the page alone."""
    wanted = (Notice.at >= since, Notice.read_at.is_(None), Notice.way != Way.PAGE)
    return session.scalars(select(Notice).where(told_to(actor, subjects), *wanted).order_by(Notice.at, Notice.id)).all()


def of_kind(session: Session, actor: Actor, subjects: Subjects, kind: Kind, since: datetime) -> Sequence[Notice]:
    """What was told of one kind since a moment, read or not."""
    wanted = select(Notice).where(told_to(actor, subjects), Notice.kind == kind, Notice.at >= since)
    return session.scalars(wanted.order_by(Notice.at, Notice.id)).all()


def of_mail(session: Session, actor: Actor, subjects: Subjects, mail_id: str) -> Sequence[Notice]:
    """What a mail tells, as far as its reader may still see it."""
    wanted = select(Notice).where(told_to(actor, subjects), Notice.mail_id == mail_id)
    return session.scalars(wanted.order_by(Notice.at, Notice.id)).all()


def wishes(session: Session, user_id: str) -> Mapping[Kind, Way]:
    """The way of every kind a person can choose for."""
    rows = session.scalars(select(NoticeWish).where(NoticeWish.user_id == user_id))
    chosen = {Kind(row.kind): Way(row.way) for row in rows}
    return {kind: chosen.get(kind, USUAL_WAYS[kind]) for kind in OFFERED_WAYS}


def _conditions(actor: Actor, subjects: Subjects, only_unread: bool) -> list[ColumnElement[bool]]:  # noqa: FBT001
    conditions = [told_to(actor, subjects)]
    return [*conditions, Notice.read_at.is_(None)] if only_unread else conditions
