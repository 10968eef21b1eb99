"""The morning's digest: on working days, at its hour, one mail a person for whom something waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time, timedelta
from typing import Any, Final

from sqlalchemy import select

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import User
from docarchive.accounts.queries.users import user as whole_user
from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import at, local, local_day
from docarchive.notices.models import NoticeWish
from docarchive.notices.post import Post
from docarchive.notices.services import mailing, reading
from docarchive.notices.states import Kind, Way
from docarchive.notices.subjects import Subjects
from docarchive.portal.morning import is_working, sections

DIGEST: Final = "portal.digest"
_MOST_FAULTS: Final = 50
# Read in pieces, so that no snapshot of the database is held for long.
_AT_ONCE: Final = 50


def plan_next(uow: UnitOfWork, begins: time) -> None:
    """Have the digest made at its hour, today's or tomorrow's, once however often it is planned."""
    now = local(uow.now)
    day = now.date() if now.time() < begins else now.date() + timedelta(1)
    uow.enqueue_at(at(day, begins), DIGEST, day.isoformat())


def handlers(post: Callable[[], Post | None], subjects: Callable[[], Subjects], begins: time) -> tuple[Handler, ...]:
    """List how the jobs of the portal are done.

    Args:
        post: Gives the way mails leave; None where the instance sends none.
        begins: The hour of the digest.
    """

    def find(payload: Payload, tools: JobTools) -> list[str]:
        """For whom something waits: looked up outside the transaction that has the mails sent."""
        del payload
        if post() is None:
            return []
        with tools.reading() as uow:
            everybody = uow.session.scalars(_wanting()).all()
        found = list[str]()
        for start in range(0, len(everybody), _AT_ONCE):
            tools.progress(start, len(everybody))
            with tools.reading() as uow:
                found += _with_work(uow, everybody[start : start + _AT_ONCE])
        return found

    def _with_work(uow: UnitOfWork, user_ids: Sequence[str]) -> list[str]:
        actors = (actor_of(whole_user(uow.session, each), uow.now) for each in user_ids)
        today = local_day(uow.now)
        return [
            actor.user_id or ""
            for actor in actors
            if is_working(uow.session, actor, today) and sections(uow.session, actor, subjects(), uow.now, begins)
        ]

    @handler(DIGEST, prepare=find, max_attempts=_MOST_FAULTS, label="Soạn thư buổi sáng")
    def post_digests(uow: UnitOfWork, payload: Payload, user_ids: Sequence[str]) -> None:
        """Have the mails sent, and plan the next morning; one made late, before the hour, waits for it."""
        del payload
        if local(uow.now).time() >= begins:
            mailing.post_digests(uow, local_day(uow.now), user_ids)
        reading.forget(uow)
        plan_next(uow, begins)

    return (post_digests,)


def _wanting() -> Any:
    """Whoever may sign in, has an address and did not decline the digest."""
    declined = select(NoticeWish.user_id).where(NoticeWish.kind == Kind.MORNING, NoticeWish.way == Way.OFF)
    return (
        select(User.id)
        .where(User.disabled_at.is_(None), User.email != "", User.id.not_in(declined))
        .order_by(User.id)
    )  # fmt: skip
