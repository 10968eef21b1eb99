"""The digests at their hour: each working day of what waits for a person, once a week of what he follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from sqlalchemy import select

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import User
from docarchive.accounts.queries.users import user as whole_user
from docarchive.core.actor import Actor
from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import at, local, local_day
from docarchive.notices.models import NoticeWish
from docarchive.notices.post import Post
from docarchive.notices.services import mailing, reading
from docarchive.notices.states import Kind, Way
from docarchive.notices.subjects import Subjects
from docarchive.portal import morning, weekly
from indexer.engines.protocol import SearchEngine

# What kind of mail → ids of those who get one.
Found = dict[str, list[str]]
DIGEST: Final = "portal.digest"
_MOST_FAULTS: Final = 50
# Read in pieces, so that no snapshot of the database is held for long.
_AT_ONCE: Final = 50


def plan_next(uow: UnitOfWork, begins: time) -> None:
    """Have the digest made at its hour, today's or tomorrow's, once however often it is planned."""
    now = local(uow.now)
    day = now.date() if now.time() < begins else now.date() + timedelta(1)
    uow.enqueue_at(at(day, begins), DIGEST, day.isoformat())


def handlers(
    post: Callable[[], Post | None], subjects: Callable[[], Subjects], engine: Callable[[], SearchEngine], begins: time
) -> tuple[Handler, ...]:
    """List how the jobs of the portal are done.

    Args:
        post: Gives the way mails leave; None where the instance sends none.
        engine: Gives the search engine, for matters people follow.
        begins: The hour of the digest.
    """

    def find(payload: Payload, tools: JobTools) -> Found:
        """For whom something waits, and for whom something he follows is new: looked up outside the transaction."""
        del payload
        found: Found = {mailing.DIGEST: [], mailing.WEEK: []}
        if post() is None:
            return found
        for what, kind, has in ((mailing.DIGEST, Kind.MORNING, _has_work), (mailing.WEEK, Kind.WEEK, _has_news)):
            with tools.reading() as uow:
                everybody = uow.session.scalars(_wanting(kind)).all()
            for start in range(0, len(everybody), _AT_ONCE):
                tools.progress(start, len(everybody))
                with tools.reading() as uow:
                    found[what] += _those(uow, everybody[start : start + _AT_ONCE], has)
        return found

    def _has_work(uow: UnitOfWork, actor: Actor, today: date) -> bool:
        if not morning.is_working(uow.session, actor, today):
            return False
        return bool(morning.sections(uow.session, actor, subjects(), uow.now, begins))

    def _has_news(uow: UnitOfWork, actor: Actor, today: date) -> bool:
        if not weekly.is_last_working_day(uow.session, actor, today):
            return False
        return bool(weekly.sections(uow.session, actor, subjects(), engine(), uow.now, begins))

    @handler(DIGEST, prepare=find, max_attempts=_MOST_FAULTS, label="Soạn thư buổi sáng, thư thứ Sáu")
    def post_digests(uow: UnitOfWork, payload: Payload, found: Found) -> None:
        """Have the mails sent, and plan the next morning; one made late, before the hour, waits for it."""
        del payload
        if local(uow.now).time() >= begins:
            for what, user_ids in found.items():
                mailing.post_digests(uow, local_day(uow.now), user_ids, what)
        reading.forget(uow)
        plan_next(uow, begins)

    return (post_digests,)


def _those(
    uow: UnitOfWork, user_ids: Sequence[str], has: Callable[[UnitOfWork, Actor, date], bool]
) -> list[str]:  # fmt: skip
    actors = (actor_of(whole_user(uow.session, each), uow.now) for each in user_ids)
    return [actor.user_id or "" for actor in actors if has(uow, actor, local_day(uow.now))]


def _wanting(kind: Kind) -> Any:
    """Whoever may sign in, has an address and did not decline the digest."""
    declined = select(NoticeWish.user_id).where(NoticeWish.kind == kind, NoticeWish.way == Way.OFF)
    return (
        select(User.id)
        .where(User.disabled_at.is_(None), User.email != "", User.id.not_in(declined))
        .order_by(User.id)
    )  # fmt: skip
