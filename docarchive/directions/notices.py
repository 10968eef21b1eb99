"""Both sides of an assignment are told what the other did, and in time that its day comes near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, exists

from docarchive.core.actor import Actor
from docarchive.core.screen import format_date, shortened
from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import days_late
from docarchive.directions.events import FigureAnswered, FigureAsked, StepTaken
from docarchive.directions.figure_words import number_words
from docarchive.directions.models import Assignment, AssignmentStep, FigureQuestion
from docarchive.directions.queries import people
from docarchive.directions.queries.figure_questions import sees_question
from docarchive.directions.queries.visible import visible_to
from docarchive.directions.states import DEED_WORDS, Deed, Part
from docarchive.kernel.local_time import local_day
from docarchive.notices.models import Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind

ASSIGNMENT: Final = "assignment"
QUESTION: Final = "figure"
_WEEK: Final = 7

_TO_LEAD: Mapping[Deed, Kind] = {
    **dict.fromkeys((Deed.GIVEN, Deed.GIVEN_AGAIN, Deed.REOPENED, Deed.RESUMED, Deed.SUCCEEDED), Kind.GIVEN),
    **dict.fromkeys((Deed.REMINDED, Deed.PRESSED, Deed.EXPLANATION_ASKED, Deed.SENT_BACK), Kind.PRESSED),
    **dict.fromkeys((Deed.CONFIRMED, Deed.EXTENDED, Deed.NOT_EXTENDED, Deed.PAUSED, Deed.CANCELLED), Kind.ANSWERED),
}
_TO_GIVER = frozenset({Deed.REPORTED, Deed.RETURNED, Deed.EXTENSION_ASKED, Deed.EXPLAINED})
_TO_ALL = frozenset({Deed.GIVEN, Deed.GIVEN_AGAIN, Deed.CANCELLED})


def sees_assignment(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know of the assignment a notice tells of."""
    return exists().where(Assignment.id == Notice.subject_id, visible_to(actor))


def sees_figure(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know of the question about a number a notice tells of."""
    return exists().where(FigureQuestion.id == Notice.subject_id, sees_question(actor))


def tell_of_step(uow: UnitOfWork, event: StepTaken) -> None:
    """Tell the side that did not do it; what an old list brings in one go was known before."""
    step, one = event.step, event.step.assignment
    if one.direction.origin is not None and one.direction.created_at == uow.now:
        return
    deed, day = Deed(step.deed), local_day(uow.now)
    if deed in _TO_GIVER:
        _tell(uow, people.giving(uow.session, one, day), step, Kind.REPORTED)
    elif deed in _TO_LEAD:
        _tell(uow, people.leading(uow.session, one, day), step, _TO_LEAD[deed])
        if deed in _TO_ALL:
            _tell(uow, people.beside(uow.session, one, day, *Part), step, _TO_LEAD[deed])


def tell_of_day(uow: UnitOfWork, one: Assignment, today: date) -> None:
    """Tell that the day comes near, has come, or has passed: before it once, on it once, then once a week."""
    if one.due_on is None:
        return
    told = people.leading(uow.session, one, today)
    late = days_late(one, today)
    what = f"{shortened(one.content)} ({one.code}), chủ trì {one.lead_name}"
    if late:
        told |= people.giving(uow.session, one, today)
        text, key = f"Quá hạn {late} ngày: {what}.", f"late:{one.id}:{one.due_on}:{(late - 1) // _WEEK}"
    elif one.due_on == today:
        text, key = f"Đến hạn hôm nay: {what}.", f"due:{one.id}:{one.due_on}"
    else:
        left = (one.due_on - today).days
        text, key = f"Còn {left} ngày, hạn {format_date(one.due_on)}: {what}.", f"soon:{one.id}:{one.due_on}"
    tell(uow, told, Told(Kind.DUE, text, _link(one), key, (ASSIGNMENT, one.id)))


def tell_of_asking(uow: UnitOfWork, event: FigureAsked) -> None:
    """Tell whoever is to explain a number."""
    one = event.question
    words = f" – “{shortened(one.words)}”" if one.words else ""
    text = f"{one.asked_by} yêu cầu giải trình trước {format_date(one.by_day)}: {number_words(one)}{words}."
    _tell_of_figure(uow, people.explaining(uow.session, one, local_day(uow.now)), one, Kind.PRESSED, text)


def tell_of_explanation(uow: UnitOfWork, event: FigureAnswered) -> None:
    """Tell whoever asked about a number."""
    one = event.question
    text = f"{one.to_name} giải trình: {number_words(one)} – “{shortened(one.answer)}”."
    _tell_of_figure(uow, people.asking(uow.session, one, local_day(uow.now)), one, Kind.REPORTED, text)


SEES: Mapping[str, Callable[[Actor], ColumnElement[bool]]] = {ASSIGNMENT: sees_assignment, QUESTION: sees_figure}


def _tell_of_figure(uow: UnitOfWork, whom: set[str], one: FigureQuestion, kind: Kind, text: str) -> None:
    link = f"/directions/questions/{one.id}"
    tell(uow, whom, Told(kind, text, link, f"figure:{kind}:{one.id}", (QUESTION, one.id)))


def _tell(uow: UnitOfWork, whom: set[str], step: AssignmentStep, kind: Kind) -> None:
    one = step.assignment
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    words = f" – “{shortened(step.words)}”" if step.words else ""
    text = f"{step.by_name} {DEED_WORDS[Deed(step.deed)]}: {shortened(one.content)} ({one.code}){due}{words}."
    tell(uow, whom, Told(kind, text, _link(one), f"step:{step.id}", (ASSIGNMENT, one.id)))


def _link(one: Assignment) -> str:
    return f"/directions/{one.id}"
