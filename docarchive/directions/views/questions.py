"""Asking somebody to explain a number of the figures, and explaining it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.accounts.views.asking import at_fields
from docarchive.archive.policies import can_read
from docarchive.core.screen import format_date, format_moment, format_number
from docarchive.core.web import Page, actor, work
from docarchive.directions import figures_presenting
from docarchive.directions.counting import By, Figure, Span
from docarchive.directions.figure_words import FIGURE_WORDS
from docarchive.directions.forms import AskFigureForm, ExplainForm
from docarchive.directions.models import FigureQuestion
from docarchive.directions.policies import can_answer_figure, oversees
from docarchive.directions.queries import figure_questions
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.services import questioning
from docarchive.directions.services.questioning import Asked, Number
from docarchive.directions.views.blueprint import bp, evidence, gives, giving_agency, today
from docarchive.directions.views.figures import the_asked
from docarchive.directions.views.naming import body_named

# How long somebody usually has, in days of the sun; a day of rest moves it on.
_DAYS = 7


@bp.get("/directions/questions")
def questions() -> ResponseReturnValue:
    session, only_mine = work().session, request.args.get("o") == "cho-toi"
    shown = Page.asked(request.args, figure_questions.count_questions(session, actor(), only_mine=only_mine), 20)
    rows = figure_questions.questions(session, actor(), shown.offset, shown.size, only_mine=only_mine)
    return render_template(
        "directions/questions.html",
        rows=[_row(one) for one in rows],
        only_mine=only_mine,
        page=shown,
        page_url=lambda number, _size: url_for(
            "directions.questions", o="cho-toi" if only_mine else None, trang=number
        ),
    )  # fmt: skip


@bp.route("/directions/questions/new", methods=["GET", "POST"])
def ask_figure() -> ResponseReturnValue:
    """Ask about the number the address names as ``figure_rows`` does."""
    agency, form = giving_agency(), AskFigureForm()
    number, bodies = _number(), Bodies(work().session, agency, today())
    name, value = questioning.looked_up(work(), agency.id, number)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            asked = Asked(body_named(bodies, form.to.data), form.by_day.data, form.words.data)
            made_id = questioning.ask(work(), agency.id, number, asked).id
        if not trouble.found:
            flash("Đã yêu cầu giải trình; lời giải trình sẽ đứng cạnh số này trong báo cáo.", "done")
            return redirect(url_for("directions.question", question_id=made_id))
        name, value = questioning.looked_up(work(), giving_agency().id, number)
    elif not form.is_submitted():
        form.to.data = name if number.line and number.by in (By.AGENCY, By.UNIT) and bodies.find(name) else ""
        calendar = working_calendar(work().session, agency.id)
        form.by_day.data = calendar.moved_to_working(today() + timedelta(_DAYS))
    page = render_template(
        "directions/question_form.html",
        form=form,
        what=FIGURE_WORDS[number.figure],
        name=name,
        value=value,
        period=_period(number.span),
        names=bodies.names,
        rows_url=the_asked()[0].rows(number.figure, number.line or None),
        report_url=the_asked()[0].page(),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/directions/questions/<question_id>")
def question(question_id: str) -> ResponseReturnValue:
    return _show(_the_question(question_id), ExplainForm())


@bp.post("/directions/questions/<question_id>/answer")
def answer_figure(question_id: str) -> ResponseReturnValue:
    one, form, message = _the_question(question_id), ExplainForm(), ""
    if form.validate():
        with at_fields(form) as trouble:
            questioning.answer(work(), one, form.words.data, evidence(form.evidence.data))
        if not trouble.found:
            flash("Đã gửi giải trình.", "done")
            return redirect(url_for("directions.question", question_id=question_id))
        message = trouble.message
    return _show(_the_question(question_id), form, message), 422


def _the_question(question_id: str) -> FigureQuestion:
    return figure_questions.question(work().session, actor(), question_id)


def _number() -> Number:
    asked, _trouble = the_asked()
    figure = next((each for each in Figure if each.value == request.values.get("figure")), Figure.OPEN_LATE)
    return Number(asked.span, asked.by, figure, request.values.get("khoa", "")[:320], asked.own)


def _show(one: FigureQuestion, form: ExplainForm, message: str = "") -> str:
    readable = one.document is not None and can_read(actor(), one.document)
    answers = one.answered_at is None and can_answer_figure(actor(), one)
    return render_template(
        "directions/question.html",
        question=one,
        row=_row(one),
        number=format_number(one.number),
        rows_url=_rows_url(one),
        asked_at=format_moment(one.asked_at),
        answered_at=format_moment(one.answered_at) if one.answered_at else "",
        document_url=url_for("archive.document", document_id=one.document_id) if readable else "",
        form=form if answers else None,
        message=message,
    )


def _rows_url(one: FigureQuestion) -> str:
    """The assignments the number counts now; for the asking side, whose report it is."""
    if not (gives() and oversees(actor(), one.agency_id)):
        return ""
    asked = figures_presenting.Asked(Span(one.first, one.last), By(one.by), one.own)
    return asked.rows(Figure(one.figure), one.line or None)


def _row(one: FigureQuestion) -> dict[str, Any]:
    status = ("Đã giải trình", "done")
    if one.answered_at is None:
        status = ("Quá hạn giải trình", "late") if one.by_day < today() else ("Chờ giải trình", "soon")
    return {
        "url": url_for("directions.question", question_id=one.id), "what": FIGURE_WORDS[Figure(one.figure)],
        "line": one.line_name, "number": one.number, "period": _period(Span(one.first, one.last)),
        "to": one.to_name, "by_day": format_date(one.by_day), "asked_by": one.asked_by, "agency": one.agency.name,
        "status": status,
    }  # fmt: skip


def _period(span: Span) -> str:
    return f"{format_date(span.first)} – {format_date(span.last)}"
