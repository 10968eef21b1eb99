"""Telling people: a row each, written in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from docarchive.accounts.models import User
from docarchive.accounts.queries.absences import stand_ins
from docarchive.core.work import UnitOfWork
from docarchive.kernel.ids import new_id
from docarchive.kernel.local_time import local_day
from docarchive.notices.events import MailWanted
from docarchive.notices.models import Notice, NoticeWish
from docarchive.notices.states import USUAL_WAYS, Kind, Way

_AT_ONCE = 200


@dataclass(frozen=True)
class Told:
    """What is told.

    Attributes:
        text: One Vietnamese sentence.
        link: Path of the page it leads to.
        key: Names the cause; nobody is told the same cause twice.
        about: Kind and id of what it tells of; empty where it tells of nothing that could be hidden.
        way: How it reaches its reader, where that was chosen for this very thing; None: as he wishes for its kind.
    """

    kind: Kind
    text: str
    link: str
    key: str
    about: tuple[str, str] = ("", "")
    way: Way | None = None


def tell(uow: UnitOfWork, people: Iterable[str], told: Told) -> int:
    """Tell people something, except whoever does it himself and whoever wishes not to know; how many were told.

    Who stands in for one that is away learns, once a day, that there is something new; what it is he sees as the other.
    """
    wanted = sorted(set(people) - uow.actor.selves)
    made = _write(uow, wanted, told)
    if told.kind in {Kind.SEARCH, Kind.STANDING}:  # one's own interest, nothing that waits to be done
        return len(made)
    today = local_day(uow.now)
    for absence in stand_ins(uow.session, sorted(made), today):
        text = f"Có việc mới của {absence.user.name}, người bạn đang làm thay. Bấm “Làm thay” để xem."
        key = f"instead:{absence.id}:{today}"
        _write(uow, [absence.delegate_id or ""], Told(Kind.ABSENCE, text, "/profile/absences", key))
    return len(made)


def _write(uow: UnitOfWork, user_ids: list[str], told: Told) -> set[str]:
    """Write the rows; who was told, and not before."""
    made: set[str] = set()
    for start in range(0, len(user_ids), _AT_ONCE):
        ways = _ways(uow, user_ids[start : start + _AT_ONCE], told)
        rows = [_row(uow, user_id, told, way) for user_id, (way, _) in ways.items() if way is not Way.OFF]
        if not rows:
            continue
        adding = _insert(uow).values(rows).on_conflict_do_nothing(index_elements=["user_id", "key"])
        done = set(uow.session.scalars(adding.returning(Notice.user_id)))
        made |= done
        by_mail = frozenset(user_id for user_id in done if ways[user_id][0] is Way.MAIL and ways[user_id][1])
        if by_mail:
            uow.emit(MailWanted(by_mail))
    return made


def _ways(uow: UnitOfWork, user_ids: list[str], told: Told) -> dict[str, tuple[Way, str]]:
    """Way and address of those who may sign in."""
    rows = uow.session.execute(
        select(User.id, User.email, NoticeWish.way)
        .outerjoin(NoticeWish, (NoticeWish.user_id == User.id) & (NoticeWish.kind == told.kind))
        .where(User.id.in_(user_ids), User.disabled_at.is_(None))
    )
    return {row.id: (told.way or Way(row.way or USUAL_WAYS[told.kind]), row.email) for row in rows}


def _row(uow: UnitOfWork, user_id: str, told: Told, way: Way) -> dict[str, object]:
    return {
        "id": new_id(), "user_id": user_id, "kind": told.kind, "subject_kind": told.about[0],
        "subject_id": told.about[1], "key": told.key, "text": " ".join(told.text.split()), "link": told.link,
        "way": way, "at": uow.now,
    }  # fmt: skip


def _insert(uow: UnitOfWork) -> Any:
    is_postgresql = uow.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(Notice) if is_postgresql else sqlite.insert(Notice)
