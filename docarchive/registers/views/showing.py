"""The page of a register, as it is opened and as it comes back with what was typed."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

from docarchive.accounts.models import Agency
from docarchive.core.web import actor, services, work
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.registers import symbols
from docarchive.registers.annex import missing_words
from docarchive.registers.errors import SecretRegistersOffError
from docarchive.registers.forms import (
    BeginForm,
    KnownRegisterForm,
    RegisterForm,
    ReserveForm,
    SecretPaperForm,
    TermForm,
)
from docarchive.registers.models import Register
from docarchive.registers.policies import can_arrange, can_number
from docarchive.registers.queries.shelves import Shelf, shelf, why_not_closed
from docarchive.registers.states import DIRECTION_WORDS, PERIOD_WORDS, Direction, Period

# Forms of one page, each with the beginning of its fields' names.
PREFIXES = {"begin": "dau-", "term": "nhiem-ky-", "reserve": "giu-", "secret": "mat-"}


def offer_units(form: RegisterForm, agency: Agency) -> None:
    """Fill the list of units that may number by themselves."""
    units = [one for one in agency.units if one.is_active or one.id == form.unit_id.data]
    form.unit_id.choices = [SelectChoice("", "— (sổ của cơ quan)"), *(SelectChoice(one.id, one.name) for one in units)]


def example_of(form: RegisterForm, agency: Agency) -> str:
    """Number 5 of today as the pattern writes it; what is wrong with the pattern; empty where there is none."""
    pattern = (form.symbol.data or "").strip()
    if not pattern:
        return ""
    try:
        symbols.checked(pattern)
    except InvalidInputError as problem:
        return problem.message
    unit = next((one for one in agency.units if one.id == form.unit_id.data), None)
    kind = next(iter(form.kinds.data or ()), "quyết định")
    year = local_day(work().now).year
    short = (agency.short_name or "CQ", (unit.short_name if unit else "") or "VP")
    return "Ví dụ: " + symbols.compose(pattern, "05", year=year, kind=kind, agency=short[0], unit=short[1])


def register_page(
    found: Register, *, change: KnownRegisterForm | None = None, begin: BeginForm | None = None,
    term: TermForm | None = None, reserve: ReserveForm | None = None, secret: SecretPaperForm | None = None,
    message: str = "",
) -> ResponseReturnValue:  # fmt: skip
    """Show a register; with the form that was refused, if one was.

    Args:
        message: Why it was refused, where that belongs to no field.
    """
    refused: FlaskForm | None = change or begin or term or reserve or secret
    today = local_day(work().now)
    on_shelf = shelf(work().session, found, today)
    page = render_template(
        "registers/register.html",
        shelf=on_shelf,
        register=found,
        words=(DIRECTION_WORDS[Direction(found.direction)], PERIOD_WORDS[Period(found.period)]),
        change=(shown := change or _change_form(found)),
        example=example_of(shown, found.agency),
        begin=begin or BeginForm(formdata=None, prefix=PREFIXES["begin"]),
        term=term or TermForm(formdata=None, prefix=PREFIXES["term"]),
        reserve=reserve or ReserveForm(formdata=None, prefix=PREFIXES["reserve"]),
        secret=secret or SecretPaperForm(formdata=None, prefix=PREFIXES["secret"]),
        why_not_entered=_why_not_entered(on_shelf),
        refused=refused,
        message=message,
        can_arrange=can_arrange(actor(), found.agency_id),
        why_not_closed={one.id: why_not_closed(work().session, one, today) for one in found.volumes},
        missing_words=missing_words,
        can_number=can_number(actor(), found),
        why_not_begun=_why_not_begun(on_shelf),
        why_not_reserved=_why_not_reserved(on_shelf),
    )
    return page, 422 if refused is not None else 200


def _change_form(found: Register) -> KnownRegisterForm:
    form = KnownRegisterForm(formdata=None, obj=found)
    form.unit_id.data = found.unit_id or ""
    offer_units(form, found.agency)
    return form


def _why_not_begun(on_shelf: Shelf) -> str:
    volume = on_shelf.current
    if volume is None:
        return "" if on_shelf.register.period == Period.YEAR else "Mở nhiệm kỳ trước, rồi đặt số bắt đầu."
    if volume.is_begun:
        return f"Quyển {volume.label} đã cấp đến số {volume.last_number}; số bắt đầu chỉ đặt được trước số đầu tiên."
    if volume.first_number > 1:
        return f"Số bắt đầu của quyển {volume.label} đã đặt là {volume.first_number}; chỉ đặt được một lần."
    return f"Quyển {volume.label} đã khóa sổ." if volume.closed_at else ""


def _why_not_entered(on_shelf: Shelf) -> str:
    if not services().settings.secret_registers:
        return SecretRegistersOffError().message
    return _why_not_numbered(on_shelf, "Chỉ văn thư của cơ quan ghi sổ mật.")


def _why_not_reserved(on_shelf: Shelf) -> str:
    return _why_not_numbered(on_shelf, "Chỉ văn thư của cơ quan giữ, hủy số.")


def _why_not_numbered(on_shelf: Shelf, only_clerks: str) -> str:
    if not can_number(actor(), on_shelf.register):
        return only_clerks
    if not on_shelf.register.is_open:
        return "Sổ đã ngừng dùng; bật “Đang dùng” rồi làm tiếp."
    if on_shelf.current is None and on_shelf.register.period == Period.TERM:
        return "Mở nhiệm kỳ trước."
    if on_shelf.current is not None and on_shelf.current.closed_at is not None:
        return f"Quyển {on_shelf.current.label} đã khóa sổ."
    return ""
