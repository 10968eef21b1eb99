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
from docarchive.directions.counting import BY_WORDS, By, Figure, Report, Span
from docarchive.directions.figure_words import FIGURE_WORDS, explained
from docarchive.directions.figures_presenting import Asked, Beside
from docarchive.directions.forms import FreezeForm
from docarchive.directions.queries.behind_figures import Behind, count_behind, page_behind
from docarchive.directions.queries.figure_questions import beside
from docarchive.directions.queries.figures_by_document import page_of_figures
from docarchive.directions.queries.months import months
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.views.blueprint import bp, gives, today
from docarchive.directions.views.listing import SIZES
from docarchive.kernel.errors import InvalidInputError

_MOST_MONTHS = 24
_MOST_LINES, _USUAL_LINES = 10_000_000, 100


@bp.get("/directions/figures")
def figures() -> ResponseReturnValue:
    return show(FreezeForm())


def show(form: FreezeForm, message: str = "") -> str:
    """Show the figures an address or a form asks for.

    Args:
        form: To keep the report as it is; with its errors where that was refused.
        message: Why it was refused.
    """
    session = work().session
    asked, trouble = the_asked()
    size = int(request.values["moi"]) if request.values.get("moi") in SIZES else _USUAL_LINES
    number = Page.asked(request.values, _MOST_LINES, size)
    report, count = page_of_figures(
        session, actor(), asked.span, asked.by, today(), within(asked), number.offset, size
    )  # fmt: skip
    said = _beside(report)
    if not form.is_submitted():
        form.title.data = f"Báo cáo từ {format_date(asked.span.first)} đến {format_date(report.as_of)}"
    return render_template(
        "directions/figures.html",
        span=asked.span,
        as_of=report.as_of,
        by=asked.by,
        own=asked.own,
        by_words=BY_WORDS[asked.by],
        ways=figures_presenting.ways(asked),
        scopes=figures_presenting.scopes(asked) if gives() else [],
        periods=figures_presenting.periods(asked, today()),
        trouble=message or trouble,
        total=figures_presenting.cells(report, asked, said),
        explained=said.explained,
        told=figures_presenting.told(report, asked),
        ageing=figures_presenting.ageing(report, asked),
        chart=_chart(asked),
        lines=[figures_presenting.line(one, asked, said) for one in report.lines],
        foot=figures_presenting.foot(report, asked, said),
        page=Page.asked(request.values, count, size),
        page_url=lambda number, size: asked.page(trang=number, moi=size, _anchor="bang"),
        freezes=gives(),
        freeze_form=form,
        downloads=[
            (words, url_for("directions.figures_file", form=kind, **asked.values()), icon)
            for words, kind, icon in figures_presenting.FILES
            if gives()
        ],
    )


@bp.get("/directions/figures/rows")
def figure_rows() -> ResponseReturnValue:
    """Exactly the assignments a number of a report counts."""
    session, (asked, _trouble) = work().session, the_asked()
    figure = next((each for each in Figure if each.value == request.args.get("figure")), Figure.ASSIGNED)
    by = asked.by if "khoa" in request.args else None
    number = Behind(asked.span, figure, by, request.args.get("khoa", ""), within(asked))
    size = int(request.args["moi"]) if request.args.get("moi") in SIZES else 20
    shown = Page.asked(request.args, count_behind(session, actor(), number, today()), size)
    calendar = working_calendar(session, actor().agency_id)
    rows = page_behind(session, actor(), number, today(), shown.offset, shown.size)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name not in ("trang", "moi")}
    return page(
        "directions/rows.html",
        "directions/_list.html",
        title=FIGURE_WORDS[figure],
        told=f"Kỳ {format_date(asked.span.first)} – {format_date(asked.span.last)}",
        rows=[presenting.row(each, today(), calendar) for each in rows],
        page=shown,
        page_url=lambda number, size: url_for("directions.figure_rows", **kept, trang=number, moi=size),
        back=url_for("directions.figure_rows", **kept),
        presses=gives(),
        report_url=asked.page(),
        ask_url=asked.ask(figure, request.args.get("khoa")) if gives() else "",
    )


def the_asked() -> tuple[Asked, str]:
    """The figures an address or a form asks for, else this year's; and why typed days were not taken."""
    by = next((each for each in By if each.value == request.values.get("theo")), By.AGENCY)
    span, trouble = _span()
    return Asked(span, by, request.values.get("so") == "1" and gives()), trouble


def within(asked: Asked) -> Wanted:
    """Of which assignments the figures are."""
    return Wanted(agency_id=actor().agency_id if asked.own else None)


def _beside(report: Report) -> Beside:
    """What the reader's agency asked about these numbers; others ask and see nothing there."""
    if not gives():
        return Beside()
    return Beside([explained(one) for one in beside(work().session, actor().agency_id or "", report)], asks=True)


def _span() -> tuple[Span, str]:
    usual = Span.this_year(today())
    try:
        first, last = (parse_day(request.values.get(name, "")) for name in ("tu", "den"))
        return Span(first or usual.first, last or usual.last), ""
    except ValueError:
        return usual, "Ngày viết dạng dd/mm/yyyy, ví dụ 06/05/2026; số liệu dưới đây là của năm nay."
    except InvalidInputError as problem:
        return usual, problem.message + " Số liệu dưới đây là của năm nay."


def _chart(asked: Asked) -> figures_presenting.Chart | None:
    """The bars of the months; none for a period too long for them."""
    first, last = asked.span.first, asked.span.as_of(today())
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 <= count <= _MOST_MONTHS:
        return None
    agency_id = actor().agency_id if asked.own else None
    return figures_presenting.chart(months(work().session, actor(), first, last, agency_id), own=asked.own)
