"""The page of one assignment: the sentence it follows from, its deadlines, how the work goes, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.core.mandates import Matter
from docarchive.core.screen import format_date
from docarchive.core.web import actor, work
from docarchive.directions import presenting
from docarchive.directions.acts import acts
from docarchive.directions.errands_presenting import travel
from docarchive.directions.forms import (
    DecisionForm,
    ExplainForm,
    ExtensionForm,
    GiveAgainForm,
    MilestonesForm,
    NoteForm,
    ReportForm,
)
from docarchive.directions.models import Assignment, AssignmentSeries, Direction
from docarchive.directions.policies import can_give
from docarchive.directions.queries import assignments, products
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.queries.course import asked_extension
from docarchive.directions.views.blueprint import bp, the_assignment, today
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.queries import letters

_EXPLAIN_DAYS = 3


@bp.get("/directions/<assignment_id>", endpoint="assignment")
def assignment_page(assignment_id: str) -> ResponseReturnValue:
    return show(the_assignment(assignment_id))


def show(one: Assignment, message: str = "", **refused: FlaskForm) -> str:
    """Show an assignment's page.

    Args:
        message: Why an act was refused.
        refused: The form that was refused, with what was typed, by the name of its act.
    """
    session, day = work().session, today()
    calendar = working_calendar(session, one.agency_id)
    extensions = assignments.extensions_of(session, one)
    way = assignments.steps_of(session, one)
    asked = next((each for each in extensions if each.granted is None), None)
    way_of_letters = travel(session, actor(), one)
    offered = acts(actor(), one, asked, day, way_of_letters.post)
    names = {act.name for act in offered if not act.why_off}
    return render_template(
        "directions/assignment.html",
        assignment=one,
        direction=one.direction,
        message=message,
        off=actor().why_not(Matter.DIRECTIONS, one.direction.field),
        head=presenting.row(one, day, calendar),
        quote=presenting.quote(
            one.direction, readable=_readable(one.direction.document), letter_known=_knows_letter(one.direction)
        ),
        facts=presenting.facts(one),
        deadlines=presenting.deadlines(one, extensions, way),
        extensions=[presenting.extension(each) for each in extensions],
        milestones=[
            presenting.milestone(each, day, readable=_readable(each.document))
            for each in assignments.milestones_of(session, one)
        ],
        steps=presenting.steps(way),
        letters=way_of_letters.rows,
        by_name={act.name: act for act in reversed(offered)},
        forms={name: refused.get(name) or make(one) for name, make in FORMS.items() if name in names},
        products=[_product(each) for each in products.likely(session, actor(), one)] if "report" in names else [],
        siblings=_siblings(one),
        add_url=url_for("directions.add", direction_id=one.direction_id) if can_give(actor(), one.agency_id) else "",
        series=_series(one),
        names=Bodies(session, one.direction.agency, day).names if "give-again" in names else [],
        explain_by=format_date(calendar.moved_to_working(day + timedelta(_EXPLAIN_DAYS))),
    )


def _report_form(_one: Assignment) -> FlaskForm:
    form = ReportForm()
    if not form.is_submitted():
        form.evidence.data = request.args.get("evidence", "")[:200]
    return form


def _again_form(one: Assignment) -> FlaskForm:
    form = GiveAgainForm()
    if not form.is_submitted():
        form.term.data, form.due_on.data, form.days.data = one.term, one.due_on, one.days
    return form


def _decision_form(one: Assignment) -> FlaskForm:
    form = DecisionForm()
    asked = asked_extension(work().session, one)
    if not form.is_submitted() and asked is not None:
        form.until.data = asked.wanted_on
    return form


FORMS: dict[str, Callable[[Assignment], FlaskForm]] = {
    "decide": _decision_form,
    "explain": lambda _one: ExplainForm(),
    "extend": lambda _one: ExtensionForm(),
    "give-again": _again_form,
    "note": lambda _one: NoteForm(),
    "plan": lambda _one: MilestonesForm(),
    "report": _report_form,
}


def _readable(document: Document | None) -> bool:
    return document is not None and can_read(actor(), document)


def _knows_letter(said: Direction) -> bool:
    try:
        return said.letter_id is not None and bool(letters.letter(work().session, actor(), said.letter_id))
    except LetterNotFoundError:
        return False


def _product(found: Document) -> dict[str, str]:
    return {
        "id": found.id, "number": found.number or "", "subject": found.subject or "",
        "url": url_for("archive.document", document_id=found.id),
    }  # fmt: skip


def _siblings(one: Assignment) -> Sequence[dict[str, Any]]:
    """The other assignments of the sentence the reader may see."""
    found = assignments.assignments_of(work().session, actor(), one.direction)
    return [presenting.row(each, today()) for each in found if each.id != one.id]


def _series(one: Assignment) -> dict[str, Any] | None:
    row = work().session.get(AssignmentSeries, one.series_id) if one.series_id else None
    if row is None:
        return None
    words = presenting.series_words(row.period, row.due_day, row.until, row.next_from)
    stopped = row.stopped_at is not None
    return {
        "words": "Đã dừng lặp lại." if stopped else words,
        "can_stop": not stopped and can_give(actor(), one.agency_id),
    }
