"""Rows for tests: everything has a value, and a test names only what it is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from docarchive.accounts import passwords
from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import Agency, Position, Unit, User
from docarchive.accounts.queries import users as user_queries
from docarchive.accounts.services import agencies
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role

PASSWORD = "mưa rào tháng sáu"
_numbers = itertools.count(1)


@lru_cache(maxsize=1)
def _password_hash() -> str:
    return passwords.make_hash(PASSWORD)


def make_agency(uow: UnitOfWork, **values: object) -> Agency:
    """Make an agency; the code counts up."""
    number = next(_numbers)
    given = {"code": f"Y{number // 100 % 100:02}.{number}", "name": f"Cơ quan thử {number}", **values}
    return agencies.create_agency(uow, **given)  # type: ignore[arg-type]


def make_unit(uow: UnitOfWork, agency: Agency | None = None, **values: object) -> Unit:
    """Make a unit."""
    given = {"name": f"Phòng thử {next(_numbers)}", **values}
    return agencies.create_unit(uow, agency or make_agency(uow), **given)  # type: ignore[arg-type]


def make_user(
    uow: UnitOfWork,
    *,
    username: str = "",
    name: str = "",
    roles: Iterable[Role] = (Role.CIVIL_SERVANT,),
    agency: Agency | None = None,
    unit: Unit | None = None,
    title: str = "Chuyên viên",
) -> User:
    """Make a person with a position and the password ``PASSWORD``."""
    number = next(_numbers)
    user = User(
        username=username or f"nguoi{number}", name=name or f"Người Thử {number}", created_at=uow.now,
        password_hash=_password_hash(),
    )  # fmt: skip
    user.roles = frozenset(roles)
    seat = agency or (unit.agency if unit else make_agency(uow))
    # straight to the rows: nearly every test needs some people, and how they are made is the business of few
    held = Position(user=user, agency=seat, unit=unit, title=title, valid_from=date(2020, 1, 1), is_main=True)
    uow.session.add_all([user, held])
    uow.session.flush()
    return user


def actor_for(uow: UnitOfWork, user: User) -> Actor:
    """Make the actor of a person, as a request would."""
    uow.session.flush()
    found = user if user in uow.session else user_queries.user(uow.session, user.id)
    return actor_of(found, uow.now)
