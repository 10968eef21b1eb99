"""A direction stands in the register with its sentence, and each order of it is an assignment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from docarchive.archive.errors import DocumentNotFoundError
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import giving
from docarchive.directions.services.giving import Body, Order, Said
from docarchive.directions.states import Deed, Part, Source, Term, WorkState
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.directions.factories import (
    DUE,
    SAID,
    Sides,
    make_assignment,
    make_direction,
    make_hidden,
    make_sides,
    on,
    order_for,
)
from tests.exchange.factories import acting, make_letter
from tests.factories import make_unit


def give(uow: UnitOfWork, sides: Sides, said: Said = SAID, **order: Any) -> Assignment:
    with acting(uow, sides.clerk):
        return giving.give(uow, sides.agency.id, said, [order_for(sides.department, **order)]).assignments[0]


def test_one_sentence_becomes_several_assignments(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    first = order_for(sides.department, co=[Body.of(sides.unit)], info=[Body("Báo tỉnh")], product="kế hoạch")
    second = order_for(sides.unit, None, content="Theo dõi, tổng hợp")

    made = make_direction(uow, sides, first, second)

    lead, follow = made.assignments
    assert (lead.code, follow.code) == ("2026.000001", "2026.000002")
    assert (lead.lead_name, lead.first_due_on, lead.due_on, lead.given_on) == (
        sides.department.name, DUE, DUE, SAID.given_on,
    )  # fmt: skip
    assert [(one.part, one.name) for one in lead.bodies] == [(Part.CO, sides.unit.name), (Part.INFO, "Báo tỉnh")]
    assert (lead.content, follow.content, follow.due_on) == (SAID.quote, "Theo dõi, tổng hợp", None)
    assert (made.quote, made.content, made.document_number) == (SAID.quote, SAID.quote, "15/CT-UBND")
    (step,) = assignments.steps_of(uow.session, lead)
    assert (step.deed, step.by_name, step.ordinal) == (Deed.GIVEN, sides.clerk.name, 1)


def test_codes_count_on_by_year_and_agency(uow: UnitOfWork) -> None:
    sides, others = make_sides(uow), make_sides(uow)

    codes = [make_assignment(uow, sides, given_on=date(year, 3, 2)).code for year in (2026, 2025, 2026)]

    assert codes == ["2026.000001", "2025.000001", "2026.000002"]
    assert make_assignment(uow, others).code == "2026.000001"


@pytest.mark.parametrize(
    ("given_on", "days", "last"),
    [
        (date(2026, 8, 19), 5, date(2026, 8, 25)),  # the working Saturday 22 August counts
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết lies between
        (date(2025, 12, 31), 1, date(2026, 1, 5)),  # Friday 2 January is off, made up for on the 10th
    ],
)
def test_a_term_of_working_days_is_counted_by_the_calendar(
    uow: UnitOfWork, given_on: date, days: int, last: date
) -> None:
    sides = make_sides(uow)
    on(uow, date(2026, 9, 1))

    made = give(uow, sides, replace(SAID, given_on=given_on), term=Term.WORKING_DAYS, due_on=None, days=days)

    assert (made.due_on, made.first_due_on, made.days) == (last, last, days)
    assert made.calendar


def test_a_day_named_outright_stays_even_if_nobody_works_on_it(uow: UnitOfWork) -> None:
    sunday = date(2026, 6, 28)
    made = give(uow, make_sides(uow), due_on=sunday)

    assert (made.due_on, made.calendar) == (sunday, "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"giver": " "}, "giver"),
        ({"quote": "", "content": ""}, "content"),
        ({"given_on": date(2026, 6, 16)}, "given_on"),
        ({"document_number": ""}, "document_number"),
        ({"page": 0}, "page"),
        ({"field": "x" * 101}, "field"),
    ],
)
def test_what_cannot_have_been_said_so(uow: UnitOfWork, change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        give(uow, make_sides(uow), replace(SAID, **change))

    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"term": Term.FIXED, "due_on": None}, "due_on"),
        ({"due_on": date(2026, 5, 31)}, "due_on"),
        ({"term": Term.WORKING_DAYS, "days": 0}, "days"),
        ({"product": "x" * 201}, "product"),
    ],
)
def test_what_cannot_be_ordered_so(uow: UnitOfWork, change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        give(uow, make_sides(uow), **change)

    assert list(caught.value.fields) == [field]


def test_nobody_has_two_parts_in_one_assignment(uow: UnitOfWork) -> None:
    sides = make_sides(uow)

    with pytest.raises(InvalidInputError, match="một vai"):
        give(uow, sides, co=[Body.of(sides.department)])


def test_units_and_people_are_the_giving_agencys_own(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    for stranger in (make_unit(uow, sides.department), sides.doer):
        with pytest.raises(InvalidInputError, match="không thuộc cơ quan"):
            make_direction(uow, sides, order_for(stranger))

    assert make_direction(uow, sides, order_for(sides.officer)).assignments[0].lead_user is sides.officer


def test_only_clerks_and_leaders_of_the_agency_give(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    orders = [Order(Body.of(sides.department))]

    for who in (sides.officer, sides.doer, sides.outsider):
        with acting(uow, who), pytest.raises(NotAllowedError):
            giving.give(uow, sides.agency.id, SAID, orders)
    with acting(uow, sides.leader):
        made = giving.give(uow, sides.agency.id, SAID, orders)
        more = giving.add_order(uow, made, Order(Body.of(sides.unit)))
    assert (more.ordinal, more.state) == (2, WorkState.GIVEN)
    with acting(uow, sides.doer), pytest.raises(NotAllowedError):
        giving.add_order(uow, made, Order(Body.of(sides.unit)))


def test_a_document_one_may_not_read_cannot_be_named(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    hidden = make_hidden(uow)

    with pytest.raises(DocumentNotFoundError):
        give(uow, sides, replace(SAID, document=hidden))


def test_a_remark_is_written_on_a_letter_of_the_agency(uow: UnitOfWork) -> None:
    sides, others = make_sides(uow), make_sides(uow)
    letter = make_letter(uow, sides.office)
    said = replace(SAID, source=Source.REMARK, letter=letter, document_number="", box=[1.0, 2.0, 3.0, 4.0], page=1)

    made = give(uow, sides, said)

    assert (made.direction.letter, made.direction.document_number) == (letter, letter.number)
    assert (made.direction.page, made.direction.box) == (1, [1.0, 2.0, 3.0, 4.0])
    with pytest.raises(InvalidInputError, match="không thuộc"):
        give(uow, others, said)


def test_what_was_imported_is_not_entered_twice(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    with acting(uow, sides.clerk):
        first = giving.give(uow, sides.agency.id, SAID, [order_for(sides.unit)], origin="sổ 2026, dòng 5")

    assert first.origin == "sổ 2026, dòng 5"
    with acting(uow, sides.clerk), pytest.raises(IntegrityError):
        giving.give(uow, sides.agency.id, SAID, [order_for(sides.unit)], origin="sổ 2026, dòng 5")
