"""Packets of the document axis from the command line, checked, taken apart and made; no instance is needed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.kernel.errors import ConflictError, InvalidInputError, UnavailableError

if TYPE_CHECKING:
    from edxml import Finding, Packet
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
    data = {
        "kind": report.kind, "business": report.business, "accepted": report.accepted,
        "findings": _told(report.findings),
    }  # fmt: skip
    return Report(data, _lines(report), failed=not report.accepted)


@command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--files", type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục mới để lấy các tệp ra, kèm packet.json cho edxml write.",
)  # fmt: skip
def read(_console: Console, file: Path, files: Path | None) -> Report:
    """Đọc gói tin FILE: mọi trường của phần đầu, các tệp đính kèm, chỗ chưa hiểu được."""
    from docarchive.commands.edxml_json import described, file_names, held_by, kind_of
    from edxml import DocumentPacket, PacketError
    from edxml import read as read_packet

    try:
        reading = read_packet(_content(file))
    except PacketError as problem:
        raise InvalidInputError(problem.message, code=problem.rule) from problem
    packet = reading.packet
    data = {"kind": kind_of(packet), "packet": described(packet), "findings": _told(reading.findings)}
    if files is not None:
        held = packet.attachments if isinstance(packet, DocumentPacket) else ()
        contents = {name: held_by(one) for name, one in zip(file_names(held), held, strict=True) if name}
        _write_files(files, {**contents, "packet.json": _json(data).encode()})
    findings = [f"{_LEVELS[one.level]} [{one.rule}]: {one.message}" for one in reading.findings]
    return Report(data, [*_said(data["packet"]), *findings])


@command("write")
@click.argument("packet", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--copy", is_flag=True, help="Chép lại gói đã nhận: không xét quy tắc dành cho gói mình phát hành.")
def write(_console: Console, packet: Path, file: Path, copy: bool) -> Report:  # noqa: FBT001 - click hands it over by name
    """Viết gói tin FILE từ PACKET: tệp JSON như edxml read --files để lại, các tệp đính kèm nằm bên cạnh."""
    from docarchive.core.clock import LOCAL_ZONE, system_clock
    from edxml import NotWritableError, Purpose
    from edxml import write as write_packet

    made = _described_in(packet)
    today = system_clock().astimezone(LOCAL_ZONE).date()
    try:
        data = write_packet(made, purpose=Purpose.COPY if copy else Purpose.ISSUE, today=today)
    except NotWritableError as problem:
        lines = [f"{_LEVELS[one.level]} [{one.rule}]: {one.message}" for one in problem.findings]
        return Report({"written": None, "findings": _told(problem.findings)}, ["Chưa viết gói.", *lines], failed=True)
    _write_new(file, data)
    return Report({"written": str(file), "size": len(data), "findings": []}, [f"Đã viết {file} ({len(data)} byte)."])


def _described_in(file: Path) -> Packet:
    from docarchive.commands.edxml_json import packet_from

    try:
        said = json.loads(_content(file))
    except ValueError as problem:
        raise InvalidInputError(f"Tệp {file} không phải JSON; tạo mẫu bằng docarchive edxml read --files.") from problem
    if not isinstance(said, dict):
        said = {}
    return packet_from(said.get("kind"), said.get("packet"), file.parent)


def _write_files(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError as problem:
        raise ConflictError(f"Đã có {folder}; chọn một thư mục mới để không chép đè tệp nào.") from problem
    for name, content in contents.items():
        (folder / name).write_bytes(content or b"")


def _write_new(file: Path, data: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(data)
    except FileExistsError as problem:
        raise ConflictError(f"Đã có tệp {file}; chọn tên khác để không chép đè.") from problem
    except OSError as problem:
        raise UnavailableError(f"Không ghi được {file}; hãy kiểm tra thư mục và quyền ghi.") from problem


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _said(fields: object, place: str = "") -> list[str]:
    """One line a field that says something."""
    if isinstance(fields, dict):
        return [line for name, one in fields.items() for line in _said(one, f"{place}.{name}" if place else name)]
    if isinstance(fields, list):
        return [line for serial, one in enumerate(fields, 1) for line in _said(one, f"{place}[{serial}]")]
    return [] if fields in (None, "") else [f"{place}: {fields}"]


def _told(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [
        {"rule": one.rule, "level": one.level.value, "message": one.message, "place": one.place} for one in findings
    ]


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


edxml = LazyGroup(
    "edxml", help="Gói tin của trục liên thông văn bản.", commands={"check": check, "read": read, "write": write}
)
