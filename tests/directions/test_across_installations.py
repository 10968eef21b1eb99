"""Work given to an agency on another installation: it arrives once, is reported by letter, confirmed, recalled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment
from docarchive.directions.services import extending, following, sending, working
from docarchive.directions.services.steps import Evidence
from docarchive.directions.states import WorkState
from docarchive.exchange.models import IncomingLetter, IncomingRequest, OutgoingLetter
from docarchive.exchange.services import deciding, revoking, taking_out
from docarchive.kernel.errors import InvalidInputError, NotFoundError
from tests.conftest import FixedClock
from tests.directions.across import CONTENT, QUOTE, Across
from tests.directions.factories import DUE


def test_work_given_elsewhere_is_reported_by_letter_and_confirmed(elsewhere: Across) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    assert elsewhere.doer.assignments() == []
    came = elsewhere.doer.register()
    elsewhere.settle()

    theirs = elsewhere.doer.one()
    assert (theirs.content, theirs.product, theirs.due_on) == (CONTENT, "báo cáo", DUE)
    assert theirs.theirs == ("H91.01", one.code)
    assert theirs.lead_agency_id == elsewhere.doer.office.agency.id
    with elsewhere.doer.by() as uow:
        said = uow.session.get_one(Assignment, theirs.id).direction
        assert (said.quote, said.giver, said.letter_id) == (QUOTE, "UBND xã Suối Mơ", came.id)
        working.begin(uow, uow.session.get_one(Assignment, theirs.id))
    ours = elsewhere.giver.one()
    assert (ours.state, ours.lead_elsewhere) == (WorkState.ACCEPTED, True)

    elsewhere.reported()
    assert elsewhere.doer.one().state == WorkState.REPORTED
    assert elsewhere.giver.one().state == WorkState.ACCEPTED
    report = elsewhere.giver.register()
    ours = elsewhere.giver.one()
    assert (ours.state, ours.reported_at, ours.reported_by_id) == (WorkState.REPORTED, report.received_at, None)
    assert elsewhere.giver.deeds(one.id)[-1] == ("reported", "UBND xã Đồi Thông", report.number)

    with elsewhere.giver.by() as uow:
        following.confirm(uow, uow.session.get_one(Assignment, one.id))
    elsewhere.settle()
    assert elsewhere.giver.one().state == WorkState.DONE
    theirs = elsewhere.doer.one()
    assert (theirs.state, theirs.done_on) == (WorkState.DONE, elsewhere.giver.one().done_on)
    assert [deed for deed, *_ in elsewhere.doer.deeds(theirs.id)] == [
        "given", "begun", "letter", "reported", "confirmed",
    ]  # fmt: skip


def test_recalled_work_is_no_longer_given_and_given_again_it_is_the_same(elsewhere: Across) -> None:
    one = elsewhere.give()
    first = elsewhere.sent(one)
    elsewhere.doer.register()
    with elsewhere.giver.by() as uow:
        with pytest.raises(AssignmentStateError, match="đã có văn bản giao"):
            sending.draft_order(uow, uow.session.get_one(Assignment, one.id))
        revoking.recall(uow, uow.session.get_one(OutgoingLetter, first), "Sai thời hạn trong văn bản")
    assert elsewhere.giver.deeds(one.id)[-1][0] == "letter"
    elsewhere.settle()
    with elsewhere.doer.by() as uow:
        (request,) = uow.session.scalars(select(IncomingRequest)).all()
        deciding.agree(uow, request)
    theirs = elsewhere.doer.one()
    assert (theirs.state, theirs.reason) == (WorkState.CANCELLED, "Bên gửi thu hồi: Sai thời hạn trong văn bản")

    elsewhere.sent(one)
    elsewhere.doer.register()
    again = elsewhere.doer.one()
    assert (again.id, again.state, again.reason) == (theirs.id, WorkState.GIVEN, "")
    assert elsewhere.doer.deeds(theirs.id)[-1][:2] == ("given_again", "UBND xã Suối Mơ")


def test_work_waits_again_once_its_letter_is_taken_out_of_the_register(elsewhere: Across, clock: FixedClock) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    came = elsewhere.doer.register()
    elsewhere.settle()
    assert elsewhere.giver.one().state == WorkState.ACCEPTED

    clock.now += timedelta(hours=1)
    with elsewhere.doer.by() as uow:
        taking_out.unregister(uow, uow.session.get_one(IncomingLetter, came.id), "Vào nhầm sổ")
    elsewhere.settle()
    ours = elsewhere.giver.one()
    assert (ours.state, ours.accepted_at) == (WorkState.GIVEN, None)
    assert elsewhere.giver.deeds(one.id)[-1][:2] == ("letter", "UBND xã Đồi Thông")

    clock.now += timedelta(hours=1)
    elsewhere.doer.register()
    elsewhere.settle()
    assert elsewhere.giver.one().state == WorkState.ACCEPTED


def test_what_is_sent_back_elsewhere_is_worked_on_again(elsewhere: Across) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    elsewhere.doer.register()
    elsewhere.reported()
    elsewhere.giver.register()
    with elsewhere.giver.by() as uow:
        following.send_back(uow, uow.session.get_one(Assignment, one.id), "Chưa có biểu số liệu kèm theo")
    elsewhere.settle()

    theirs = elsewhere.doer.one()
    assert (theirs.state, theirs.reported_at) == (WorkState.DOING, None)
    assert elsewhere.doer.deeds(theirs.id)[-1][:2] == ("sent_back", "UBND xã Suối Mơ")
    with elsewhere.doer.by() as uow:
        working.report(uow, uow.session.get_one(Assignment, theirs.id), "Đã bổ sung", Evidence(number="9/BC-UBND"))
    with elsewhere.doer.by(elsewhere.doer.office.leader) as uow:
        found = uow.session.get_one(Assignment, theirs.id)
        with pytest.raises(InvalidInputError):
            following.confirm(uow, found)
        following.confirm(uow, found, "Xác nhận bằng công văn 77/UBND ngày 20/6/2026")
    assert elsewhere.doer.one().state == WorkState.DONE
    assert elsewhere.giver.one().state == WorkState.DOING


def test_who_follows_writes_down_what_an_agency_elsewhere_asks(elsewhere: Across) -> None:
    one = elsewhere.give()
    with elsewhere.giver.by() as uow:
        found = uow.session.get_one(Assignment, one.id)
        asked = extending.ask(uow, found, date(2026, 7, 15), "Theo công văn 20/UBND của xã Đồi Thông")
        extending.grant(uow, asked)
        assert found.due_on == date(2026, 7, 15)
    with elsewhere.giver.by(elsewhere.giver.office.officer) as uow, pytest.raises(NotFoundError):
        working.accept(uow, uow.session.get_one(Assignment, one.id))
