"""Somebody is asked to explain a number of a report, and answers; the answer stands beside the number from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from docarchive.core.work import UnitOfWork
from docarchive.delivery.queries.partners import is_elsewhere
from docarchive.directions.counting import By, Figure, Span, line_key
from docarchive.directions.errors import FigureQuestionNotFoundError, FigureQuestionStateError
from docarchive.directions.events import FigureAnswered, FigureAsked
from docarchive.directions.models import FigureQuestion
from docarchive.directions.policies import can_answer_figure, can_give, can_see_figure_question
from docarchive.directions.queries.figures import figures
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.services.orders import Body
from docarchive.directions.services.steps import NOTHING, Evidence, require_readable
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import SHORTEST_REASON

LONGEST_WORDS: Final = 2_000
_LONGEST_NAME: Final = 300
_ONLY_OFFICE = "Yêu cầu giải trình số liệu là việc của văn thư, lãnh đạo cơ quan theo dõi."
_ONLY_ASKED = "Chỉ nơi được yêu cầu giải trình số này."


@dataclass(frozen=True)
class Number:
    """A number of a report.

    Attributes:
        own: Of the asking agency's register alone.
        line: Key of the line it stands in; empty: of the whole.
    """

    span: Span
    by: By
    figure: Figure
    line: str = ""
    own: bool = False


@dataclass(frozen=True)
class Asked:
    """Who is to explain it, by when, and what is to be explained; without words: the number."""

    to: Body
    by_day: date
    words: str = ""

    def problems(self, agency_id: str, today: date) -> Iterator[tuple[str, str]]:
        """Fields that cannot be so, each with the reason."""
        if not self.to.name.strip():
            yield "to", "Chọn hoặc ghi nơi giải trình."
        elif len(self.to.name) > _LONGEST_NAME:
            yield "to", f"Tên dài nhất {_LONGEST_NAME} ký tự; rút gọn lại."
        elif not self.to.belongs_to(agency_id, today):
            yield "to", f"“{self.to.name}” không thuộc cơ quan bạn. Yêu cầu cơ quan của họ."
        if self.by_day < today:
            yield "by_day", "Hạn giải trình không được trước hôm nay."
        if len(self.words) > LONGEST_WORDS:
            yield "words", f"Dài nhất {LONGEST_WORDS} ký tự; rút gọn lại."


def ask(uow: UnitOfWork, agency_id: str, number: Number, asked: Asked) -> FigureQuestion:
    """Ask somebody to explain a number, as it stands now.

    Args:
        agency_id: The asking agency.

    Raises:
        NotAllowedError: The actor is neither its clerk nor its leader.
        InvalidInputError: A field cannot be so; ``fields`` says which.
        FigureQuestionNotFoundError: The report has no such line.
        FigureQuestionStateError: It was asked already, and is not answered yet.
    """
    uow.require(can_give(uow.actor, agency_id), _ONLY_OFFICE)
    today = local_day(uow.now)
    if problems := dict(asked.problems(agency_id, today)):
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    name, value = looked_up(uow, agency_id, number)
    uow.alone(f"figure-question:{agency_id}")
    _require_new(uow, agency_id, number)
    to = asked.to
    made = FigureQuestion(
        agency_id=agency_id, first=number.span.first, last=number.span.last, by=number.by, own=number.own,
        figure=number.figure, line=line_key(number.by, number.line), line_name=name, number=value,
        to_agency_id=to.agency.id if to.agency else None, to_unit_id=to.unit.id if to.unit else None,
        to_user_id=to.user.id if to.user else None, to_name=" ".join(to.name.split()),
        to_elsewhere=to.agency is not None and is_elsewhere(uow.session, to.agency.code),
        words=" ".join(asked.words.split()), by_day=asked.by_day, asked_at=uow.now, asked_by_id=uow.actor.user_id,
        asked_by=uow.actor.name,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    uow.record(
        "directions.figure_asked", made.id, figure=made.figure, line=made.line_name, number=value, to=made.to_name,
        by_day=str(made.by_day),
    )  # fmt: skip
    uow.emit(FigureAsked(made))
    return made


def looked_up(uow: UnitOfWork, agency_id: str, number: Number) -> tuple[str, int]:
    """What the line of a number is called (empty: the whole) and what the number is now, as the actor's report has it.

    Raises:
        FigureQuestionNotFoundError: The report has no such line.
    """
    within = Wanted(agency_id=agency_id if number.own else None)
    report = figures(uow.session, uow.actor, number.span, number.by, local_day(uow.now), within)
    if not number.line:
        return "", report.total[number.figure]
    key = line_key(number.by, number.line)
    line = next((one for one in report.lines if one.key == key), None)
    if line is None:
        raise FigureQuestionNotFoundError
    return line.name, line.counts[number.figure]


def answer(uow: UnitOfWork, question: FigureQuestion, words: str, evidence: Evidence = NOTHING) -> None:
    """Explain a number; the words stand beside it in reports.

    Raises:
        FigureQuestionNotFoundError: The actor may not know of it.
        NotAllowedError: It is not the actor who was asked.
        FigureQuestionStateError: It was answered before.
        InvalidInputError: Fewer than ten characters.
        DocumentNotFoundError: He may not know of the document.
    """
    uow.session.flush()
    question = uow.session.get_one(FigureQuestion, question.id, with_for_update=True, populate_existing=True)
    if not can_see_figure_question(uow.actor, question):
        raise FigureQuestionNotFoundError
    uow.require(can_answer_figure(uow.actor, question), _ONLY_ASKED)
    if question.answered_at is not None:
        raise FigureQuestionStateError("Số này đã được giải trình. Tải lại trang để xem.")
    said = " ".join(words.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_WORDS:
        message = f"Giải trình từ {SHORTEST_REASON} đến {LONGEST_WORDS} ký tự."
        raise InvalidInputError(message, fields={"words": message})
    require_readable(uow, evidence)
    question.answer, question.document, question.document_number = said, evidence.document, evidence.shown_number
    question.answered_at, question.answered_by = uow.now, uow.actor.name
    uow.session.flush()
    uow.record("directions.figure_answered", question.id, reason=said, document=question.document_number)
    uow.emit(FigureAnswered(question))


def _require_new(uow: UnitOfWork, agency_id: str, number: Number) -> None:
    waits = uow.session.scalar(
        select(FigureQuestion.by_day).where(
            FigureQuestion.agency_id == agency_id, FigureQuestion.answered_at.is_(None),
            FigureQuestion.first == number.span.first, FigureQuestion.last == number.span.last,
            FigureQuestion.by == number.by, FigureQuestion.figure == number.figure,
            FigureQuestion.line == line_key(number.by, number.line), FigureQuestion.own.is_(number.own),
        )
    )  # fmt: skip
    if waits is not None:
        raise FigureQuestionStateError(f"Đã yêu cầu giải trình số này trước {waits:%d/%m/%Y}; chờ trả lời.")
