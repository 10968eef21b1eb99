"""Making an instance and keeping its tables up to date."""

from __future__ import annotations

import click

from docarchive.core.actor import Actor
from docarchive.core.console import Console, Report, command
from docarchive.core.instance import Services


@command("init")
@click.option("--admin", default="quantri", show_default=True, help="Tên đăng nhập của quản trị viên đầu tiên.")
@click.option("--password", default=None, envvar="DOCARCHIVE_ADMIN_PASSWORD", help="Mật khẩu; không có thì tự tạo.")
def init(console: Console, admin: str, password: str | None) -> Report:
    """Tạo thư mục, cơ sở dữ liệu và quản trị viên đầu tiên; chạy lại không hại gì."""
    from docarchive.accounts import passwords
    from docarchive.accounts.queries.users import any_user
    from docarchive.accounts.services import users
    from docarchive.kernel.roles import Role

    services = console.services
    prepare(services)
    accounts = []
    with services.begin(Actor.operator()) as uow:
        if not any_user(uow.session):
            chosen = password or passwords.invent()
            users.create_user(
                uow,
                admin,
                "Quản trị viên",
                roles=[Role.ADMINISTRATOR],
                password=chosen,
                must_change_password=not password,
            )
            accounts.append({"username": admin, "role": Role.ADMINISTRATOR.value, "password": chosen})
    home = services.settings.home
    data = {"home": str(home), "database": services.db.engine.url.render_as_string(), "files": services.files.place}
    lines = [f"Thư mục: {home}", *(f"Tài khoản: {one['username']}  mật khẩu: {one['password']}" for one in accounts)]
    return Report({**data, "accounts": accounts}, lines)


def prepare(services: Services) -> None:
    """Make the folders, the key and the tables; what is there stays."""
    from docarchive.core import migrate
    from docarchive.core.secret import read_secret_key

    settings = services.settings
    for folder in (settings.home, settings.cache_folder):
        folder.mkdir(parents=True, exist_ok=True)
    settings.home.chmod(0o750)
    services.files.prepare()
    if not settings.secret_key.get_secret_value():
        read_secret_key(settings.home)
    migrate.upgrade(services.db)
