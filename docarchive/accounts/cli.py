"""Commands for people and agencies."""

from __future__ import annotations

from datetime import date

import click

from docarchive.accounts.models import Unit
from docarchive.accounts.queries import agencies as agency_queries
from docarchive.accounts.queries.sessions import user_by_name
from docarchive.accounts.services import agencies, users
from docarchive.core.actor import Actor
from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.kernel.errors import NotFoundError
from docarchive.kernel.roles import Role

ROLES = click.Choice([role.value for role in Role])


@command("add")
@click.argument("username")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=ROLES, default=["civil_servant"], help="Vai trò; lặp lại được.")
@click.option("--password", default=None, help="Mật khẩu; không có thì chưa đăng nhập được.")
@click.option("--agency", "code", default=None, help="Mã cơ quan của vị trí đầu tiên.")
@click.option("--unit", "unit_name", default=None, help="Tên đơn vị trong cơ quan đó.")
@click.option("--title", default="", help="Chức vụ.")
def add_user(
    console: Console,
    username: str,
    name: str,
    roles: tuple[str, ...],
    password: str | None,
    code: str | None,
    unit_name: str | None,
    title: str,
) -> Report:
    """Thêm một tài khoản."""
    with console.ready().begin(Actor.operator()) as uow:
        user = users.create_user(
            uow, username, name, roles=[Role(role) for role in roles], password=password, must_change_password=False
        )
        if code:
            agency = agency_queries.agency_by_code(uow.session, code)
            if agency is None:
                raise NotFoundError(f"Không có cơ quan mang mã {code}.")
            unit = next((unit for unit in agency.units if unit_name in (unit.name, unit.short_name)), None)
            users.give_position(uow, user, agency, unit=unit, title=title, valid_from=date(2000, 1, 1))
        return Report({"id": user.id, "username": user.username}, [f"Đã thêm {user.username} ({user.id})."])


@command("reset-password")
@click.argument("username")
@click.option("--password", default=None, help="Mật khẩu mới; không có thì tự tạo.")
def reset_password(console: Console, username: str, password: str | None) -> Report:
    """Đặt lại mật khẩu; mọi phiên đăng nhập của người đó kết thúc."""
    with console.ready().begin(Actor.operator()) as uow:
        user = user_by_name(uow.session, username)
        if user is None:
            raise NotFoundError(f"Không có tài khoản {username}.")
        chosen = users.reset_password(uow, user, password)
        return Report({"username": user.username, "password": chosen}, [f"Mật khẩu mới của {user.username}: {chosen}"])


@command("add")
@click.argument("code")
@click.argument("name")
@click.option("--short-name", default="", help="Tên viết tắt dùng trong ký hiệu.")
@click.option("--parent", "parent_code", default=None, help="Mã cơ quan cấp trên.")
@click.option("--unit", "unit_names", multiple=True, help="Đơn vị trực thuộc; lặp lại được.")
def add_agency(
    console: Console, code: str, name: str, short_name: str, parent_code: str | None, unit_names: tuple[str, ...]
) -> Report:
    """Thêm một cơ quan."""
    with console.ready().begin(Actor.operator()) as uow:
        parent = agency_queries.agency_by_code(uow.session, parent_code) if parent_code else None
        if parent_code and parent is None:
            raise NotFoundError(f"Không có cơ quan mang mã {parent_code}.")
        agency = agencies.create_agency(uow, code, name, short_name=short_name, parent=parent)
        units: list[Unit] = [agencies.create_unit(uow, agency, unit_name) for unit_name in unit_names]
        data = {"id": agency.id, "code": agency.code, "units": [unit.id for unit in units]}
        return Report(data, [f"Đã thêm {agency.code} {agency.name} ({agency.id})."])


user = LazyGroup("user", help="Tài khoản.", commands={"add": add_user, "reset-password": reset_password})
agency = LazyGroup("agency", help="Cơ quan.", commands={"add": add_agency})
