"""A volume on paper: its cover, its lines, and the same as an Excel file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docarchive.core import sheets
from docarchive.core.screen import format_date
from docarchive.core.sheets import CoverLine
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.annex import Form, Sheet, sheet
from docarchive.registers.entries import Entries
from docarchive.registers.models import Volume
from docarchive.registers.policies import can_read_lines
from docarchive.registers.queries import lines
from docarchive.registers.queries.lines import Row
from docarchive.registers.queries.numbers import Window
from docarchive.registers.states import Direction, Period

MOST_LINES: Final = 10_000
_ONLY_READERS: Final = "In, xuất sổ là việc của văn thư, lãnh đạo cơ quan."
_TO_FILL_IN: Final = "…………"
_PLAIN_NAMES: Final = {"sổ văn bản đến", "sổ văn bản đi", "sổ văn bản nội bộ"}


@dataclass(frozen=True)
class Cover:
    """What stands on the cover, and again on the first page.

    Attributes:
        superior: The agency above; empty: there is none.
        body: The agency, or its unit that keeps a register of its own.
        subtitle: Name of the register where the title does not say it; empty otherwise.
        years: ``Năm: 2026`` or ``Nhiệm kỳ: …``.
        days: ``Từ ngày … đến ngày …`` of the lines that are printed.
        numbers: ``Từ số … đến số …``.
        part: Which bound volume of the year this is.
    """

    superior: str
    body: str
    title: str
    subtitle: str
    years: str
    days: str
    numbers: str
    part: str


@dataclass(frozen=True)
class Printed:
    """A volume ready for paper."""

    sheet: Sheet
    cover: Cover
    rows: Sequence[Row]


def printed(uow: UnitOfWork, volume: Volume, form: Form, window: Window, entries: Entries, part: str = "") -> Printed:
    """Lay out the lines of a volume that a window lets through.

    Raises:
        NotAllowedError: The actor may arrange the register, but not read the letters in it.
        InvalidInputError: More lines than one printed volume holds.
    """
    uow.require(can_read_lines(uow.actor, volume.register), _ONLY_READERS)
    count = lines.count(uow.session, volume, window)
    if count > MOST_LINES:
        message = f"Quyển có {count} dòng, in một lần được {MOST_LINES}. Chọn khoảng số rồi in từng quyển."
        raise InvalidInputError(message)
    rows = lines.rows(uow.session, uow.actor, volume, window, entries)
    wanted = sheet(volume.register, form)
    return Printed(wanted, _cover(volume, wanted, window, rows, part), rows)


def note(uow: UnitOfWork, volume: Volume, action: str, form: Form, made: Printed) -> None:
    """Record that lines left the system: ``register.printed`` or ``register.exported``."""
    uow.record(action, volume.id, label=volume.label, kind=form.value, rows=len(made.rows))


def workbook(made: Printed, volume: Volume) -> bytes:
    """The same as an Excel file; the same lines give the same bytes."""
    cover, columns = made.cover, [(one.label, one.width_mm) for one in made.sheet.columns]
    wanted = (
        CoverLine(cover.superior.upper()),
        CoverLine(cover.body.upper(), is_strong=True),
        CoverLine(cover.title, 26, is_strong=True, above=6),
        CoverLine(cover.subtitle, 16, above=1),
        CoverLine(cover.years, 16, above=2),
        CoverLine(cover.days, above=2),
        CoverLine(cover.numbers, above=1),
        CoverLine(f"Quyển số: {cover.part}", is_strong=True, above=2),
    )
    rows = (made.sheet.cells(row) for row in made.rows)
    name = f"{volume.register.name} {volume.label}".translate(dict.fromkeys(map(ord, "[]:*?/\\'"), " "))
    said = [line for line in wanted if line.text]
    return sheets.form(name, columns, rows, cover=said, made_on=volume.opened_on)


def file_name(volume: Volume, form: Form) -> str:
    """The name of the Excel file."""
    words = "theo-doi" if form is Form.FOLLOW_UP and volume.register.is_incoming else "dang-ky"
    way = {Direction.INCOMING: "den", Direction.OUTGOING: "di", Direction.INTERNAL: "noi-bo"}
    return f"so-{words}-van-ban-{way[Direction(volume.register.direction)]}-{volume.label}.xlsx"


def _cover(volume: Volume, wanted: Sheet, window: Window, rows: Sequence[Row], part: str) -> Cover:
    register = volume.register
    agency = register.agency
    days = [row.number.day for row in rows if row.number]
    numbers = [row.number.printed if row.number else f"{row.missing:02d}" for row in rows]
    above = agency if register.unit else agency.parent
    return Cover(
        superior=above.name if above else "",
        body=register.unit.name if register.unit else agency.name,
        title=wanted.title,
        subtitle="" if register.name.casefold() in _PLAIN_NAMES else f"({register.name})",
        years=f"{'Năm' if register.period == Period.YEAR else 'Nhiệm kỳ'}: {volume.label}",
        days=_span("ngày", window.first_day or min(days, default=None), window.last_day or max(days, default=None)),
        numbers=_span("số", numbers[0] if numbers else None, numbers[-1] if numbers else None),
        part=part or _TO_FILL_IN,
    )


def _span(word: str, first: date | str | None, last: date | str | None) -> str:
    begin, end = (
        _TO_FILL_IN if one is None else one if isinstance(one, str) else format_date(one) for one in (first, last)
    )
    return f"Từ {word} {begin} đến {word} {end}"
