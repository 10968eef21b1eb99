"""Changes to people: made, changed, disabled; their passwords, roles and positions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import exists, func, select

from docarchive.accounts import passwords
from docarchive.accounts.errors import LastAdministratorError, NameTakenError, WeakPasswordError, WrongPasswordError
from docarchive.accounts.models import Agency, Position, Unit, User, UserRole
from docarchive.accounts.policies import can_administer, can_change_own_account
from docarchive.accounts.services.sessions import end_all_sessions
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.roles import Role

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")


def create_user(
    uow: UnitOfWork,
    username: str,
    name: str,
    *,
    roles: Iterable[Role] = (Role.CIVIL_SERVANT,),
    password: str | None = None,
    email: str = "",
    phone: str = "",
    must_change_password: bool = True,
) -> User:
    """Make an account.

    Args:
        password: None: nobody can sign in until one is set.

    Raises:
        NameTakenError: Somebody signs in with this name.
        InvalidInputError: The name has other characters than ``a–z 0–9 . _ -``.
        WeakPasswordError: The password is not taken.
    """
    uow.require(can_administer(uow.actor))
    username = username.strip().lower()
    if _USERNAME.fullmatch(username) is None:
        raise InvalidInputError(
            "Tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm, gạch, từ 2 ký tự.",
            fields={"username": "Chữ thường không dấu, số, dấu chấm, gạch."},
        )
    if uow.session.scalar(select(exists().where(User.username == username))):
        raise NameTakenError(username)
    user = User(username=username, name=name.strip(), email=email.strip(), phone=phone.strip(), created_at=uow.now)
    user.roles = frozenset(roles)
    if password is not None:
        _set_password(uow, user, password)
        user.must_change_password = must_change_password
    uow.session.add(user)
    uow.session.flush()
    uow.record("user.created", user.id, username=username, roles=sorted(user.roles))
    return user


def change_user(uow: UnitOfWork, user: User, *, name: str, email: str, phone: str, roles: Iterable[Role]) -> None:
    """Change what the administrator keeps of a person; other roles end all sessions, so that rights never linger.

    Raises:
        LastAdministratorError: Nobody would be left to administer.
    """
    uow.require(can_administer(uow.actor))
    wanted = frozenset(roles)
    if Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in wanted:
        _require_another_administrator(uow, user)
    roles_changed = wanted != user.roles
    user.name, user.email, user.phone, user.roles = name.strip(), email.strip(), phone.strip(), wanted
    uow.session.flush()
    uow.record("user.changed", user.id, roles=sorted(wanted))
    if roles_changed:
        end_all_sessions(uow, user.id)


def change_profile(uow: UnitOfWork, user: User, *, email: str, phone: str) -> None:
    """Change what people keep of themselves."""
    uow.require(can_change_own_account(uow.actor, user.id))
    user.email, user.phone = email.strip(), phone.strip()
    uow.record("profile.changed", user.id)


def change_password(uow: UnitOfWork, user: User, current: str, new: str, *, session_id: str | None = None) -> None:
    """Change one's own password; every other session ends.

    Raises:
        WrongPasswordError: The present one is not right.
        WeakPasswordError: The new one is not taken.
    """
    uow.require(can_change_own_account(uow.actor, user.id))
    if not passwords.matches(user.password_hash, current):
        raise WrongPasswordError
    _set_password(uow, user, new)
    user.must_change_password = False
    uow.record("password.changed", user.id)
    end_all_sessions(uow, user.id, but=session_id)


def reset_password(uow: UnitOfWork, user: User, password: str | None = None) -> str:
    """Give a person a new password to be changed at the next sign-in; all sessions end.

    Returns:
        The password, to be shown once.
    """
    uow.require(can_administer(uow.actor))
    handed_over = password or passwords.invent()
    _set_password(uow, user, handed_over)
    user.must_change_password = True
    uow.record("password.reset", user.id)
    end_all_sessions(uow, user.id)
    return handed_over


def disable_user(uow: UnitOfWork, user: User) -> None:
    """Keep a person from signing in; all sessions end at once, tokens stop working.

    Raises:
        LastAdministratorError: Nobody would be left to administer.
    """
    uow.require(can_administer(uow.actor))
    if Role.ADMINISTRATOR in user.roles:
        _require_another_administrator(uow, user)
    user.disabled_at = uow.now
    uow.record("user.disabled", user.id)
    end_all_sessions(uow, user.id)


def enable_user(uow: UnitOfWork, user: User) -> None:
    """Let a disabled person sign in again."""
    uow.require(can_administer(uow.actor))
    user.disabled_at = None
    uow.record("user.enabled", user.id)


def give_position(
    uow: UnitOfWork,
    user: User,
    agency: Agency,
    *,
    valid_from: date,
    unit: Unit | None = None,
    title: str = "",
    valid_to: date | None = None,
    is_main: bool = True,
) -> Position:
    """Seat a person in an agency from a day on.

    Raises:
        InvalidInputError: The unit belongs to another agency, or the last day lies before the first.
    """
    uow.require(can_administer(uow.actor))
    if unit is not None and unit.agency_id != agency.id:
        raise InvalidInputError(
            "Đơn vị không thuộc cơ quan đã chọn.", fields={"unit_id": "Chọn đơn vị của cơ quan này."}
        )
    if valid_to is not None and valid_to < valid_from:
        raise InvalidInputError(
            "Ngày thôi giữ chức không được trước ngày bắt đầu.", fields={"valid_to": "Sau ngày bắt đầu."}
        )
    position = Position(
        user=user,
        agency=agency,
        unit=unit,
        title=title.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        is_main=is_main,
    )
    uow.session.add(position)
    uow.session.flush()
    uow.record("position.given", user.id, agency=agency.id, unit=unit and unit.id, title=position.title)
    return position


def end_position(uow: UnitOfWork, position: Position, last_day: date) -> None:
    """Let a seat end on a day; it stays in the history.

    Raises:
        InvalidInputError: The day lies before the first.
    """
    uow.require(can_administer(uow.actor))
    if last_day < position.valid_from:
        raise InvalidInputError(
            "Ngày thôi giữ chức không được trước ngày bắt đầu.", fields={"valid_to": "Sau ngày bắt đầu."}
        )
    position.valid_to = last_day
    uow.record("position.ended", position.user_id, position=position.id, last_day=last_day.isoformat())


def _set_password(uow: UnitOfWork, user: User, password: str) -> None:
    reason = passwords.fault(password, username=user.username, name=user.name)
    if reason:
        raise WeakPasswordError(reason)
    user.password_hash = passwords.make_hash(password)
    user.password_changed_at = uow.now


def _require_another_administrator(uow: UnitOfWork, user: User) -> None:
    uow.alone("administrators")
    others = (
        select(func.count())
        .select_from(User)
        .join(UserRole)
        .where(UserRole.role == Role.ADMINISTRATOR.value, User.disabled_at.is_(None), User.id != user.id)
    )
    if not uow.session.scalar(others):
        raise LastAdministratorError
