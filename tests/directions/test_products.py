"""An issued letter that answers the source is proposed as product; nothing closes by itself."""

from __future__ import annotations

from datetime import date

from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment
from docarchive.directions.queries import products
from docarchive.directions.services import working
from docarchive.directions.services.working import Evidence
from docarchive.directions.states import Source, WorkState
from indexer.records import Citation
from tests.archive.factories import make_document
from tests.directions.factories import make_assignment, make_hidden, make_sides
from tests.exchange.factories import acting, make_letter
from tests.exchange.outgoing_factories import make_issued
from tests.factories import actor_for


def proposed(uow: UnitOfWork, one: Assignment, who: object) -> list[str]:
    return [each.id for each in products.likely(uow.session, actor_for(uow, who), one)]  # type: ignore[arg-type]


def test_the_answer_to_the_letter_a_remark_was_written_on(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    letter = make_letter(uow, sides.office)
    one = make_assignment(uow, sides, sides.unit, source=Source.REMARK, letter=letter, document_number="")
    other = make_assignment(uow, sides, sides.department, source=Source.REMARK, letter=letter, document_number="")
    answer = make_issued(uow, sides.office, answers=[letter])
    make_issued(uow, sides.office)

    assert proposed(uow, one, sides.clerk) == [answer.document_id]
    assert proposed(uow, other, sides.clerk) == []
    assert one.state == WorkState.GIVEN


def test_the_leads_answer_to_the_letter_that_brought_the_order(uow: UnitOfWork) -> None:
    sides, there = make_sides(uow), make_sides(uow)
    one = make_assignment(uow, sides, there.agency, document_number="15/CT-UBND", given_on=date(2026, 6, 1))
    came = make_letter(uow, there.office, number="15/CT-UBND", issued_on=date(2026, 6, 1))
    of_another_year = make_letter(uow, there.office, number="15/CT-UBND", issued_on=date(2025, 6, 1))
    answer = make_issued(uow, there.office, answers=[came])
    make_issued(uow, there.office, answers=[of_another_year])

    assert proposed(uow, one, there.clerk) == [answer.document_id]


def test_a_document_that_cites_the_source_until_it_is_used(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    source = make_document(uow, number="15/CT-UBND", issued_on=date(2026, 6, 1), text="Chỉ thị số 15/CT-UBND.")
    cited = (Citation("15/CT-UBND", "cites", 0, 10, 1, (1.0, 1.0, 2.0, 2.0)),)
    answer = make_document(uow, number="45/BC-SNV", issued_on=date(2026, 6, 10), text="15/CT-UBND …", citations=cited)
    make_document(uow, number="3/BC-SNV", issued_on=date(2026, 5, 1), text="15/CT-UBND sớm hơn", citations=cited)
    one = make_assignment(uow, sides, sides.unit, document=source, document_number="")
    hidden = make_assignment(uow, sides, sides.unit, document=source, document_number="")

    assert proposed(uow, one, sides.officer) == [answer.id]
    with acting(uow, sides.officer):
        working.note(uow, one, "", Evidence(answer))
    assert proposed(uow, one, sides.officer) == []
    assert proposed(uow, hidden, sides.officer) == [answer.id]


def test_what_one_may_not_read_is_not_proposed(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    one.direction.document = make_hidden(uow)

    assert proposed(uow, one, sides.clerk) == []
