"""Days off and worked from a list: every row is taken or refused with its reason, all that are taken are one change."""

from __future__ import annotations

from datetime import date

from docarchive.accounts.models import Agency
from docarchive.accounts.models.calendar import ChangeKind
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries.calendar import day_row
from docarchive.accounts.services import calendar
from docarchive.accounts.services.csv_rows import Row, decoded, delimiter, rows_of
from docarchive.accounts.services.lists import Taken
from docarchive.core.calendar import DayKind, NamedDay
from docarchive.core.fields import parse_day
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import DocArchiveError, InvalidInputError

COLUMNS = ("date", "kind", "reason", "document")
MOST_ROWS = 1000
_ALIASES = {
    "ngày": "date", "ngay": "date", "loại": "kind", "loai": "kind", "lý do": "reason", "lí do": "reason",
    "ly do": "reason", "văn bản": "document", "van ban": "document",
}  # fmt: skip
_KINDS = {
    **dict.fromkeys(("off", "nghỉ", "nghi"), DayKind.OFF),
    **dict.fromkeys(("work", "làm việc", "lam viec", "làm bù", "lam bu", "làm", "lam"), DayKind.WORK),
}


def take_days(uow: UnitOfWork, agency: Agency | None, content: bytes) -> Taken:
    """Say of every day in a list what its row says.

    Columns: ``date, kind`` (off, work), ``reason, document``; a list that begins with a day needs no head.

    Raises:
        InvalidInputError: The list cannot be read, or is longer than a thousand rows.
    """
    uow.require(can_administer(uow.actor))
    uow.alone("calendar")
    text, first_line = _with_head(decoded(content))
    rows = rows_of(text, ("date", "kind"), _ALIASES)
    if len(rows) > MOST_ROWS:
        raise InvalidInputError(f"Danh sách dài quá {MOST_ROWS} dòng. Chia nhỏ rồi nhập từng phần.")
    taken, days = Taken(), _read(rows, first_line)
    wanted: dict[date, NamedDay] = {}
    for number, found in days:
        if isinstance(found, str):
            taken.refused.append((number, found))
        elif found.day in wanted:
            taken.refused.append((number, f"Ngày {found.day:%d/%m/%Y} đã có ở dòng trên."))
        else:
            wanted[found.day] = found
    new = [each for each in wanted.values() if not _is_known(uow, agency, each)]
    calendar.set_days(uow, agency, new, ChangeKind.LIST)
    taken.made, taken.known = len(new), len(wanted) - len(new)
    return taken


def _with_head(text: str) -> tuple[str, int]:
    """Put names above a list that begins with a day; also say which line its first row stands on."""
    text = text.lstrip("\n\r")
    sign = delimiter(text)
    try:
        is_row = parse_day(text.partition("\n")[0].split(sign)[0].strip(' "')) is not None
    except ValueError:
        is_row = False
    return (f"{sign.join(COLUMNS)}\n{text}", 1) if is_row else (text, 2)


def _read(rows: list[Row], first_line: int) -> list[tuple[int, NamedDay | str]]:
    found: list[tuple[int, NamedDay | str]] = []
    for number, row in enumerate(rows, start=first_line):
        try:
            found.append((number, _day(row)))
        except DocArchiveError as problem:
            found.append((number, problem.message))
    return found


def _day(row: Row) -> NamedDay:
    try:
        day = parse_day(row["date"])
    except ValueError:
        day = None
    if day is None:
        raise InvalidInputError(f"“{row['date']}” không phải ngày. Viết dạng dd/mm/yyyy.")
    kind = _KINDS.get(" ".join(row["kind"].lower().split()))
    if kind is None:
        raise InvalidInputError(f"Loại “{row['kind']}” không có. Viết off (nghỉ) hoặc work (làm việc).")
    return calendar.checked(NamedDay(day, kind, row.get("reason", ""), row.get("document", "")))


def _is_known(uow: UnitOfWork, agency: Agency | None, wanted: NamedDay) -> bool:
    return calendar.is_said(day_row(uow.session, agency.id if agency else None, wanted.day), wanted)
