"""A number of a report is asked about, explained, and carries what was said from then on."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from docarchive.accounts.models import Unit, User
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Figure, Span
from docarchive.directions.errors import FigureQuestionNotFoundError, FigureQuestionStateError
from docarchive.directions.models import FigureQuestion
from docarchive.directions.policies import can_answer_figure, can_see_figure_question
from docarchive.directions.queries import figure_questions
from docarchive.directions.queries.reports import content
from docarchive.directions.reporting import excel, word
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import questioning
from docarchive.directions.services.orders import Body
from docarchive.directions.services.questioning import Asked, Number
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.notices.models import Notice
from tests.conftest import csrf, sign_in
from tests.directions.factories import SHOWN, Sides, make_assignment, make_sides, on
from tests.exchange.factories import acting
from tests.factories import actor_for, make_agency

JULY = date(2026, 7, 10)
YEAR = Span(date(2026, 1, 1), JULY)
WHY = "Chờ số liệu của 12 xã, đã có 9 xã gửi."


@pytest.fixture
def sides(uow: UnitOfWork) -> Sides:
    """On 10 July the department is late with one assignment."""
    made = make_sides(uow)
    make_assignment(uow, made)
    on(uow, JULY)
    return made


def late_of(sides: Sides, span: Span = YEAR) -> Number:
    return Number(span, By.AGENCY, Figure.OPEN_LATE, sides.department.id)


def ask(uow: UnitOfWork, sides: Sides, number: Number | None = None, **values: object) -> FigureQuestion:
    given = {"to": Body.of(sides.department), "by_day": JULY + timedelta(5), "words": "Vì sao chậm?", **values}
    with acting(uow, sides.leader):
        return questioning.ask(uow, sides.agency.id, number or late_of(sides), Asked(**given))  # type: ignore[arg-type]


def answer(uow: UnitOfWork, sides: Sides, asked: FigureQuestion) -> None:
    with acting(uow, sides.doer):
        questioning.answer(uow, asked, WHY, SHOWN)


def report(uow: UnitOfWork, sides: Sides, span: Span, by: By = By.AGENCY) -> Content:
    with acting(uow, sides.clerk):
        return content(uow.session, uow.actor, sides.agency, span, by, span.last)


def told(uow: UnitOfWork, who: User) -> list[str]:
    return list(uow.session.scalars(select(Notice.text).where(Notice.user_id == who.id).order_by(Notice.at)))


def test_it_keeps_the_number_as_it_was_and_says_whose_it_is(uow: UnitOfWork, sides: Sides) -> None:
    asked = ask(uow, sides)

    assert (asked.number, asked.line_name, asked.to_agency_id) == (1, sides.department.name, sides.department.id)


def test_the_answer_stands_beside_the_number_in_the_next_report(uow: UnitOfWork, sides: Sides) -> None:
    answer(uow, sides, ask(uow, sides))
    on(uow, date(2026, 9, 30))

    made = report(uow, sides, Span(date(2026, 7, 1), date(2026, 9, 30)))
    cell = next(one for one in made.report.lines if one.key == sides.department.id)
    words = "\n".join(
        each.text for row in docx.Document(io.BytesIO(word.document(made))).tables[1].rows for each in row.cells
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(excel.workbook(made))).get_sheet_by_name("Số liệu").to_python()

    assert made.marks(sides.department.id, Figure.OPEN_LATE) == [1]
    assert f"{cell.counts[Figure.OPEN_LATE]} (1)" in words
    assert WHY in made.explained[0].answer
    assert any("(1)" in row and sides.department.name in row for row in rows)
    assert any(WHY in str(cell) for row in rows for cell in row)


def test_it_stands_in_no_report_of_another_time_or_breakdown(uow: UnitOfWork, sides: Sides) -> None:
    answer(uow, sides, ask(uow, sides))
    on(uow, date(2026, 12, 31))

    assert not report(uow, sides, Span(date(2026, 10, 1), date(2026, 12, 31))).explained
    assert not report(uow, sides, Span(date(2026, 1, 1), date(2026, 6, 30))).explained
    assert not report(uow, sides, Span(date(2026, 7, 1), date(2026, 9, 30)), By.FIELD).explained


def test_what_was_not_answered_stays_beside_it_until_it_is(uow: UnitOfWork, sides: Sides) -> None:
    ask(uow, sides)
    on(uow, date(2026, 12, 31))

    made = report(uow, sides, Span(date(2026, 10, 1), date(2026, 12, 31)))

    assert [one.answer for one in made.explained] == [""]


def test_a_kept_report_keeps_what_was_said(uow: UnitOfWork, sides: Sides) -> None:
    answer(uow, sides, ask(uow, sides))

    made = report(uow, sides, YEAR)

    assert Content.from_json(made.to_json()) == made
    assert made.explained


def test_both_sides_are_told(uow: UnitOfWork, sides: Sides) -> None:
    asked = ask(uow, sides)
    answer(uow, sides, asked)

    assert any("yêu cầu giải trình trước 15/07/2026" in text for text in told(uow, sides.doer))
    assert any(WHY[:20] in text for text in told(uow, sides.leader))


def test_a_number_that_waits_is_not_asked_about_again_but_an_explained_one_is(uow: UnitOfWork, sides: Sides) -> None:
    asked = ask(uow, sides)
    with pytest.raises(FigureQuestionStateError):
        ask(uow, sides)
    answer(uow, sides, asked)
    with pytest.raises(FigureQuestionStateError):
        answer(uow, sides, asked)

    assert ask(uow, sides).id != asked.id


def test_what_cannot_be_so_is_refused_at_its_field(uow: UnitOfWork, sides: Sides) -> None:
    stranger = Body.of(Unit(name="Phòng khác", agency_id=make_agency(uow).id))
    for field, values in (
        ("to", {"to": Body("")}),
        ("to", {"to": stranger}),
        ("by_day", {"by_day": JULY - timedelta(1)}),
        ("words", {"words": "x" * 2_001}),
    ):  # fmt: skip
        with pytest.raises(InvalidInputError) as caught:
            ask(uow, sides, **values)
        assert field in caught.value.fields
    with pytest.raises(FigureQuestionNotFoundError):
        ask(uow, sides, Number(YEAR, By.AGENCY, Figure.OPEN_LATE, "a" * 16))


def test_only_the_office_asks_and_only_who_was_asked_answers(uow: UnitOfWork, sides: Sides) -> None:
    asked = ask(uow, sides)
    for who in (sides.doer, sides.officer):
        with acting(uow, who), pytest.raises(NotAllowedError):
            questioning.ask(uow, sides.agency.id, late_of(sides), Asked(Body("Sở"), JULY))
    with acting(uow, sides.leader), pytest.raises(NotAllowedError):
        questioning.answer(uow, asked, WHY)
    with acting(uow, sides.outsider), pytest.raises(FigureQuestionNotFoundError):
        questioning.answer(uow, asked, WHY)


@pytest.mark.parametrize("to", ["department", "unit", "officer", "name"])
def test_a_row_and_the_database_agree_on_who_sees_and_answers(uow: UnitOfWork, sides: Sides, to: str) -> None:
    body = Body("Công ty cổ phần Nước sạch") if to == "name" else Body.of(getattr(sides, to))
    asked = ask(uow, sides, to=body)
    people = (
        sides.clerk, sides.leader, sides.officer, sides.doer, sides.doer_leader, sides.doer_officer, sides.outsider,
    )  # fmt: skip
    for who in people:
        actor = actor_for(uow, who)
        seen, mine = (
            asked in figure_questions.questions(uow.session, actor, 0, 9, only_mine=only) for only in (False, True)
        )
        assert seen == can_see_figure_question(actor, asked), who.name
        assert mine == can_answer_figure(actor, asked), who.name
    expected = {
        "department": {sides.doer, sides.doer_leader}, "unit": {sides.officer},
        "officer": {sides.officer}, "name": {sides.clerk, sides.leader},
    }[to]  # fmt: skip
    assert {who for who in people if can_answer_figure(actor_for(uow, who), asked)} == expected


def test_it_is_asked_and_explained_on_the_pages(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        make_assignment(uow, sides, given_on=date(2026, 1, 5), due_on=date(2026, 1, 30))
        leader, doer, outsider = (each.username for each in (sides.leader, sides.doer, sides.outsider))
        name = sides.department.name
    asking: FlaskClient = sign_in(app, leader)
    page = asking.get("/directions/figures?tu=01/01/2026&den=31/12/2026")
    way = next(
        part.split('"')[0].replace("&amp;", "&") for part in page.text.split('href="')
        if part.startswith("/directions/questions/new") and "khoa=" in part.split('"')[0]
    )  # fmt: skip
    form = asking.get(way).text
    assert f'value="{name}"' in form  # whoever leads is offered
    made = asking.post(way, data={"to": name, "by_day": "31/12/2099", "words": "Vì sao?", **csrf(asking)})
    assert made.status_code == 302

    answering = sign_in(app, doer)
    assert name in answering.get("/directions/questions?o=cho-toi").text
    assert answering.post(f"{made.location}/answer", data={"words": "ngắn", **csrf(answering)}).status_code == 422
    assert answering.post(f"{made.location}/answer", data={"words": WHY, **csrf(answering)}).status_code == 302

    assert WHY in asking.get("/directions/figures?tu=01/01/2026&den=31/12/2026").text
    assert WHY not in answering.get("/directions/figures?tu=01/01/2026&den=31/12/2026").text
    assert sign_in(app, outsider).get(made.location).status_code == 404
