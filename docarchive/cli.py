"""The ``docarchive`` command; what a sub-command needs is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docarchive.core.console import Console, LazyGroup

if TYPE_CHECKING:
    from docarchive.core.instance import Services

# Sub-command → where it is. A feature adds its line here and its command in its own cli.py.
COMMANDS = {
    "init": "docarchive.commands.instance:init",
    "serve": "docarchive.commands.serve:serve",
    "worker": "docarchive.worker:worker",
    "config": "docarchive.commands.config:config",
    "upgrade": "docarchive.commands.upgrade:upgrade",
    "migrate": "docarchive.commands.move:move",
    "audit": "docarchive.commands.audit:audit",
    "edxml": "docarchive.commands.edxml:edxml",
    "backup": "docarchive.commands.keep:backup",
    "restore": "docarchive.commands.keep:restore",
    "import": "docarchive.archive.cli:import_",
    "pages": "docarchive.archive.cli_pages:pages",
    "search": "docarchive.search.cli:search",
    "engine": "docarchive.search.cli:engine",
    "user": "docarchive.accounts.cli:user",
    "agency": "docarchive.accounts.cli:agency",
    "calendar": "docarchive.accounts.cli_calendar:calendar",
    "mail": "docarchive.notices.cli:mail",
    "registers": "docarchive.registers.cli:registers",
    "exchange": "docarchive.delivery.cli:exchange",
    "dossiers": "docarchive.dossiers.cli:dossiers",
    "directions": "docarchive.directions.cli:directions",
}


def build(home: Path | None) -> Services:
    """Put the instance of a folder together."""
    from docarchive import wiring
    from docarchive.core.logs import configure_logging
    from docarchive.settings import Settings

    settings = Settings.from_environ(home)
    configure_logging(settings.log_level)
    return wiring.build(settings)


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), default=None, help="Thư mục của hệ thống.")
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON ra stdout.")
@click.version_option(package_name="docarchive")
@click.pass_context
def main(ctx: click.Context, home: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click hands it over by name
    """Kho văn bản của cơ quan nhà nước: nhập, tìm, đọc."""
    ctx.obj = Console(build, home, as_json)


if __name__ == "__main__":
    main()
