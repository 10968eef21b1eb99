"""Checking the audit log from the command line."""

from __future__ import annotations

import click

from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.kernel.errors import InvalidInputError


@command("verify")
@click.option("--known", default=None, metavar="SỐ:HASH", help="Mục đã ghi nhận trước đây, để biết nhật ký có bị cắt.")
def verify(console: Console, known: str | None) -> Report:
    """Kiểm tra toàn bộ chuỗi nhật ký: độ dài, đầu chuỗi, mục hỏng đầu tiên."""
    from docarchive.core import audit, signs

    services = console.ready()
    with services.db.reading() as session:
        verdict = audit.verify(session, _parse(known))
    signs.note(services.db, "audit.verify", services.clock(), length=verdict.length, broken_at=verdict.broken_at)
    data = {
        "whole": verdict.is_whole,
        "length": verdict.length,
        "head": verdict.head,
        "broken_at": verdict.broken_at,
        "reason": verdict.reason,
    }
    line = f"Nhật ký nguyên vẹn: {verdict.length} mục, đầu chuỗi {verdict.length}:{verdict.head}"
    return Report(data, [line if verdict.is_whole else verdict.reason], failed=not verdict.is_whole)


def _parse(known: str | None) -> tuple[int, str] | None:
    if known is None:
        return None
    number, _, digest = known.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise InvalidInputError("Viết mục đã biết theo dạng SỐ:HASH, như lệnh này đã in ra.")
    return int(number), digest


audit = LazyGroup("audit", help="Nhật ký.", commands={"verify": verify})
