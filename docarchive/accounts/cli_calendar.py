"""Commands for the working calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import click

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.queries.agencies import agency_by_code
from docarchive.accounts.services import calendar as services
from docarchive.core.actor import Actor
from docarchive.core.calendar import FIRST_DAY, LAST_DAY, DayKind, NamedDay
from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.core.fields import parse_day
from docarchive.core.screen import format_date, format_weekday
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, NotFoundError
from docarchive.kernel.local_time import local_day

SCOPE = click.option("--agency", "code", default=None, help="Mã cơ quan; không có thì cho toàn hệ thống.")
YEARS = click.IntRange(FIRST_DAY.year, LAST_DAY.year)
MOST_IN_A_ROW = 31


@command("show")
@click.option("--year", type=YEARS, default=None, help="Năm; không có thì năm nay.")
@SCOPE
def show(console: Console, year: int | None, code: str | None) -> Report:
    """In các ngày nghỉ, ngày làm bù của một năm."""
    with console.ready().work.reading(Actor.operator()) as uow:
        agency, wanted = _agency(uow, code), year or local_day(uow.now).year
        known = queries.working_calendar(uow.session, agency.id if agency else None)
        named = queries.named_days(uow.session, agency.id if agency else None, wanted)
    is_estimated = wanted in known.estimated
    data = {"year": wanted, "version": known.version, "estimated": is_estimated, "days": [_shown(day) for day in named]}
    head = f"Lịch làm việc năm {wanted}{' (dự kiến)' if is_estimated else ''}, bản {known.version}:"
    return Report(data, [head, *map(_line, named)])


@command("set")
@click.argument("day")
@click.argument("kind", type=click.Choice([kind.value for kind in DayKind]))
@click.argument("reason")
@click.option("--to", "last", default=None, metavar="NGÀY", help="Ngày cuối, nếu đặt nhiều ngày liền nhau.")
@click.option("--document", default="", help="Số văn bản quy định.")
@SCOPE
def set_day(
    console: Console, day: str, kind: str, reason: str, last: str | None, document: str, code: str | None
) -> Report:
    """Đặt ngày nghỉ (off) hoặc ngày làm việc (work)."""
    first, end = _day(day), _day(last or day)
    count = (end - first).days + 1
    if not 1 <= count <= MOST_IN_A_ROW:
        raise InvalidInputError(f"Ngày cuối phải sau ngày đầu, nhiều nhất {MOST_IN_A_ROW} ngày một lần.")
    days = [NamedDay(first + timedelta(number), DayKind(kind), reason, document) for number in range(count)]
    with console.ready().begin(Actor.operator()) as uow:
        change = services.set_days(uow, _agency(uow, code), days)
        number = change.number if change else None
    line = f"Đã đặt {count} ngày, thay đổi số {number}." if number else "Những ngày này đã được đặt đúng như vậy."
    return Report({"change": number, "days": [each.day.isoformat() for each in days]}, [line])


@command("unset")
@click.argument("day")
@SCOPE
def unset_day(console: Console, day: str, code: str | None) -> Report:
    """Bỏ điều đã đặt cho một ngày; ngày ấy trở lại theo lịch cả nước (hoặc toàn hệ thống)."""
    wanted = _day(day)
    with console.ready().begin(Actor.operator()) as uow:
        agency = _agency(uow, code)
        number = services.unset_day(uow, agency, wanted).number
        works = queries.working_calendar(uow.session, agency.id if agency else None).is_working(wanted)
    data = {"change": number, "day": wanted.isoformat(), "works": works}
    return Report(data, [f"{format_date(wanted)} trở lại là ngày {'làm việc' if works else 'nghỉ'}."])


def _agency(uow: UnitOfWork, code: str | None) -> Agency | None:
    agency = agency_by_code(uow.session, code) if code else None
    if code and agency is None:
        raise NotFoundError(f"Không có cơ quan mang mã {code}.")
    return agency


def _day(text: str) -> date:
    try:
        day = parse_day(text)
    except ValueError:
        day = None
    if day is None:
        raise InvalidInputError(f"“{text}” không phải ngày. Viết dạng dd/mm/yyyy hoặc yyyy-mm-dd.")
    return day


def _shown(named: NamedDay) -> dict[str, Any]:
    return {
        "day": named.day.isoformat(), "kind": named.kind.value, "reason": named.reason, "document": named.document,
        "origin": named.origin.value,
    }  # fmt: skip


def _line(named: NamedDay) -> str:
    document = f" ({named.document})" if named.document else ""
    return f"{format_weekday(named.day):<22} {named.kind.label:<9} {named.reason}{document}"


calendar = LazyGroup("calendar", help="Lịch làm việc.", commands={"show": show, "set": set_day, "unset": unset_day})
