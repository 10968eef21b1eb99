"""Commands for the registers of an agency."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, LazyGroup, Report, command

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from docarchive.accounts.models import Agency
    from docarchive.registers.models import Register, Volume
    from docarchive.registers.queries.shelves import Shelf

AGENCY = click.option("--agency", "code", required=True, help="Mã cơ quan, ví dụ H57.01.")


@command("list")
@AGENCY
def list_(console: Console, code: str) -> Report:
    """Liệt kê các sổ của một cơ quan: quyển đang mở, số cuối."""
    from docarchive.kernel.local_time import local_day
    from docarchive.registers.queries.shelves import shelves

    services = console.ready()
    with services.db.reading() as session:
        found = shelves(session, _agency(session, code).id, local_day(services.clock()))
        return Report(
            {"registers": [_data(one) for one in found]}, [_line(one) for one in found] or ["Chưa có sổ nào."]
        )


@command("usual")
@AGENCY
def usual(console: Console, code: str) -> Report:
    """Lập các sổ thường dùng cho cơ quan chưa có sổ nào."""
    from docarchive.core.actor import Actor
    from docarchive.registers.services.arranging import create_usual

    with console.ready().begin(Actor.operator()) as uow:
        made = create_usual(uow, _agency(uow.session, code))
        lines = [f"Đã lập {len(made)} sổ:", *(f"  {one.name}" for one in made)]
        return Report({"registers": [{"id": one.id, "name": one.name} for one in made]}, lines)


@command("check")
@AGENCY
def check(console: Console, code: str) -> Report:
    """Tìm số thiếu, số trùng trong mọi quyển của một cơ quan; mã thoát 1 khi có."""
    from docarchive.registers.queries.registers import registers_of

    with console.ready().db.reading() as session:
        volumes = [one for register in registers_of(session, _agency(session, code).id) for one in register.volumes]
        checked = [_checked(session, one) for one in volumes]
    wrong = [one for one in checked if one["missing"] or one["twins"]]
    lines = [f"{one['register']} {one['label']}: {_words(one)}" for one in wrong]
    said = f"Đã kiểm tra {len(checked)} quyển: " + (f"{len(wrong)} quyển có lỗi." if wrong else "đủ số, không trùng.")
    return Report({"volumes": checked}, [*lines, said], failed=bool(wrong))


@command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AGENCY
@click.option("--register", "name", required=True, help="Tên hoặc mã của sổ, như lệnh list liệt kê.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra từng dòng, không ghi.")
@click.option("--close-gaps", is_flag=True, help="Ghi hủy các số mà sổ cũ không có dòng.")
def import_(console: Console, path: Path, code: str, name: str, *, dry_run: bool, close_gaps: bool) -> Report:
    """Nhập sổ cũ (.xlsx, .xls, .ods, .csv) vào một sổ; số tiếp theo nối sổ cũ, nhập lại không sinh dòng trùng."""
    from docarchive.core.actor import Actor
    from docarchive.registers.services import importing

    services = console.ready()
    with services.begin(Actor.operator()) as uow:
        register = _register(uow.session, _agency(uow.session, code), name)
        source = importing.keep(uow, register, path.read_bytes(), path.name)
        rows = importing.rows_of(uow, register, source)
        if dry_run:
            outcome = importing.look(uow, register, rows)
        else:
            outcome = importing.take(uow, register, rows, source, closes_gaps=close_gaps)
    refused = [
        {"sheet": one.row.sheet, "line": one.row.line, "reason": " ".join(one.problems)} for one in outcome.refused
    ]
    volumes = [
        {"label": one.label, "first": one.first, "last": one.last, "next": one.next, "missing": list(one.missing)}
        for one in outcome.volumes
    ]
    data = {
        "dry_run": dry_run, "imported": outcome.good, "known": outcome.known, "failed": len(refused),
        "linked": outcome.linked, "volumes": volumes, "rows": refused,
    }  # fmt: skip
    words = [f"{one.row.place[:1].upper()}{one.row.place[1:]}: {' '.join(one.problems)}" for one in outcome.refused]
    words += [f"Quyển {one['label']}: số {one['first']}–{one['last']}, số tiếp theo {one['next']}." for one in volumes]
    did = "Nhập được" if dry_run else "Đã nhập"
    said = f"{did} {outcome.good} dòng, đã có {outcome.known}, không nhận {len(refused)}."
    return Report(data, [*words, said])


def _register(session: Session, agency: Agency, name: str) -> Register:
    from docarchive.kernel.errors import NotFoundError
    from docarchive.registers.queries.registers import registers_of

    found = [one for one in registers_of(session, agency.id) if name in (one.id, one.name)]
    if not found:
        raise NotFoundError(f"Cơ quan không có sổ “{name}”. Xem tên sổ bằng lệnh list.")
    return found[0]


def _agency(session: Session, code: str) -> Agency:
    from docarchive.accounts.queries.agencies import agency_by_code
    from docarchive.kernel.errors import NotFoundError

    found = agency_by_code(session, code)
    if found is None:
        raise NotFoundError(f"Không có cơ quan mang mã {code}.")
    return found


def _data(shelf: Shelf) -> Mapping[str, Any]:
    register, current = shelf.register, shelf.current
    return {
        "id": register.id, "name": register.name, "direction": register.direction, "kinds": register.kinds,
        "symbol": register.symbol, "period": register.period, "is_open": register.is_open,
        "volume": current.label if current else None, "last_number": current.last_number if current else None,
    }  # fmt: skip


def _line(shelf: Shelf) -> str:
    current = shelf.current
    where = f"quyển {current.label}, số cuối {current.last_number}" if current else "chưa mở quyển"
    return f"{shelf.register.name}: {where}{'' if shelf.register.is_open else ' (ngừng dùng)'}"


def _checked(session: Session, volume: Volume) -> Mapping[str, Any]:
    from docarchive.registers.queries.numbers import summed, twins

    found = summed(session, volume)
    return {
        "register": volume.register.name, "label": volume.label, "lines": found.total,
        "missing": list(found.missing), "twins": list(twins(session, volume)),
    }  # fmt: skip


def _words(found: Mapping[str, Any]) -> str:
    from docarchive.registers.annex import missing_words

    parts = (
        f"thiếu số {missing_words(found['missing'])}" if found["missing"] else "",
        f"trùng số {', '.join(found['twins'])}" if found["twins"] else "",
    )
    return "; ".join(part for part in parts if part)


registers = LazyGroup(
    "registers",
    help="Sổ văn bản.",
    commands={"list": list_, "usual": usual, "check": check, "import": import_},
)
