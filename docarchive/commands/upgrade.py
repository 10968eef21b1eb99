"""Bringing an instance's tables to the form a new version of the program expects, never without a copy beside."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docarchive.core import revisions
from docarchive.core.console import Console, Report, command
from docarchive.core.revisions import OtherRevisionError
from docarchive.kernel.errors import UnavailableError

if TYPE_CHECKING:
    from docarchive.core.instance import Services

FOLDER = "backups"


class UpgradeFailedError(UnavailableError):
    """The tables could not be changed; they are as they were."""

    code = "upgrade-failed"

    def __init__(self, before: str | None, copy: Path, cause: Exception) -> None:
        super().__init__(
            f"Không nâng cấp được ({type(cause).__name__}: {cause}). Dữ liệu vẫn nguyên ở mẫu {before}, chạy tiếp được"
            f" bằng phiên bản cũ của chương trình. Bản sao trước nâng cấp: {copy}. Gửi dòng lỗi này cho người hỗ trợ;"
            f" nếu cần dựng lại: docarchive restore {copy} vào một hệ thống trống."
        )


@command("upgrade")
@click.option("--backup", "target", type=click.Path(file_okay=False, path_type=Path), help="Nơi đặt bản sao lưu.")
def upgrade(console: Console, target: Path | None) -> Report:
    """Sao lưu cơ sở dữ liệu rồi đưa nó lên mẫu mà phiên bản này cần."""
    services = console.ready(any_revision=True)
    before = revisions.found(services.db)
    copy = bring_up(console, services, target)
    data = {"from": before, "to": revisions.found(services.db), "backup": str(copy) if copy else None}
    line = (
        f"Cơ sở dữ liệu: {before} → {data['to']}, bản sao lưu ở {copy}." if copy else "Cơ sở dữ liệu đã ở mẫu mới nhất."
    )
    return Report(data, [line])


def bring_up(console: Console, services: Services, target: Path | None = None) -> Path | None:
    """Copy the database, then change its tables, in one transaction.

    Returns:
        Where the copy lies; None where the tables were those wanted.

    Raises:
        OtherRevisionError: A newer program made them.
        UpgradeFailedError: They could not be changed.
    """
    before, wanted = revisions.found(services.db), revisions.expected()
    if before is not None and before > wanted:
        raise OtherRevisionError(before, wanted)
    if before == wanted:
        return None
    from docarchive.core import backup, migrate  # Alembic takes half a second, and mostly there is nothing to do

    folder = (target or services.settings.home / FOLDER).resolve()
    console.say(f"Sao lưu trước khi nâng cấp vào {folder}…")
    copy = backup.back_up(services.db, None, folder, services.clock(), version("docarchive"), console.say)
    try:
        migrate.upgrade(services.db)
    except Exception as problem:
        raise UpgradeFailedError(before, copy.folder, problem) from problem
    return copy.folder


def bring_up_to_date(console: Console, services: Services) -> None:
    """See to the tables before serving: one office's own file is upgraded, a shared server's by its administrator."""
    if services.db.is_sqlite:
        bring_up(console, services)
    revisions.require_expected(services.db)
