"""The figures of a period, and the assignments behind each of its numbers."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.fields import parse_day
from docarchive.core.screen import format_date
from docarchive.core.web import Page, actor, page, work
from docarchive.directions import figures_presenting, presenting
from docarchive.directions.counting import BY_WORDS, By, Figure, Span
from docarchive.directions.forms import FreezeForm
from docarchive.directions.queries.behind_figures import Behind, count_behind, page_behind
from docarchive.directions.queries.figures import figures as count_figures
from docarchive.directions.queries.months import months
from docarchive.directions.views.blueprint import bp, gives, today
from docarchive.directions.views.listing import SIZES
from docarchive.kernel.errors import InvalidInputError

_MOST_MONTHS = 24


@bp.get("/directions/figures")
def figures() -> ResponseReturnValue:
    return show(FreezeForm())


def show(form: FreezeForm, message: str = "") -> str:
    """Show the figures of the period an address or a form names.

    Args:
        form: To keep the report as it is; with its errors where that was refused.
        message: Why it was refused.
    """
    session, by = work().session, asked_by()
    span, trouble = asked_span()
    report = count_figures(session, actor(), span, by, today())
    shown_months = (report.as_of.year - span.first.year) * 12 + report.as_of.month - span.first.month + 1
    if not form.is_submitted():
        form.title.data = (
            f"Tình hình thực hiện ý kiến chỉ đạo từ {format_date(span.first)} đến {format_date(report.as_of)}"
        )
    return render_template(
        "directions/figures.html",
        span=span,
        as_of=report.as_of,
        by=by,
        by_words=BY_WORDS[by],
        ways=figures_presenting.ways(span, by),
        periods=figures_presenting.periods(span, by, today()),
        trouble=message or trouble,
        total=figures_presenting.cells(report),
        told=figures_presenting.told(report),
        ageing=figures_presenting.ageing(report),
        chart=figures_presenting.chart(months(session, actor(), span.first, report.as_of))
        if 1 <= shown_months <= _MOST_MONTHS
        else None,
        lines=[figures_presenting.line(report, one) for one in report.lines],
        foot=figures_presenting.foot(report),
        freezes=gives(),
        freeze_form=form,
        downloads=[
            (words, url_for("directions.figures_file", form=kind, theo=by.value, **days_of(span)), icon)
            for words, kind, icon in (
                ("Word", "docx", "file-earmark-word"),
                ("Excel", "xlsx", "file-earmark-spreadsheet"),
            )
        ],
    )


@bp.get("/directions/figures/rows")
def figure_rows() -> ResponseReturnValue:
    """Exactly the assignments a number of a report counts."""
    session, (span, _trouble) = work().session, asked_span()
    figure = next((each for each in Figure if each.value == request.args.get("figure")), Figure.ASSIGNED)
    by = asked_by() if "khoa" in request.args else None
    number = Behind(span, figure, by, request.args.get("khoa", ""))
    size = int(request.args["moi"]) if request.args.get("moi") in SIZES else 20
    shown = Page.asked(request.args, count_behind(session, actor(), number, today()), size)
    calendar = working_calendar(session, actor().agency_id)
    rows = page_behind(session, actor(), number, today(), shown.offset, shown.size)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name not in ("trang", "moi")}
    return page(
        "directions/rows.html",
        "directions/_list.html",
        title=figures_presenting.FIGURE_WORDS[figure],
        told=f"Kỳ {format_date(span.first)} – {format_date(span.last)}",
        rows=[presenting.row(each, today(), calendar) for each in rows],
        page=shown,
        page_url=lambda number, size: url_for("directions.figure_rows", **kept, trang=number, moi=size),
        back=url_for("directions.figure_rows", **kept),
        presses=gives(),
        report_url=url_for("directions.figures", theo=(by or By.AGENCY).value, **days_of(span)),
    )


def asked_by() -> By:
    """What an address or a form breaks the report down by."""
    return next((each for each in By if each.value == request.values.get("theo")), By.AGENCY)


def asked_span() -> tuple[Span, str]:
    """The period an address or a form names, else this year; and why a typed one was not taken."""
    usual = Span.this_year(today())
    try:
        first, last = (parse_day(request.values.get(name, "")) for name in ("tu", "den"))
        return Span(first or usual.first, last or usual.last), ""
    except ValueError:
        return usual, "Ngày viết dạng dd/mm/yyyy, ví dụ 06/05/2026; số liệu dưới đây là của năm nay."
    except InvalidInputError as problem:
        return usual, problem.message + " Số liệu dưới đây là của năm nay."


def days_of(span: Span) -> dict[str, Any]:
    """A period as addresses name it."""
    return {"tu": format_date(span.first), "den": format_date(span.last)}
