"""Commands for the register of directions: a period's report, reports that are kept, lists taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, LazyGroup, Report, command

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from docarchive.accounts.models import Agency
    from docarchive.directions.counting import By, Span

_BY = ("agency", "leader", "document", "field", "unit")
_CODE = "Mã cơ quan giao việc, ví dụ H57.01"


def _of_period(wrapped: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say which period a report is about and what it is broken down by."""
    day = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
    for option in (
        click.option("--by", type=click.Choice(_BY), default="agency", show_default=True, help="Chia số liệu theo gì."),
        click.option("--to", "last", type=day, default=None, help="Ngày cuối kỳ; không nêu: hôm nay."),
        click.option("--from", "first", type=day, default=None, help="Ngày đầu kỳ; không nêu: đầu năm của ngày cuối."),
    ):
        wrapped = option(wrapped)
    return wrapped


@command("report")
@_of_period
@click.option("--agency", "code", default="", help=f"{_CODE}; không nêu: mọi cơ quan.")
@click.option("--to-file", "target", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="Ghi báo cáo theo mẫu ra tệp .docx hoặc .xlsx; cần --agency.")  # fmt: skip
def report(
    console: Console, first: datetime | None, last: datetime | None, by: str, code: str, target: Path | None
) -> Report:
    """Số liệu thực hiện ý kiến chỉ đạo trong một kỳ: bốn ô, tổng, tỷ lệ, mã dòng phía sau mỗi số."""
    from docarchive.core.actor import Actor
    from docarchive.directions.counting import By
    from docarchive.directions.queries import figures
    from docarchive.directions.queries.wanted import Wanted
    from docarchive.directions.reporting import plain
    from docarchive.kernel.local_time import local_day

    services, actor = console.ready(), Actor.operator()
    today = local_day(services.clock())
    with services.db.reading() as session:
        agency = _agency(session, code) if code else None
        within, span = Wanted(agency_id=agency.id if agency else None), _span(first, last, services.clock())
        counted = figures.figures(session, actor, span, By(by), today, within)
        rows = figures.rows_behind(session, actor, span, By(by), today, within)
        data = {"agency": agency.code if agency else None, **plain.data(counted, rows)}
        if target is None:
            return Report(data, plain.lines(counted))
        _write(session, agency, span, By(by), services.clock(), target)
    return Report({**data, "file": str(target)}, [*plain.lines(counted), f"Đã ghi báo cáo vào {target}."])


@command("freeze")
@_of_period
@click.option("--agency", "code", required=True, help=f"{_CODE}.")
@click.option("--title", default="", help="Tên báo cáo; không nêu: đặt theo kỳ.")
def freeze(
    console: Console, first: datetime | None, last: datetime | None, by: str, code: str, title: str
) -> Report:  # fmt: skip
    """Chốt báo cáo của một kỳ: về sau in lại vẫn đúng như lúc chốt."""
    from docarchive.core.actor import Actor
    from docarchive.directions.counting import By
    from docarchive.directions.services import freezing

    services = console.ready()
    with services.begin(Actor.operator()) as uow:
        agency, span = _agency(uow.session, code), _span(first, last, uow.now)
        kept = freezing.freeze(uow, agency.id, title, span, By(by))
        data = {"id": kept.id, "title": kept.title, "from": kept.first, "to": kept.last, "by": kept.by}
    return Report(data, [f"{kept.id}  Đã chốt “{kept.title}”."])


@command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", "code", required=True, help=f"{_CODE}.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra từng dòng, không ghi.")
def import_(console: Console, path: Path, code: str, *, dry_run: bool) -> Report:
    """Nhập sổ theo dõi chỉ đạo (.xlsx, .csv) của cơ quan; nhập lại không sinh dòng trùng."""
    from docarchive.core.actor import Actor
    from docarchive.directions.services import importing

    services = console.ready()
    with services.begin(Actor.operator()) as uow:
        agency = _agency(uow.session, code)
        rows = importing.read(path.read_bytes(), path.name)
        checked = importing.check(uow, agency.id, rows)
        refused = [(one.row.line, "; ".join(one.problems)) for one in checked if one.problems]
        known = sum(one.is_known for one in checked)
        made = sum(one.is_good for one in checked)
        if not dry_run:
            taken = importing.take(uow, agency.id, rows)
            made, known, refused = taken.made, taken.known, list(taken.refused)
    data = {
        "dry_run": dry_run, "imported": made, "known": known, "failed": len(refused),
        "rows": [{"line": line, "reason": reason} for line, reason in refused],
    }  # fmt: skip
    said = f"{'Nhập được' if dry_run else 'Đã nhập'} {made} nhiệm vụ, đã có {known}, không nhập được {len(refused)}."
    return Report(data, [*(f"Dòng {line}: {reason}" for line, reason in refused), said])


def _agency(session: Session, code: str) -> Agency:
    from docarchive.accounts.queries.agencies import agency_by_code
    from docarchive.kernel.errors import NotFoundError

    found = agency_by_code(session, code)
    if found is None:
        raise NotFoundError(f"Không có cơ quan mang mã {code}.")
    return found


def _span(first: datetime | None, last: datetime | None, now: datetime) -> Span:
    from docarchive.directions.counting import Span
    from docarchive.kernel.local_time import local_day

    end = last.date() if last else local_day(now)
    return Span(first.date() if first else end.replace(month=1, day=1), end)


def _write(session: Session, agency: Agency | None, span: Span, by: By, now: datetime, target: Path) -> None:
    from docarchive.core.actor import Actor
    from docarchive.directions.queries.reports import content
    from docarchive.directions.reporting import files
    from docarchive.kernel.errors import InvalidInputError
    from docarchive.kernel.local_time import local_day

    if agency is None:
        raise InvalidInputError("Báo cáo theo mẫu mang tên một cơ quan: nêu --agency.")
    made = content(session, Actor.operator(), agency, span, by, local_day(now))
    target.write_bytes(files.written(made, target.suffix.removeprefix(".")))


directions = LazyGroup(
    "directions",
    help="Theo dõi ý kiến chỉ đạo.",
    commands={"report": report, "freeze": freeze, "import": import_},
)
