"""Following a matter: what was directed about something is told once a week."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import MatterFollowError
from docarchive.directions.models import MatterFollow
from docarchive.kernel.errors import InvalidInputError
from indexer.query import parse

MOST: Final = 30
LONGEST: Final = 500


def follow(uow: UnitOfWork, words: str) -> MatterFollow:
    """Follow a matter; one that is followed already stays as it is.

    Raises:
        MatterFollowError: The actor is no person, or follows as many as one may.
        InvalidInputError: Nothing is asked for.
    """
    tidy = " ".join(words.split())
    if parse(tidy).root is None or len(tidy) > LONGEST:
        message = f"Ghi vụ việc cần theo dõi, nhiều nhất {LONGEST} ký tự."
        raise InvalidInputError(message, fields={"words": message})
    who = _person(uow)
    if (known := uow.session.get(MatterFollow, (who, tidy))) is not None:
        return known
    count = uow.session.scalar(select(func.count()).where(MatterFollow.user_id == who)) or 0
    if count >= MOST:
        raise MatterFollowError(f"Theo dõi nhiều nhất {MOST} vụ việc; thôi theo dõi bớt rồi làm lại.")
    made = MatterFollow(user_id=who, words=tidy, at=uow.now)
    uow.session.add(made)
    uow.session.flush()
    return made


def stop(uow: UnitOfWork, words: str) -> None:
    """Follow a matter no more; one that is not followed is none."""
    found = uow.session.get(MatterFollow, (_person(uow), " ".join(words.split())))
    if found is not None:
        uow.session.delete(found)
        uow.session.flush()


def _person(uow: UnitOfWork) -> str:
    """Whoever acts himself: what one follows is one's own, also where somebody stands in."""
    if uow.actor.user_id is None or uow.actor.substitute_id is not None:
        raise MatterFollowError("Chỉ người có tài khoản theo dõi vụ việc, bằng tên của chính mình.")
    return uow.actor.user_id
