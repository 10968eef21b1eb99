"""Assignments travel to other agencies by the exchange, and what they report comes back into the same register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditDetail, AuditEvent
from docarchive.core.instance import Services
from docarchive.directions.models import Assignment
from docarchive.directions.services import following, giving, sending, working
from docarchive.directions.states import WorkState
from docarchive.exchange.enclosures import Enclosed
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, ReceivedPacket
from docarchive.exchange.services import drafting, recipients, taking_out
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from tests.conftest import FixedClock, sign_in
from tests.directions.across import CONTENT, Across, read_at_once, shared, to
from tests.directions.factories import DUE, SAID, TODAY, order_for
from tests.exchange.factories import make_office
from tests.exchange.outgoing_factories import DRAFT
from tests.factories import make_agency


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with read_at_once(monkeypatch):
        yield


@pytest.fixture
def here(services: Services) -> Across:
    return shared(services)


def test_on_one_installation_there_is_one_row_and_no_twin(here: Across) -> None:
    one = here.give()
    here.sent(one)
    here.doer.register()
    here.settle()
    assert here.doer.assignments() == []
    assert here.giver.one().state == WorkState.ACCEPTED

    here.reported(one.id)
    assert here.giver.one().state == WorkState.REPORTED
    here.giver.register()
    assert [deed for deed, *_ in here.giver.deeds(one.id)][-2:] == ["reported", "letter"]
    with here.giver.by() as uow:
        following.confirm(uow, uow.session.get_one(Assignment, one.id))
    here.settle()
    assert here.giver.one().state == WorkState.DONE
    assert here.giver.deeds(one.id)[-1][0] == "confirmed"


def test_who_accepted_work_himself_goes_on_though_its_letter_is_registered_anew(
    here: Across, clock: FixedClock
) -> None:
    one = here.give()
    here.sent(one)
    with here.doer.by() as uow:
        working.accept(uow, uow.session.get_one(Assignment, one.id))
    came = here.doer.register()
    here.settle()
    clock.now += timedelta(hours=1)
    with here.doer.by() as uow:
        taking_out.unregister(uow, uow.session.get_one(IncomingLetter, came.id), "Vào nhầm sổ")
    here.settle()
    assert here.giver.one().state == WorkState.ACCEPTED


@pytest.mark.parametrize(
    ("steering", "tasks", "state", "deed"), [(2, 1, "reported", "reported"), (0, 1, "accepted", "letter"),
                                             (2, 2, "accepted", "letter")],
)  # fmt: skip
def test_a_reply_that_names_no_assignment(here: Across, steering: int, tasks: int, state: str, deed: str) -> None:
    one = here.give(*(to(here.doer_there, f"{CONTENT} đợt {at}") for at in range(tasks)))
    here.sent(one)
    source = here.doer.register()
    with here.doer.by() as uow:
        draft = replace(DRAFT, steering=steering)
        answers = [uow.session.get_one(IncomingLetter, source.id)]
        reply = drafting.start(uow, here.doer.office.agency.id, draft, answers=answers)
        giver = uow.session.get_one(Agency, here.giver.office.agency.id)
        recipients.set_recipients(uow, reply, [Addressee(giver.name, giver)])
        drafting.add_text(uow, reply, SentFile("bao-cao.pdf", b"%PDF-1.7 report"))
    here.doer.issue(reply)
    here.settle()
    report = here.giver.register()

    assert [each.state for each in here.giver.assignments()] == [state] * tasks
    for each in here.giver.assignments():
        assert here.giver.deeds(each.id)[-1] == (deed, "UBND xã Đồi Thông", report.number)


def test_a_report_on_what_nobody_gave_is_kept_and_changes_nothing(here: Across) -> None:
    one, own = here.give(), here.give(to(here.giver.office.agency.id, "Việc của chính mình"))
    here.sent(one)
    here.doer.register()
    here.reported(one.id)
    with here.giver.by() as uow:
        packet = uow.session.scalars(select(ReceivedPacket).where(ReceivedPacket.answers_id.is_not(None))).one()
        packet.answers_id = None
        packet.enclosed = {"given": [], "reported": ["2020.999999", own.code]}
    report = here.giver.register()

    assert report.number
    assert {each.code: each.state for each in here.giver.assignments()}[own.code] == WorkState.GIVEN
    with here.giver.services.db.reading() as session:
        told = select(AuditDetail.detail).join(AuditEvent, AuditEvent.seq == AuditDetail.seq).order_by(AuditDetail.seq)
        unknown = session.scalars(told.where(AuditEvent.action == "assignment.report_unknown"))
        assert [json.loads(each)["code"] for each in unknown] == ["2020.999999", own.code]


def test_each_recipient_is_told_what_is_laid_on_him_alone(here: Across) -> None:
    with here.giver.services.begin(Actor.operator()) as uow:
        third = make_office(uow, name="UBND xã Nà Pán", short_name="UBND")
        other = third.agency
    mine, theirs = "Việc của xã Đồi Thông", "Việc riêng của xã Nà Pán"
    one = here.give(to(here.doer_there, mine, other.id), to(other.id, theirs))
    letter_id = here.sent(one)

    with here.giver.services.db.reading() as session:
        letter = session.get_one(OutgoingLetter, letter_id)
        assert (letter.steering, letter.due_on) == (1, DUE)
        told = {each.code: Enclosed.from_json(each.enclosed) for each in letter.sent_to}
        assert [task.content for task in told["H92.02"].given] == [mine]
        assert [(task.content, task.part) for task in told[other.code].given] == [
            (mine, "co"), (theirs, "lead"),
        ]  # fmt: skip
        came = session.scalars(
            select(ReceivedPacket).join(IncomingLetter, ReceivedPacket.letter_id == IncomingLetter.id)
        )
        assert {Enclosed.from_json(each.enclosed) for each in came} == set(told.values())


def test_the_page_shows_the_way_to_whoever_may_know_of_the_letters(here: Across, app: Application) -> None:
    one = here.give()
    letter_id = here.sent(one)
    source = here.doer.register()
    here.settle()
    giver, doer = (sign_in(app, side.office.clerk.username).get(f"/directions/{one.id}").text
                   for side in (here.giver, here.doer))  # fmt: skip

    assert f"/outgoing/{letter_id}" in giver
    assert "đã tiếp nhận, vào sổ" in giver
    assert "Soạn văn bản báo cáo" not in giver
    assert f"/outgoing/{letter_id}" not in doer
    assert f"/incoming/{source.id}" in doer
    assert "Soạn văn bản báo cáo" in doer
    listed = sign_in(app, here.doer.office.clerk.username).get("/incoming?o=tat-ca").text
    assert "Giao nhiệm vụ" in listed


def test_what_came_back_and_is_given_to_another_can_be_sent_to_him(here: Across) -> None:
    one = here.give()
    here.sent(one)
    with here.doer.by() as uow:
        working.give_back(uow, uow.session.get_one(Assignment, one.id), "Không thuộc thẩm quyền của xã")
    with here.giver.services.begin(Actor.operator()) as uow:
        third = make_agency(uow, name="UBND xã Nà Pán")
    with here.giver.by() as uow:
        found = uow.session.get_one(Assignment, one.id)
        following.give_again(uow, found, to(third.id, "")(uow))
        letter = sending.draft_order(uow, found)
        assert [each.name for each in letter.sent_to] == ["UBND xã Nà Pán"]


def test_a_report_is_not_shown_to_who_may_not_know_of_it(here: Across, app: Application) -> None:
    with here.giver.services.begin(Actor.operator()) as uow:
        third = make_office(uow, name="UBND xã Nà Pán", short_name="UBND")
    one = here.give(to(here.doer_there, CONTENT, third.agency.id))
    here.sent(one)
    here.doer.register()
    report_id = here.reported(one.id)
    report = here.giver.register(is_open=False)

    helper, giver = (
        sign_in(app, who.username).get(f"/directions/{one.id}").text for who in (third.clerk, here.giver.office.clerk)
    )
    for told in (
        report.subject,
        f"/incoming/{report.id}",
        f"/outgoing/{report_id}",
        f"/documents/{report.document_id}",
    ):
        assert told not in helper
    assert f"/incoming/{report.id}" in giver
    assert "báo cáo hoàn thành" in helper


def test_a_letter_of_a_stranger_that_gives_work_is_entered_by_hand_and_answered(here: Across, app: Application) -> None:
    with here.giver.by() as uow:
        letter = drafting.start(uow, here.giver.office.agency.id, replace(DRAFT, steering=1, due_on=DUE))
        doer = uow.session.get_one(Agency, here.doer_there)
        recipients.set_recipients(uow, letter, [Addressee(doer.name, doer)])
        drafting.add_text(uow, letter, SentFile("giao-viec.pdf", b"%PDF-1.7 order"))
    here.giver.issue(letter)
    here.settle()
    source = here.doer.register()
    browser = sign_in(app, here.doer.office.clerk.username)
    form = browser.get(f"/directions/new?letter={source.id}").text
    assert 'value="UBND xã Suối Mơ"' in form
    assert 'value="30/06/2026"' in form

    with here.doer.by() as uow:
        found = uow.session.get_one(IncomingLetter, source.id)
        said = replace(SAID, letter=found, given_on=TODAY, document_number=found.number)
        own = order_for(uow.session.get_one(Agency, here.doer.office.agency.id))
        made = giving.give(uow, here.doer.office.agency.id, said, [own]).assignments[0]
        report = sending.draft_report(uow, made)
        assert [each.id for each in report.answers] == [source.id]
    here.doer.issue(report)
    here.settle()
    with here.giver.services.db.reading() as session:
        packet = session.scalars(select(ReceivedPacket).where(ReceivedPacket.steering == 2)).one()
        assert packet.answers_id == letter.id
