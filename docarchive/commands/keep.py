"""Copying an instance and bringing it back."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import click

from docarchive.core.console import Console, Report, command

_FOLDER = click.Path(file_okay=False, path_type=Path)


@command("backup")
@click.argument("target", type=_FOLDER)
def backup(console: Console, target: Path) -> Report:
    """Sao lưu hệ thống đang chạy vào thư mục TARGET; mỗi lần chỉ thêm tệp mới."""
    from docarchive.core import signs
    from docarchive.core.backup import back_up

    services = console.ready(any_revision=True)
    copy = back_up(services.db, services.files, target.resolve(), services.clock(), version("docarchive"), console.say)
    signs.note(
        services.db, "backup", services.clock(), folder=str(copy.folder), files=copy.files, damaged=len(copy.damaged)
    )
    data = {
        "folder": str(copy.folder),
        "files": copy.files,
        "new_files": copy.new_files,
        "new_bytes": copy.new_bytes,
        "rows": dict(copy.rows),
        "audit_head": copy.audit_head,
        "damaged": list(copy.damaged),
    }
    counted = f"{sum(copy.rows.values())} dòng, {copy.files} tệp ({copy.new_files} tệp mới)"
    lines = [f"Đã sao lưu vào {copy.folder}: {counted}."]
    lines += [f"Tệp {sha256} trong kho đã hỏng, không có trong bản sao." for sha256 in copy.damaged]
    return Report(data, lines, failed=bool(copy.damaged))


@command("restore")
@click.argument("copy", type=_FOLDER)
def restore(console: Console, copy: Path) -> Report:
    """Khôi phục bản sao lưu COPY vào hệ thống còn trống ở --home, rồi so từng tệp, từng bảng, nhật ký."""
    from docarchive.commands.instance import prepare
    from docarchive.core import backup as keeping

    services = console.services
    restored = keeping.restore(copy.resolve(), services.db, services.files, console.say)
    prepare(services)
    data = {
        "home": str(services.settings.home),
        "database": restored.place,
        "files": restored.files,
        "rows": dict(restored.rows),
        "audit_length": restored.audit_length,
    }
    counted = f"{sum(restored.rows.values())} dòng, {restored.files} tệp, {restored.audit_length} mục nhật ký"
    lines = [f"Đã khôi phục vào {restored.place}: {counted}, tất cả khớp bản kê."]
    return Report(data, [*lines, "Dựng lại chỉ mục tìm kiếm bằng: docarchive engine rebuild"])
