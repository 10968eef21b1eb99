"""Three steps of pressing: a reminder, a letter to those who lead, a request to explain."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.queries.assignments import Pile, Wanted
from docarchive.directions.services import pressing
from docarchive.directions.states import Deed
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.outgoing_states import OutgoingState, Way
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.directions.factories import SHOWN, finish, make_assignment, make_sides, on
from tests.exchange.factories import acting
from tests.factories import actor_for

LATE = date(2026, 7, 6)


def last(uow: UnitOfWork, one: Assignment) -> tuple[str, str]:
    step = assignments.steps_of(uow.session, one)[-1]
    return step.deed, step.words


def test_a_reminder_stands_in_the_history_of_each(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    chosen = [make_assignment(uow, sides), make_assignment(uow, sides, sides.unit)]

    with acting(uow, sides.clerk):
        assert pressing.remind(uow, chosen, "Sắp đến hạn") == 2

    assert [last(uow, one) for one in chosen] == [(Deed.REMINDED, "Sắp đến hạn")] * 2
    with acting(uow, sides.doer), pytest.raises(NotAllowedError):
        pressing.remind(uow, chosen[:1])
    with acting(uow, sides.clerk), pytest.raises(AssignmentStateError, match="đã kết thúc"):
        pressing.remind(uow, [finish(uow, sides, make_assignment(uow, sides))])
    with acting(uow, sides.clerk), pytest.raises(NobodyChosenError):
        pressing.remind(uow, [])


def test_a_letter_is_drafted_to_those_who_lead_with_what_they_owe(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    ours = make_assignment(uow, sides, sides.unit)
    theirs = [
        make_assignment(uow, sides),
        make_assignment(uow, sides, due_on=None),
        make_assignment(uow, sides, "Hội A"),
    ]
    on(uow, LATE)

    with acting(uow, sides.clerk):
        letter = pressing.draft_letter(uow, [ours, *theirs])

    assert (letter.state, letter.agency_id, letter.drafter_id) == (
        OutgoingState.DRAFT, sides.agency.id, sides.clerk.id,
    )  # fmt: skip
    assert "đôn đốc thực hiện 3 nhiệm vụ" in letter.subject
    assert {(one.name, one.way) for one in letter.sent_to} == {
        (sides.department.name, Way.ELECTRONIC), ("Hội A", Way.PAPER),
    }  # fmt: skip
    text, annex = (docx.Document(io.BytesIO(uow.files.read(file.file_sha))) for file in letter.current)
    assert sides.department.name in "\n".join(line.text for line in text.paragraphs)
    rows = [[cell.text for cell in row.cells] for row in annex.tables[1].rows]
    assert [row[1] for row in rows[1:]] == [theirs[0].code, theirs[2].code, theirs[1].code]
    assert rows[1][5:] == ["30/06/2026", "6"]
    assert last(uow, theirs[0])[0] == Deed.PRESSED
    assert last(uow, ours)[0] == Deed.GIVEN


def test_those_of_ones_own_agency_get_no_letter(uow: UnitOfWork) -> None:
    sides, others = make_sides(uow), make_sides(uow)
    mixed = [make_assignment(uow, sides), make_assignment(uow, others, sides.agency)]

    with acting(uow, sides.clerk):
        with pytest.raises(NobodyChosenError, match="trong cơ quan"):
            pressing.draft_letter(uow, [make_assignment(uow, sides, sides.unit)])
        with pytest.raises(NotAllowedError):
            pressing.draft_letter(uow, mixed)


def test_a_delay_is_explained_by_a_day_and_the_words_stay(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.leader), pytest.raises(AssignmentStateError, match="không quá hạn"):
        pressing.ask_explanation(uow, one, LATE)
    on(uow, LATE)
    with acting(uow, sides.leader):
        with pytest.raises(InvalidInputError):
            pressing.ask_explanation(uow, one, date(2026, 7, 5))
        pressing.ask_explanation(uow, one, date(2026, 7, 10))
        with pytest.raises(AssignmentStateError, match="Đã yêu cầu"):
            pressing.ask_explanation(uow, one, date(2026, 7, 10))
    doer = actor_for(uow, sides.doer)
    assert assignments.ids(uow.session, doer, Wanted(Pile.EXPLAIN), LATE) == [one.id]

    with acting(uow, sides.clerk), pytest.raises(NotAllowedError):
        pressing.explain(uow, one, "Chúng tôi không giải trình hộ")
    with acting(uow, sides.doer):
        with pytest.raises(InvalidInputError):
            pressing.explain(uow, one, "Bận")
        pressing.explain(uow, one, "Ba huyện chưa gửi số liệu", SHOWN)
        with pytest.raises(AssignmentStateError, match="Chưa có yêu cầu"):
            pressing.explain(uow, one, "Ba huyện chưa gửi số liệu")

    assert one.explain_by is None
    assert last(uow, one) == (Deed.EXPLAINED, "Ba huyện chưa gửi số liệu")
    assert assignments.ids(uow.session, doer, Wanted(Pile.EXPLAIN), LATE) == []
