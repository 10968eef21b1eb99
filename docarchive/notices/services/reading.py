"""What a person does with his own notices, and the ways he chooses for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, update

from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.notices.models import Notice, NoticeWish
from docarchive.notices.states import OFFERED_WAYS, Kind, Way

# What was read so long ago is forgotten; what it told of has its own history.
KEPT = timedelta(days=180)


def read(uow: UnitOfWork, notice: Notice) -> None:
    """Note that it was read."""
    notice.read_at = notice.read_at or uow.now


def unread(notice: Notice) -> None:
    """Put it among those not read, to come back to it."""
    notice.read_at = None


def read_all(uow: UnitOfWork) -> int:
    """Note that all were read, also those whose subject can no longer be seen; how many."""
    done = uow.session.execute(
        update(Notice)
        .where(Notice.user_id == (uow.actor.user_id or ""), Notice.read_at.is_(None))
        .values(read_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def choose(uow: UnitOfWork, ways: Mapping[Kind, Way]) -> None:
    """Keep the ways a person chooses for his own notices.

    Raises:
        InvalidInputError: A kind does not go that way.
    """
    for kind, way in ways.items():
        if way not in OFFERED_WAYS.get(kind, ()):
            raise InvalidInputError(
                "Chọn một trong các cách nhận được nêu.", fields={kind.value: "Chọn lại cách nhận."}
            )
    uow.require(uow.actor.user_id is not None and uow.actor.substitute_id is None)
    for kind, way in ways.items():
        uow.session.merge(NoticeWish(user_id=uow.actor.user_id, kind=kind, way=way))
    uow.record("notices.ways_chosen", uow.actor.user_id or "", **{kind.value: way.value for kind, way in ways.items()})


def forget(uow: UnitOfWork) -> None:
    """Forget what was read long ago."""
    uow.session.execute(
        delete(Notice).where(Notice.read_at < uow.now - KEPT).execution_options(synchronize_session=False)
    )
