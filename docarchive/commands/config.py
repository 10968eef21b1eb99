"""Showing and checking an instance's settings."""

from __future__ import annotations

import shutil
from typing import Any

from pydantic import SecretStr

from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.core.instance import Services
from docarchive.settings import Settings


@command("check")
def check(console: Console) -> Report:
    """In các thiết lập đang có hiệu lực (giấu bí mật) và kiểm tra chúng."""
    from docarchive.core.engines import sqlite_module
    from indexer.sandbox import cage

    settings = console.services.settings
    values = {name: _shown(getattr(settings, name)) for name in Settings.model_fields}
    values["database_url"] = console.services.db.engine.url.render_as_string(hide_password=True)
    values["search_url"] = settings.effective_search_url
    has_jail = cage.is_available()
    findings = [*_findings(settings), *_of_server(console.services)]
    if not has_jail:
        findings.append("Tệp lạ đang được đọc ngoài buồng cách ly. Cài gói bubblewrap, cho phép tạo namespace.")
    facts = {"sqlite": sqlite_module().sqlite_version, "free_mb": _free_mb(settings), "jail": has_jail}
    lines = [*(f"{name} = {value}" for name, value in values.items()), *(f"Cần sửa: {finding}" for finding in findings)]
    return Report({"settings": values, "facts": facts, "findings": findings}, lines, failed=bool(findings))


def _shown(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return "***" if value.get_secret_value() else ""
    return value if isinstance(value, (int, bool)) else str(value)


def _findings(settings: Settings) -> list[str]:
    findings = []
    if not settings.home.is_dir():
        findings.append(f"Thư mục {settings.home} chưa có. Chạy docarchive init.")
    if not settings.https and settings.host not in {"127.0.0.1", "localhost", "::1"}:
        findings.append("Máy chủ nghe ra ngoài mà chưa bật https: mật khẩu có thể bị đọc trộm.")
    if settings.trusted_proxies and not settings.https:
        findings.append("Có máy chủ trung gian mà chưa bật https: cookie sẽ không được bảo vệ.")
    if settings.home.is_dir() and _free_mb(settings) < settings.min_free_disk_mb:
        findings.append(f"Đĩa chỉ còn {_free_mb(settings)} MB, cần ít nhất {settings.min_free_disk_mb} MB.")
    if settings.mail_host and not settings.mail_sender:
        findings.append("Có máy chủ thư mà thiếu mail_sender: không thư nào được gửi.")
    if settings.mail_host and not settings.public_url:
        findings.append("Thư gửi đi không có liên kết vì thiếu public_url. Đặt địa chỉ người dùng mở hệ thống.")
    if settings.time_stamp_url and not settings.time_stamp_url.startswith(("http://", "https://")):
        findings.append("time_stamp_url phải bắt đầu bằng http:// hoặc https://.")
    if settings.signature_evidence and not settings.signature_authorities:
        findings.append("signature_evidence cần signature_authorities: chứng thư các nơi cấp và danh sách thu hồi.")
    return findings


def _of_server(services: Services) -> list[str]:
    """Say what of a PostgreSQL server does not suit us; nothing where it does not answer, which others tell."""
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    settings = services.settings
    if services.db.is_sqlite:
        return []
    found = []
    needed = 2 * settings.threads + 2 * settings.job_threads + 2
    if settings.database_connections < needed:
        found.append(
            f"database_connections = {settings.database_connections} là quá ít cho số luồng này, cần {needed}."
        )
    try:
        with services.db.reading() as session:
            knows_letters = session.scalar(text("SELECT lower('Đ') = 'đ'"))
            most = int(session.scalar(text("SHOW max_connections")) or 0)
    except DBAPIError:
        return found
    if not knows_letters:
        found.append(
            "Cơ sở dữ liệu không biết chữ tiếng Việt. Tạo lại với --locale=C.UTF-8 rồi docarchive migrate sang."
        )
    if most < settings.database_connections + 20:
        found.append(f"PostgreSQL chỉ nhận {most} kết nối. Tăng max_connections.")
    return found


def _free_mb(settings: Settings) -> int:
    place = next(folder for folder in (settings.home, *settings.home.parents) if folder.is_dir())
    return shutil.disk_usage(place).free >> 20


config = LazyGroup("config", help="Thiết lập.", commands={"check": check})
