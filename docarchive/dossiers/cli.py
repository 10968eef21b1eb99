"""Commands for the dossiers of an agency."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, LazyGroup, Report, command

if TYPE_CHECKING:
    from docarchive.dossiers.models import Dossier
    from docarchive.dossiers.queries.contents import Sum


@command("list")
@click.option("--agency", "code", default="", help="Mã cơ quan, ví dụ H57.01; không nêu: mọi cơ quan.")
@click.option("--year", type=int, default=None, help="Năm của danh mục hồ sơ; không nêu: mọi năm.")
@click.option("--words", default="", help="Từ trong ký hiệu, tiêu đề; không cần dấu.")
@click.option("--due", is_flag=True, help="Chỉ hồ sơ sắp đến hạn nộp lưu (30 ngày) và quá hạn.")
def list_(console: Console, code: str, year: int | None, words: str, *, due: bool) -> Report:
    """Liệt kê hồ sơ: ký hiệu, tiêu đề, thời hạn bảo quản, trạng thái, hạn nộp lưu."""
    from docarchive.accounts.queries.agencies import agency_by_code
    from docarchive.core.actor import Actor
    from docarchive.dossiers.queries import contents, dossiers
    from docarchive.dossiers.queries.dossiers import Pile, Wanted
    from docarchive.kernel.errors import NotFoundError
    from docarchive.kernel.local_time import local_day

    services, actor = console.ready(), Actor.operator()
    with services.db.reading() as session:
        agency = agency_by_code(session, code) if code else None
        if code and agency is None:
            raise NotFoundError(f"Không có cơ quan mang mã {code}.")
        piles = (Pile.LATE, Pile.DUE) if due else (Pile.AGENCY,)
        day = local_day(services.clock())
        found = [one for pile in piles for one in dossiers.dossiers(session, actor, Wanted(pile, words, year), day)]
        rows = [one for one in found if agency is None or one.agency_id == agency.id]
        sums = contents.sums(session, actor, [one.id for one in rows])
        lines = [_line(one, sums[one.id]) for one in rows] or ["Không có hồ sơ nào."]
        return Report({"dossiers": [_data(one, sums[one.id]) for one in rows]}, lines)


@command("export")
@click.argument("dossier_id")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def export(console: Console, dossier_id: str, target: Path) -> Report:
    """Xuất một hồ sơ ra tệp .zip: mọi văn bản và siêu dữ liệu XML theo Phụ lục VI."""
    from typing import cast

    from docarchive.core.actor import Actor
    from docarchive.dossiers import exporting
    from docarchive.dossiers.arrivals import ARRIVALS, Arrivals
    from docarchive.dossiers.queries.dossiers import dossier

    services = console.ready()
    with services.begin(Actor.operator()) as uow:
        found = dossier(uow.session, uow.actor, dossier_id)
        package = exporting.package(uow, found, cast(Arrivals, services.extensions[ARRIVALS]))
    half = target.with_name(f"{target.name}.part")
    with half.open("wb") as written:
        for piece in exporting.stream(package, services.files):
            written.write(piece)
    half.replace(target)
    data = {"file": str(target), "documents": len(package.files), "bytes": target.stat().st_size}
    return Report(data, [f"Đã xuất {len(package.files)} tệp vào {target}."])


def _data(dossier: Dossier, held: Sum) -> Mapping[str, Any]:
    return {
        "id": dossier.id, "agency": dossier.agency.code, "year": dossier.year, "symbol": dossier.symbol,
        "title": dossier.title, "kept": dossier.kept, "state": dossier.state, "documents": held.documents,
        "due_on": dossier.due_on.isoformat() if dossier.due_on else None,
    }  # fmt: skip


def _line(dossier: Dossier, held: Sum) -> str:
    from docarchive.core.screen import format_date
    from docarchive.dossiers.states import STATE_WORDS, DossierState

    due = f", hạn nộp lưu {format_date(dossier.due_on)}" if dossier.due_on else ""
    state = STATE_WORDS[DossierState(dossier.state)].lower()
    return f"{dossier.id}  {dossier.symbol} ({dossier.year}) {dossier.title}: {held.documents} văn bản, {state}{due}"


dossiers = LazyGroup("dossiers", help="Hồ sơ công việc.", commands={"list": list_, "export": export})
