"""Checking packets of the document axis from the command line; no instance is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.kernel.errors import UnavailableError

if TYPE_CHECKING:
    from edxml import Report as PacketReport

_KINDS = {"document": "văn bản", "status": "trạng thái"}
_BUSINESSES = {"new": "mới", "recall": "thu hồi", "update": "cập nhật", "replace": "thay thế"}
_LEVELS = {"error": "Lỗi", "warning": "Lưu ý"}


@command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(_console: Console, file: Path) -> Report:
    """Kiểm tra gói tin FILE của trục liên thông: có được tiếp nhận không, sai quy tắc nào."""
    from docarchive.core.clock import LOCAL_ZONE, system_clock
    from edxml import check as check_packet

    report = check_packet(_content(file), today=system_clock().astimezone(LOCAL_ZONE).date())
    findings = [
        {"rule": one.rule, "level": one.level.value, "message": one.message, "place": one.place}
        for one in report.findings
    ]
    data = {"kind": report.kind, "business": report.business, "accepted": report.accepted, "findings": findings}
    return Report(data, _lines(report), failed=not report.accepted)


def _content(file: Path) -> bytes:
    """The packet; one byte more than is allowed is enough to refuse a larger one."""
    from edxml import Limits

    try:
        with file.open("rb") as opened:
            return opened.read(Limits().packet_bytes + 1)
    except OSError as problem:
        sentence = f"Không đọc được tệp {file}; hãy kiểm tra lại đường dẫn và quyền đọc."
        raise UnavailableError(sentence, code="file-unreadable") from problem


def _lines(report: PacketReport) -> list[str]:
    kind = f"Gói {_KINDS[report.kind]}" if report.kind else "Không phải gói tin đọc được"
    business = f" ({_BUSINESSES[report.business]})" if report.business else ""
    verdict = "được tiếp nhận" if report.accepted else "bị từ chối"
    findings = [f"{_LEVELS[one.level]} [{one.rule}]: {one.message}" for one in report.findings]
    return [f"{kind}{business}: {verdict}.", *findings]


edxml = LazyGroup("edxml", help="Gói tin của trục liên thông văn bản.", commands={"check": check})
