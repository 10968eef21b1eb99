"""Numbers of directions somebody was asked to explain."""

from __future__ import annotations

from docarchive.accounts.queries.agencies import agency
from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.direction_reports import span_of
from docarchive.api.v1.directions_values import giving_agency
from docarchive.api.v1.figure_questions_shapes import (
    QuestionAnswerIn,
    QuestionIn,
    QuestionOut,
    QuestionsIn,
    QuestionsOut,
)
from docarchive.archive.queries import documents
from docarchive.core.web import actor, work
from docarchive.directions.counting import By, Figure
from docarchive.directions.models import FigureQuestion
from docarchive.directions.queries import figure_questions
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.services import questioning
from docarchive.directions.services.orders import Body
from docarchive.directions.services.questioning import Asked, Number
from docarchive.directions.services.steps import Evidence
from docarchive.kernel.local_time import local_day

_QUESTION = "/directions/questions/<question_id>"


@bp.get("/directions/questions")
@bp.input(QuestionsIn, location="query", arg_name="wanted")
@bp.output(QuestionsOut)
def direction_questions(wanted: QuestionsIn) -> QuestionsOut:
    """Numbers one asked about or was asked about: what waits first."""
    session, mine = work().session, wanted.waiting_for_me
    rows = figure_questions.questions(
        session, actor(), (wanted.page - 1) * wanted.size, wanted.size, only_mine=mine
    )  # fmt: skip
    total = figure_questions.count_questions(session, actor(), only_mine=mine)
    return QuestionsOut(total=total, questions=[_out(one) for one in rows])


@bp.post("/directions/questions")
@bp.input(QuestionIn, arg_name="wanted")
@bp.output(QuestionOut, status_code=201)
def ask_direction_question(wanted: QuestionIn) -> QuestionOut:
    """Ask somebody to explain a number, as it stands now."""
    agency_id, today = giving_agency(), local_day(work().now)
    found = Bodies(work().session, agency(work().session, agency_id), today).find(wanted.to)
    body = Body.of(found) if found is not None else Body(wanted.to)
    number = Number(
        span_of(wanted.first, wanted.last), By(wanted.by), Figure[wanted.figure.upper()], wanted.line, wanted.own
    )
    return _out(questioning.ask(work(), agency_id, number, Asked(body, wanted.by_day, wanted.words)))


@bp.get(_QUESTION)
@bp.output(QuestionOut)
def direction_question(question_id: str) -> QuestionOut:
    """One number somebody was asked about."""
    return _out(figure_questions.question(work().session, actor(), question_id))


@bp.post(f"{_QUESTION}/answer")
@bp.input(QuestionAnswerIn, arg_name="wanted")
@bp.output(QuestionOut)
def answer_direction_question(question_id: str, wanted: QuestionAnswerIn) -> QuestionOut:
    """Explain a number; the words stand beside it in reports."""
    one = figure_questions.question(work().session, actor(), question_id)
    document = the_document(wanted.document_id) if wanted.document_id else None
    questioning.answer(work(), one, wanted.words, Evidence(document, wanted.document_number))
    return _out(one)


def _out(one: FigureQuestion) -> QuestionOut:
    readable = documents.documents(work().session, actor(), [one.document_id] if one.document_id else [])
    return fields_of(
        QuestionOut, one, figure=Figure(one.figure).name.lower(),
        document_id=one.document_id if one.document_id in readable else None,
    )  # fmt: skip
