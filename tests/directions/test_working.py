"""The lead takes an assignment on, shows how far it is, and reports it with something to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from docarchive.archive.errors import DocumentNotFoundError
from docarchive.core.audit import AuditEvent
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import AssignmentStateError, EvidenceMissingError
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import following, working
from docarchive.directions.services.giving import Body
from docarchive.directions.services.working import Evidence, Planned
from docarchive.directions.states import Deed, Source, WorkState
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.reasons import ReasonMissingError
from tests.archive.factories import make_document
from tests.directions.factories import SHOWN, TODAY, Sides, make_assignment, make_hidden, make_sides, on, report
from tests.exchange.factories import acting

Act = Callable[[UnitOfWork, Assignment], object]


def deeds(uow: UnitOfWork, one: Assignment) -> list[str]:
    return [step.deed for step in assignments.steps_of(uow.session, one)]


def test_the_whole_way_from_given_to_done(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.doer):
        working.accept(uow, one)
        working.begin(uow, one)
        working.note(uow, one, "Đã lấy ý kiến các sở")
    on(uow, date(2026, 6, 20))
    report(uow, sides, one)
    reported = (one.state, one.reported_by_id, one.done_on)
    on(uow, date(2026, 7, 3))
    with acting(uow, sides.leader):
        following.confirm(uow, one)

    assert reported == (WorkState.REPORTED, sides.doer.id, None)
    assert (one.state, one.done_on, one.confirmed_by) == (WorkState.DONE, date(2026, 6, 20), sides.leader.name)
    assert deeds(uow, one) == [Deed.GIVEN, Deed.ACCEPTED, Deed.BEGUN, Deed.NOTED, Deed.REPORTED, Deed.CONFIRMED]
    steps = assignments.steps_of(uow.session, one)
    assert (steps[4].document_number, steps[4].by_name) == ("45/BC-SNV", sides.doer.name)
    assert one.moved_at == uow.now


def test_every_act_moves_it_and_is_audited(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    on(uow, date(2026, 6, 18))

    with acting(uow, sides.doer):
        working.accept(uow, one)

    assert one.moved_at == uow.now
    last = uow.session.query(AuditEvent).order_by(AuditEvent.seq.desc()).first()
    assert last is not None
    assert (last.action, last.subject) == ("assignment.accepted", one.id)


def test_nothing_is_reported_without_evidence(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)

    with acting(uow, sides.doer), pytest.raises(EvidenceMissingError):
        working.report(uow, one, "Đã làm xong mọi việc được giao", Evidence(number="  "))

    assert one.state == WorkState.GIVEN


def test_a_spoken_direction_may_be_answered_in_words(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, source=Source.SPOKEN, document_number="")

    with acting(uow, sides.doer):
        with pytest.raises(EvidenceMissingError):
            working.report(uow, one, "Xong.", Evidence())
        working.report(uow, one, "Đã gọi điện báo cáo trực tiếp", Evidence())

    assert one.state == WorkState.REPORTED


def test_evidence_is_a_document_one_may_read(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    shown, hidden = make_document(uow, number="45/BC-SNV"), make_hidden(uow)

    with acting(uow, sides.doer):
        with pytest.raises(DocumentNotFoundError):
            working.report(uow, one, "", Evidence(hidden))
        working.report(uow, one, "", Evidence(shown))

    step = assignments.steps_of(uow.session, one)[-1]
    assert (step.document, step.document_number) == (shown, "45/BC-SNV")


def test_whoever_works_along_notes_and_does_not_report(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, sides.department, co=[Body.of(sides.unit)], info=[Body.of(sides.leader)])

    with acting(uow, sides.officer):
        working.note(uow, one, "Đã góp ý", SHOWN)
        with pytest.raises(NotAllowedError):
            working.report(uow, one, "", SHOWN)
    with acting(uow, sides.leader), pytest.raises(NotAllowedError):
        working.note(uow, one, "Chỉ được biết")
    with acting(uow, sides.doer), pytest.raises(InvalidInputError):
        working.note(uow, one, "  ")


def test_what_is_not_ones_competence_is_given_back_with_a_reason(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)

    with acting(uow, sides.doer):
        with pytest.raises(ReasonMissingError):
            working.give_back(uow, one, "Không")
        working.give_back(uow, one, "Thuộc thẩm quyền Sở Tài chính")
        with pytest.raises(AssignmentStateError):
            working.accept(uow, one)

    assert (one.state, one.reason) == (WorkState.RETURNED, "Thuộc thẩm quyền Sở Tài chính")


@pytest.mark.parametrize(
    "act",
    [
        working.accept,
        working.begin,
        lambda uow, one: working.report(uow, one, "", SHOWN),
        lambda uow, one: working.give_back(uow, one, "Không thuộc thẩm quyền"),
        lambda uow, one: working.plan(uow, one, [Planned("Dự thảo")]),
    ],
)
def test_only_the_lead_does_what_is_the_leads(uow: UnitOfWork, act: Act) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)

    for who in (sides.clerk, sides.leader):
        with acting(uow, who), pytest.raises(NotAllowedError):
            act(uow, one)
    with acting(uow, sides.doer):
        act(uow, one)


def test_who_leads_by_name_only_is_spoken_for_by_the_giving_side(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, "Ban quản lý dự án huyện")

    with acting(uow, sides.clerk):
        working.report(uow, one, "", SHOWN)

    assert one.state == WorkState.REPORTED


def test_a_unit_and_a_person_lead_for_themselves(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    by_unit, by_person = make_assignment(uow, sides, sides.unit), make_assignment(uow, sides, sides.office.head)

    with acting(uow, sides.officer):
        working.accept(uow, by_unit)
    with acting(uow, sides.office.head):
        working.accept(uow, by_person)
    with acting(uow, sides.clerk):
        working.begin(uow, by_unit)
        with pytest.raises(NotAllowedError):
            working.begin(uow, by_person)


def test_milestones_are_reached_with_evidence_and_stay_when_the_plan_changes(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.doer):
        draft, _asked = working.plan(uow, one, [Planned("Dự thảo", date(2026, 6, 16)), Planned("Lấy ý kiến")])
        with pytest.raises(EvidenceMissingError):
            working.reach(uow, draft, TODAY, Evidence())
        with pytest.raises(InvalidInputError):
            working.reach(uow, draft, date(2026, 6, 16), SHOWN)
        working.reach(uow, draft, TODAY, SHOWN)
        with pytest.raises(InvalidInputError):
            working.reach(uow, draft, TODAY, SHOWN)
        working.plan(uow, one, [Planned("Trình ký"), Planned("Ban hành")])
        with pytest.raises(InvalidInputError):
            working.plan(uow, one, [Planned("  ")])

    rows = assignments.milestones_of(uow.session, one)
    assert [(row.ordinal, row.title, row.done_on) for row in rows] == [
        (1, "Dự thảo", TODAY), (2, "Trình ký", None), (3, "Ban hành", None),
    ]  # fmt: skip
    assert rows[0].document_number == "45/BC-SNV"


def test_nothing_is_noted_once_it_has_ended(uow: UnitOfWork) -> None:
    sides: Sides = make_sides(uow)
    one = report(uow, sides, make_assignment(uow, sides))
    with acting(uow, sides.leader):
        following.confirm(uow, one)

    with acting(uow, sides.doer), pytest.raises(AssignmentStateError):
        working.note(uow, one, "Còn nữa")
