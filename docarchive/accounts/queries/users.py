"""People as pages and commands read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from docarchive.accounts.models import Position, User, UserRole
from docarchive.core.sorting import vietnamese
from docarchive.kernel.errors import NotFoundError
from docarchive.kernel.roles import Role


@dataclass(frozen=True)
class UserFilter:
    """Which people to list.

    Attributes:
        text: Part of a name or of a sign-in name.
        enabled: None lists both.
    """

    text: str = ""
    role: Role | None = None
    agency_id: str = ""
    enabled: bool | None = None


def any_user(session: Session) -> bool:
    """Tell whether there is any account yet."""
    return bool(session.scalar(select(exists(select(User.id)))))


def user(session: Session, user_id: str) -> User:
    """Find a person with everything the administrator's page shows.

    Raises:
        NotFoundError: There is none.
    """
    found = session.scalar(
        select(User)
        .where(User.id == user_id)
        .options(
            selectinload(User.role_rows),
            selectinload(User.positions).joinedload(Position.agency),
            selectinload(User.positions).joinedload(Position.unit),
        )
    )
    if found is None:
        raise NotFoundError
    return found


def position(session: Session, user_id: str, position_id: str) -> Position:
    """Find a seat of a person.

    Raises:
        NotFoundError: The person never had it.
    """
    found = session.get(Position, position_id)
    if found is None or found.user_id != user_id:
        raise NotFoundError
    return found


def count(session: Session, wanted: UserFilter) -> int:
    """Count the people a filter lets through."""
    return session.scalar(select(func.count()).select_from(User).where(*_conditions(wanted))) or 0


def listed(session: Session, wanted: UserFilter, offset: int, limit: int) -> Sequence[User]:
    """List people by their sign-in name."""
    statement = select(User).where(*_conditions(wanted)).order_by(User.username).offset(offset).limit(limit)
    return session.scalars(
        statement.options(
            selectinload(User.role_rows),
            selectinload(User.positions).joinedload(Position.agency),
            selectinload(User.positions).joinedload(Position.unit),
        )
    ).all()


def by_ids(session: Session, user_ids: Sequence[str]) -> dict[str, User]:
    """Find people by their ids; those that do not exist are left out."""
    found = session.scalars(select(User).where(User.id.in_(user_ids)))
    return {one.id: one for one in found}


def holders(
    session: Session, day: date, *, agency_id: str | None = None, unit_id: str | None = None, roles: Sequence[Role] = ()
) -> set[str]:
    """Ids of those who hold a seat in an agency or a unit on a day and may sign in.

    Args:
        roles: With one of these; none named: whatever they are.
    """
    held = Position.agency_id == agency_id if agency_id else Position.unit_id == unit_id
    ends = or_(Position.valid_to.is_(None), Position.valid_to >= day)
    found = (
        select(Position.user_id)
        .join(User, User.id == Position.user_id)
        .where(held, Position.valid_from <= day, ends, User.disabled_at.is_(None))
    )
    if roles:
        found = found.where(Position.user_id.in_(select(UserRole.user_id).where(UserRole.role.in_(roles))))
    return set(session.scalars(found))


def administrators(session: Session) -> set[str]:
    """Ids of those who administer and may sign in."""
    held = select(UserRole.user_id).where(UserRole.role == Role.ADMINISTRATOR)
    return set(session.scalars(select(User.id).where(User.id.in_(held), User.disabled_at.is_(None))))


def colleagues(session: Session, agency_id: str, day: date) -> Sequence[User]:
    """List the people who hold a position in an agency on a day."""
    held = select(Position.user_id).where(
        Position.agency_id == agency_id,
        Position.valid_from <= day,
        or_(Position.valid_to.is_(None), Position.valid_to >= day),
    )
    by_name = (vietnamese(User.name), User.username)
    return session.scalars(select(User).where(User.id.in_(held), User.disabled_at.is_(None)).order_by(*by_name)).all()


def _conditions(wanted: UserFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text.strip():
        text = wanted.text.strip()
        name = User.name.icontains(text, autoescape=True)
        conditions.append(or_(User.username.icontains(text, autoescape=True), name))
    if wanted.role:
        conditions.append(User.id.in_(select(UserRole.user_id).where(UserRole.role == wanted.role.value)))
    if wanted.agency_id:
        conditions.append(User.id.in_(select(Position.user_id).where(Position.agency_id == wanted.agency_id)))
    if wanted.enabled is not None:
        conditions.append(User.disabled_at.is_(None) if wanted.enabled else User.disabled_at.is_not(None))
    return conditions
