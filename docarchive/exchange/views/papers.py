"""The paper of letters: whether it came, and how much was not printed."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.fields import parse_day
from docarchive.core.web import Page, actor, work
from docarchive.exchange.queries import papers as queries
from docarchive.exchange.services.papers import note_paper
from docarchive.exchange.views.blueprint import bp, the_letter, today
from docarchive.kernel.errors import InvalidInputError

ROWS = 50


@bp.post("/incoming/<letter_id>/paper")
def paper(letter_id: str) -> ResponseReturnValue:
    form = request.form
    sheets = form.get("sheets", "").strip() or "0"
    if not sheets.isdecimal() or len(sheets) > 6:
        raise InvalidInputError("Số tờ là số từ 0 trở lên.", fields={"sheets": "Số từ 0 trở lên."})
    note_paper(work(), the_letter(letter_id), _day("came_on", None), int(sheets), form.get("place", ""))
    flash("Đã ghi bản giấy.", "done")
    return redirect(url_for("exchange.letter", letter_id=letter_id))


@bp.get("/outgoing/paper")
def paper_saved() -> ResponseReturnValue:
    """How much paper the letters of a period saved, and the rows behind each figure."""
    day, session = today(), work().session
    first, last = _day("tu", date(day.year, 1, 1)) or day, _day("den", day) or day
    found, on_paper = queries.saved(session, actor(), first, last), request.args.get("xem") == "giay"
    page = Page.asked(request.args, found.on_paper if on_paper else found.copies, ROWS)
    rows = queries.recipients(session, actor(), first, last, on_paper=on_paper, offset=page.offset, size=ROWS)
    view = request.args.get("xem", "")
    return render_template(
        "exchange/paper.html", saved=found, rows=rows, page=page, on_paper=on_paper, first=first, last=last,
        url=lambda number=1, _size=ROWS, other="": url_for(
            "exchange.paper_saved", tu=f"{first:%d/%m/%Y}", den=f"{last:%d/%m/%Y}", xem=other or view, trang=number
        ),
    )  # fmt: skip


def _day(name: str, usual: date | None) -> date | None:
    try:
        return parse_day(request.values.get(name, "")) or usual
    except ValueError:
        message = "Ngày viết dạng dd/mm/yyyy, ví dụ 01/07/2026."
        raise InvalidInputError(message, fields={name: message}) from None
