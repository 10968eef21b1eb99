"""The command that brings files and registers in."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy import func, select

from docarchive.accounts.models import Agency
from docarchive.archive import records as reading
from docarchive.archive.models import ImportBatch, ImportItem
from docarchive.archive.services import intake, records
from docarchive.archive.services.access import tokens_for
from docarchive.archive.states import AccessLevel, ItemState
from docarchive.core.actor import Actor
from docarchive.core.console import Console, Report, command
from docarchive.core.index import waiting
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, NotFoundError, UnavailableError
from docarchive.search.following import follow

CHUNK = 1000
FILES_AT_ONCE = 25
PATIENCE_S = 600


@command("import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--agency", "agency_code", default=None, help="Mã cơ quan giữ văn bản; không có thì chung cả hệ thống.")
@click.option(
    "--access", type=click.Choice(["public", "agency"]), default="public", show_default=True, help="Ai được đọc."
)
@click.option(
    "--records",
    "register",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sổ .jsonl/.csv của hệ thống cũ.",
)
@click.option(
    "--map", "columns", multiple=True, metavar="CỘT=TRƯỜNG", help="Cột nào của sổ là trường nào; lặp lại được."
)
@click.option("--profile", default=None, help="Tên để lưu, hoặc lấy lại, cách ghép cột.")
@click.option("--dry-run", is_flag=True, help="Chỉ báo từng dòng sẽ ra sao, không ghi gì.")
def import_(
    console: Console, paths: tuple[Path, ...], agency_code: str | None, access: str, register: Path | None,
    columns: tuple[str, ...], profile: str | None, dry_run: bool,  # noqa: FBT001 - click hands it over by name
) -> Report:  # fmt: skip
    """Nhập tệp, thư mục, hoặc sổ văn bản của hệ thống cũ."""
    services = console.ready()
    if register is not None:
        return _import_register(
            console, services, register, _columns(columns), profile, agency_code, access, dry_run=dry_run
        )
    files = list(_files(paths))
    if not files:
        raise InvalidInputError("Không có tệp nào để nhập.", code="nothing-to-import")
    batch_id = _hand_in(console, services, files, ", ".join(path.name for path in paths), agency_code, access)
    _read_all(console, services, batch_id)
    _let_index_follow(console, services)
    with services.work.reading(Actor.operator()) as uow:
        items = uow.session.scalars(
            select(ImportItem).where(ImportItem.batch_id == batch_id).order_by(ImportItem.ordinal)
        ).all()
        return _report([(item.path, item.document_id, item.state, item.reason) for item in items])


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
        else:
            yield path


def _hand_in(
    console: Console, services: Services, files: Sequence[Path], name: str, agency_code: str | None, access: str
) -> str:
    with services.begin(Actor.operator()) as uow:
        batch_id = _start(uow, name, "command", agency_code, access).id
    for piece in _pieces(files, FILES_AT_ONCE):
        kept = [(path, *_keep(services, path)) for path in piece]
        with services.begin(Actor.operator()) as uow:
            batch = intake.locked(uow, batch_id)
            for path, sha, size_bytes in kept:
                intake.add_kept_file(uow, batch, str(path), sha, size_bytes)
    console.say(f"Đã nhận {len(files)} tệp.")
    return batch_id


def _start(uow: UnitOfWork, name: str, origin: str, agency_code: str | None, access: str) -> ImportBatch:
    agency_id = None
    if agency_code:
        agency_id = uow.session.scalar(select(Agency.id).where(Agency.code == agency_code))
        if agency_id is None:
            raise NotFoundError(f"Không có cơ quan mang mã {agency_code}.")
    level = AccessLevel(access)
    return intake.start_import(uow, name, origin, agency_id, (level, tokens_for(level, uow.actor, agency_id)))


def _keep(services: Services, path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        return services.files.put(stream), path.stat().st_size


def _read_all(console: Console, services: Services, batch_id: str) -> None:
    """Run the jobs here, beside whatever a server does, until every file has ended in a state."""
    services.start(jobs=True, index=False)
    shown = 0
    while True:
        with services.work.reading(Actor.operator()) as uow:
            counts = uow.session.execute(
                select(ImportItem.state, func.count()).where(ImportItem.batch_id == batch_id).group_by(ImportItem.state)
            ).all()
        left = sum(count for state, count in counts if state == ItemState.WAITING)
        done = sum(count for state, count in counts if state != ItemState.WAITING)
        if done // 20 > shown // 20 or (not left and done != shown):
            console.say(f"Đã đọc {done}/{done + left} tệp.")
            shown = done
        if not left:
            break
        time.sleep(0.1)
    if services.runner:
        services.runner.stop()


def _let_index_follow(console: Console, services: Services) -> None:
    """Hand the changes to the engine; where a server holds the engine, wait until it has."""
    patience = time.monotonic() + PATIENCE_S
    while time.monotonic() < patience:
        if follow(services):
            return
        with services.db.reading() as session:
            left, _since = waiting(session)
        if not left:
            return
        console.say(f"Chỉ mục đang bận hoặc chưa liên lạc được; còn {left} thay đổi.")
        time.sleep(1)
    raise UnavailableError("Chỉ mục chưa theo kịp. Chạy: docarchive engine check", code="index-behind")


def _import_register(
    console: Console, services: Services, path: Path, columns: dict[str, str], profile: str | None,
    agency_code: str | None, access: str, *, dry_run: bool,
) -> Report:  # fmt: skip
    with services.work.reading(Actor.operator()) as uow:
        saved = records.profile(uow.session, profile) if profile else {}
        register = records.Register.open(uow.session, str(path))
        mapping = {**saved, **columns}
        if dry_run:
            return _rows_report(str(path), list(records.dry_run(uow.session, register, reading.rows(path, mapping))))
    with services.begin(Actor.operator()) as uow:
        batch_id = _start(uow, path.name, "records", agency_code, access).id
        if profile and columns:
            records.save_profile(uow, profile, mapping)
    taken: list[records.Taken] = []
    for piece in _pieces(reading.rows(path, mapping), CHUNK):
        with services.begin(Actor.operator()) as uow:
            batch = intake.locked(uow, batch_id)
            taken += records.take_rows(uow, batch, register, piece)
        console.say(f"Đã ghi {len(taken)} dòng.")
    _hand_in_files(services, batch_id, path, taken)
    _read_all(console, services, batch_id)
    _let_index_follow(console, services)
    return _rows_report(str(path), taken)


def _hand_in_files(services: Services, batch_id: str, register: Path, taken: Sequence[records.Taken]) -> None:
    """Add the files the rows name, beside the register, to the documents the rows became."""
    for row in taken:
        place = register.parent / row.file if row.file and row.document_id else None
        if place is None or not place.is_file():
            continue
        sha, size_bytes = _keep(services, place)
        with services.begin(Actor.operator()) as uow:
            batch = intake.locked(uow, batch_id)
            intake.add_kept_file(uow, batch, str(place), sha, size_bytes, target_id=row.document_id)


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        theirs, sign, ours = pair.partition("=")
        if not sign:
            raise InvalidInputError(f"“{pair}” không có dạng CỘT=TRƯỜNG.", code="bad-mapping")
        columns[theirs.strip()] = ours.strip()
    return columns


def _pieces(values: Any, size: int) -> Iterator[list[Any]]:
    iterator = iter(values)
    while piece := list(itertools.islice(iterator, size)):
        yield piece


def _rows_report(path: str, taken: Sequence[records.Taken]) -> Report:
    return _report([(f"{path}:{row.line}", row.document_id, row.state.value, row.reason) for row in taken])


def _report(rows: Sequence[tuple[str, str | None, str, str | None]]) -> Report:
    def count(*states: ItemState) -> int:
        return sum(state in states for _path, _id, state, _reason in rows)

    data = {
        "imported": count(ItemState.IMPORTED),
        "failed": count(ItemState.FAILED, ItemState.REFUSED),
        "skipped": count(ItemState.DUPLICATE),
        "documents": [{"path": path, "id": id_, "state": state, "reason": why} for path, id_, state, why in rows],
    }
    lines = [f"Đã nhập {data['imported']}, không nhập được {data['failed']}, trùng {data['skipped']}."]
    lines += [
        f"{path}: {why}" for path, _id, state, why in rows if state not in (ItemState.IMPORTED, ItemState.UNPACKED)
    ]
    return Report(data, lines)
