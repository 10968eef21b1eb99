"""Numbers of registers: kept, cancelled, listed line by line, printed."""

from __future__ import annotations

from typing import cast

from flask import Response
from flask.typing import ResponseReturnValue

from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.registers_shapes import (
    CancelIn,
    EntryOut,
    LineOut,
    LinesOut,
    NumberOut,
    NumbersOut,
    PageOfLinesIn,
    PrintIn,
    ReserveIn,
    SecretPaperIn,
    WindowIn,
)
from docarchive.core.web import actor, services, work, writes_on_get
from docarchive.registers import printing
from docarchive.registers.entries import ENTRIES, Entries
from docarchive.registers.models import RegisterNumber, Volume
from docarchive.registers.queries import lines, numbers
from docarchive.registers.queries import registers as queries
from docarchive.registers.queries.lines import Row
from docarchive.registers.queries.numbers import Window
from docarchive.registers.services import numbering, secret_papers

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.post("/registers/<register_id>/reservations")
@bp.input(ReserveIn, arg_name="wanted")
@bp.output(NumbersOut, status_code=201)
def reserve_numbers(register_id: str, wanted: ReserveIn) -> NumbersOut:
    """Keep the next numbers for letters that are still to be signed."""
    register = queries.register(work().session, actor(), register_id)
    kept = numbering.reserve(work(), register, wanted.count, wanted.reason.strip())
    return NumbersOut(numbers=[_shown(one) for one in kept])


@bp.post("/registers/<register_id>/secret-papers")
@bp.input(SecretPaperIn, arg_name="paper")
@bp.output(NumberOut, status_code=201)
def enter_secret_paper(register_id: str, paper: SecretPaperIn) -> NumberOut:
    """Give a paper with a mark of secrecy the next number of a secret register."""
    register, allowed = queries.register(work().session, actor(), register_id), services().settings.secret_registers
    return _shown(secret_papers.enter(work(), register, paper.symbol, allowed=allowed))


@bp.post("/volumes/<volume_id>/numbers/<number_id>/cancellation")
@bp.input(CancelIn, arg_name="why")
@bp.output(NumberOut)
def cancel_number(volume_id: str, number_id: str, why: CancelIn) -> NumberOut:
    """Cancel a number: its line stays with the reason, and nobody gets the number again."""
    found = numbers.number(work().session, _volume(volume_id), number_id)
    numbering.cancel(work(), found, why.reason)
    return _shown(found)


@bp.get("/volumes/<volume_id>/lines")
@bp.input(PageOfLinesIn, location="query", arg_name="wanted")
@bp.output(LinesOut)
def list_lines(volume_id: str, wanted: PageOfLinesIn) -> LinesOut:
    """List the lines of a volume in the order of numbers, cancelled and missing ones in their places."""
    volume, window, session = _volume(volume_id), _window(wanted), work().session
    offset = (wanted.page - 1) * wanted.size
    rows = lines.rows(session, actor(), volume, window, _entries(), offset, wanted.size)
    return LinesOut(total=lines.count(session, volume, window), lines=[_line(row) for row in rows])


@bp.get("/volumes/<volume_id>/export.xlsx")
@bp.doc(responses=gives(_SHEET))
@bp.input(PrintIn, location="query", arg_name="wanted")
@writes_on_get
def export_volume(volume_id: str, wanted: PrintIn) -> ResponseReturnValue:
    """The lines of a volume as an Excel file in the form of the law: cover, ten columns, ready for A4 lying down."""
    uow, volume = work(), _volume(volume_id)
    made = printing.printed(uow, volume, wanted.form, _window(wanted), _entries(), wanted.part)
    printing.note(uow, volume, "register.exported", wanted.form, made)
    return Response(printing.workbook(made, volume), content_type=_SHEET)


def _volume(volume_id: str) -> Volume:
    return queries.volume(work().session, actor(), volume_id)


def _entries() -> Entries:
    return cast(Entries, services().extensions[ENTRIES])


def _window(wanted: WindowIn) -> Window:
    return Window(wanted.first_day, wanted.last_day, wanted.first_number, wanted.last_number)


def _shown(number: RegisterNumber) -> NumberOut:
    return fields_of(NumberOut, number)


def _line(row: Row) -> LineOut:
    return LineOut(
        number=_shown(row.number) if row.number else None,
        entry=fields_of(EntryOut, row.entry) if row.entry else None,
        missing=row.missing,
    )
