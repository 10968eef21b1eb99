"""A volume: all its lines on screen, on paper in the form of the law, and as an Excel file."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import SIZES, asked_page
from docarchive.archive import naming
from docarchive.core.web import actor, work, writes_on_get
from docarchive.kernel.local_time import local_day
from docarchive.registers import printing
from docarchive.registers.annex import Form, missing_words, sheet, shown
from docarchive.registers.forms import WindowForm
from docarchive.registers.models import Volume
from docarchive.registers.policies import can_number, can_read_lines
from docarchive.registers.queries import lines, numbers
from docarchive.registers.queries.shelves import running
from docarchive.registers.states import NUMBER_WORDS
from docarchive.registers.views.blueprint import bp, the_entries, the_volume

_NAMED = 40  # numbers without a file that are named one by one
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/volumes/<volume_id>")
def volume(volume_id: str) -> ResponseReturnValue:
    found, form = the_volume(volume_id), WindowForm(request.args)
    window, session = form.window(), work().session
    if typed := request.args.get("so", "").strip():
        return _jump(found, form, typed)
    rows = asked_page(lines.count(session, found, window))
    return render_template(
        "registers/volume.html",
        volume=found,
        register=found.register,
        sum=numbers.summed(session, found),
        form=form,
        rows=rows,
        lines=lines.rows(session, actor(), found, window, the_entries(), rows.offset, rows.size),
        sheet=sheet(found.register),
        shown=shown,
        state_words=NUMBER_WORDS,
        page_url=lambda number, size: _address(found, form, trang=number, size=size),
        is_running=running(found.register, local_day(work().now)) is found,
        can_number=can_number(actor(), found.register) and found.closed_at is None,
        can_read=can_read_lines(actor(), found.register),
        missing_words=missing_words,
        without_file=the_entries().without_file(session, actor(), found),
        named=_NAMED,
    )


@bp.get("/volumes/<volume_id>/print")
@writes_on_get
def print_volume(volume_id: str) -> ResponseReturnValue:
    found, form = the_volume(volume_id), WindowForm(request.args)
    made = _printed(found, form, "register.printed")
    return render_template(
        "registers/print.html",
        volume=found,
        made=made,
        form=form,
        asked=_form(),
        is_incoming=found.register.is_incoming,
        shown=shown,
    )


@bp.get("/volumes/<volume_id>/export.xlsx")
@writes_on_get
def export_volume(volume_id: str) -> ResponseReturnValue:
    found, form = the_volume(volume_id), WindowForm(request.args)
    made = _printed(found, form, "register.exported")
    name = naming.safe(printing.file_name(found, _form()))
    headers = {"Content-Disposition": naming.disposition(name)}
    return Response(printing.workbook(made, found), mimetype=_SHEET, headers=headers)


def _printed(found: Volume, form: WindowForm, action: str) -> printing.Printed:
    made = printing.printed(work(), found, _form(), form.window(), the_entries(), form.part.data or "")
    printing.note(work(), found, action, _form(), made)
    return made


def _form() -> Form:
    return Form.FOLLOW_UP if request.args.get("mau") == Form.FOLLOW_UP else Form.REGISTER


def _jump(found: Volume, form: WindowForm, typed: str) -> ResponseReturnValue:
    """Open the page of a number; where the filter hides it, the page without filter."""
    session, wanted, size = work().session, lines.typed_number(typed), asked_page(0).size
    for window, kept in ((form.window(), form), (numbers.Window(), WindowForm(formdata=None))):
        before = lines.position(session, found, window, *wanted) if wanted else None
        if wanted and before is not None:
            anchor = f"so-{wanted[0]:02d}{wanted[1]}"
            return redirect(_address(found, kept, trang=before // size + 1, size=size, _anchor=anchor))
    flash(f"Quyển {found.label} không có số {typed[:20]}.", "soon")
    return redirect(_address(found, form))


def _address(found: Volume, form: WindowForm, **more: Any) -> str:
    if more.get("size") == SIZES[1]:
        more.pop("size")
    return url_for("registers.volume", volume_id=found.id, **form.arguments(), **more)
