"""People, for the administrator."""

from __future__ import annotations

from docarchive.accounts.models import User
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries import agencies as agency_queries
from docarchive.accounts.queries import users as queries
from docarchive.accounts.services import sessions
from docarchive.accounts.services import users as services
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.people_shapes import (
    EndedOut,
    LastDayIn,
    NewUserIn,
    PasswordOut,
    PositionIn,
    PositionOut,
    UserFilterIn,
    UserIn,
    UserOut,
    UsersOut,
)
from docarchive.core.web import actor, work
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotFoundError


def administration() -> UnitOfWork:
    """Give the request's unit of work to administrators; for others there is nothing here."""
    if not can_administer(actor()):
        raise NotFoundError
    return work()


def shown(user: User) -> UserOut:
    """Make the answer about a person."""
    positions = [fields_of(PositionOut, one) for one in user.positions]
    return fields_of(UserOut, user, roles=sorted(user.roles), enabled=user.is_enabled, positions=positions)


@bp.get("/users")
@bp.input(UserFilterIn, location="query", arg_name="wanted")
@bp.output(UsersOut)
def list_users(wanted: UserFilterIn) -> UsersOut:
    """List people by sign-in name."""
    session = administration().session
    only = queries.UserFilter(wanted.q, wanted.role, wanted.agency_id, wanted.enabled)
    rows = queries.listed(session, only, (wanted.page - 1) * wanted.size, wanted.size)
    return UsersOut(total=queries.count(session, only), users=[shown(one) for one in rows])


@bp.post("/users")
@bp.input(NewUserIn, arg_name="new")
@bp.output(PasswordOut, status_code=201)
def create_user(new: NewUserIn) -> PasswordOut:
    """Make an account; the answer holds its first password."""
    uow = administration()
    user = services.create_user(uow, new.username, new.name, roles=new.roles, email=new.email, phone=new.phone)
    return _handed_over(uow, user)


@bp.get("/users/<user_id>")
@bp.output(UserOut)
def one_user(user_id: str) -> UserOut:
    """Show a person."""
    return shown(queries.user(administration().session, user_id))


@bp.put("/users/<user_id>")
@bp.input(UserIn, arg_name="wanted")
@bp.output(UserOut)
def change_user(user_id: str, wanted: UserIn) -> UserOut:
    """Change a person; other roles end all sessions."""
    uow = administration()
    user = queries.user(uow.session, user_id)
    services.change_user(uow, user, name=wanted.name, email=wanted.email, phone=wanted.phone, roles=wanted.roles)
    return shown(user)


@bp.post("/users/<user_id>/password-reset")
@bp.output(PasswordOut)
def reset_user_password(user_id: str) -> PasswordOut:
    """Give a person a new password to be changed at the next sign-in; all sessions end."""
    uow = administration()
    return _handed_over(uow, queries.user(uow.session, user_id))


@bp.put("/users/<user_id>/disabled")
@bp.output(UserOut)
def disable_user(user_id: str) -> UserOut:
    """Keep a person from signing in; sessions and tokens stop at once."""
    uow = administration()
    user = queries.user(uow.session, user_id)
    services.disable_user(uow, user)
    return shown(user)


@bp.delete("/users/<user_id>/disabled")
@bp.output(UserOut)
def enable_user(user_id: str) -> UserOut:
    """Let a disabled person sign in again."""
    uow = administration()
    user = queries.user(uow.session, user_id)
    services.enable_user(uow, user)
    return shown(user)


@bp.delete("/users/<user_id>/sessions")
@bp.output(EndedOut)
def end_user_sessions(user_id: str) -> EndedOut:
    """End every session of a person."""
    uow = administration()
    return EndedOut(count=sessions.end_all_sessions(uow, queries.user(uow.session, user_id).id))


@bp.post("/users/<user_id>/positions")
@bp.input(PositionIn, arg_name="new")
@bp.output(PositionOut, status_code=201)
def give_position(user_id: str, new: PositionIn) -> PositionOut:
    """Seat a person in an agency."""
    uow = administration()
    position = services.give_position(
        uow,
        queries.user(uow.session, user_id),
        agency_queries.agency(uow.session, new.agency_id),
        unit=agency_queries.unit(uow.session, new.unit_id) if new.unit_id else None,
        title=new.title,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        is_main=new.is_main,
    )
    return fields_of(PositionOut, position)


@bp.patch("/users/<user_id>/positions/<position_id>")
@bp.input(LastDayIn, arg_name="wanted")
@bp.output(PositionOut)
def end_position(user_id: str, position_id: str, wanted: LastDayIn) -> PositionOut:
    """Let a seat end on a day."""
    uow = administration()
    position = queries.position(uow.session, user_id, position_id)
    services.end_position(uow, position, wanted.valid_to)
    return fields_of(PositionOut, position)


def _handed_over(uow: UnitOfWork, user: User) -> PasswordOut:
    password = services.reset_password(uow, user)
    return PasswordOut(user_id=user.id, username=user.username, password=password)
