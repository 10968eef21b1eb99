"""What wants an answer is listed until the answer is linked to it, by whoever owes it and how long it has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.queries import answers
from docarchive.exchange.queries.answers import NO_UNIT, Due, Side, Wanted
from docarchive.exchange.services import answering, recipients, routing
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from tests.conftest import csrf, sign_in
from tests.exchange.factories import Office, acting, make_letter, make_office
from tests.exchange.outgoing_factories import issue, make_issued, make_numbered
from tests.exchange.two import Two, make_two
from tests.factories import actor_for

TODAY = date(2026, 6, 15)
OURS, THEIRS = Wanted(Side.OURS, TODAY), Wanted(Side.THEIRS, TODAY)


def due(days: int) -> date:
    return TODAY + timedelta(days=days)


def total(uow: UnitOfWork, office: Office, wanted: Wanted, who: str = "clerk") -> int:
    return answers.count(uow.session, actor_for(uow, getattr(office, who)), wanted)


def test_what_we_owe_is_counted_by_unit_and_by_days(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    clerk = actor_for(uow, office.clerk)
    for days in (1, 3, 4):
        make_letter(uow, office, due_on=due(days))
    make_letter(uow, office)
    held = make_letter(uow, office, due_on=due(2))
    with acting(uow, office.clerk):
        routing.assign(uow, held, "", [To(office.officer, Part.LEAD, due(1))])
    make_letter(uow, other, due_on=due(1))
    later = Wanted(Side.OURS, due(2))

    counts = answers.counts(uow.session, clerk, later)
    lines = answers.lines(uow.session, clerk, later)

    assert counts == {Due.LATE: 2, Due.SOON: 2, Due.LATER: 0, Due.ALL: 4}
    assert {one.unit: one.counts[Due.ALL] for one in lines} == {NO_UNIT: 3, office.unit.id: 1}
    for line in lines:
        for each, number in line.counts.items():
            assert total(uow, office, Wanted(Side.OURS, later.today, each, line.unit)) == number
    assert total(uow, office, later, "officer") == 1
    assert total(uow, other, later) == 1


def test_only_a_link_closes_what_we_owe(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office, due_on=due(5))
    with acting(uow, office.clerk):
        (part,) = routing.assign(uow, letter, "", [To(office.officer, Part.LEAD)])
    with acting(uow, office.officer):
        routing.finish(uow, part, "Đã trả lời", "12/UBND")
    assert total(uow, office, OURS) == 1

    numbered = make_numbered(uow, office, answers=[letter])
    assert total(uow, office, OURS) == 1
    with acting(uow, office.clerk):
        issue(uow, numbered)
    assert total(uow, office, OURS) == 0
    with acting(uow, office.clerk), pytest.raises(LetterStateError):
        answering.unlink_answer(uow, letter, numbered)

    apart, answer = make_letter(uow, office, due_on=due(5)), make_issued(uow, office)
    with acting(uow, office.clerk):
        answering.link_answer(uow, apart, answer)
        assert (total(uow, office, OURS), apart.answer) == (0, answer.number)
        answering.unlink_answer(uow, apart, answer)
    assert (total(uow, office, OURS), apart.answer) == (1, "")


def test_each_recipient_owes_an_answer_of_its_own(services: Services) -> None:
    two: Two = make_two(services)
    with services.begin(Actor.operator()) as uow:
        third = make_office(uow, name="UBND xã Bến Đá")
    letter_id = two.issue(two.receiver, third, due_on=due(5))
    back = Two(services, two.receiver, two.sender)
    two.register()
    (came,) = two.arrived()
    back.issue(two.sender, answers=[came])

    with services.begin(Actor.operator()) as uow:
        clerk = actor_for(uow, two.sender.clerk)
        (left,) = answers.unanswered(uow.session, clerk, THEIRS, offset=0, size=9)
        assert (left.letter_id, left.who, left.unit) == (letter_id, third.agency.name, two.sender.unit.id)
        ours = uow.session.get_one(OutgoingLetter, letter_id)
        (owing,) = answers.owed_by(uow.session, ours)
        on_paper = make_letter(uow, two.sender, number="7/UBND")
        with acting(uow, two.sender.clerk):
            answering.link_reply(uow, owing, on_paper)
            assert total(uow, two.sender, THEIRS) == 0
            answering.unlink_reply(uow, owing, on_paper)
        assert total(uow, two.sender, THEIRS) == 1


def test_the_pages_list_and_link(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow, short_name="UBND")
        other = make_office(uow, name="UBND xã Đồi Thông")
        letter = make_letter(uow, office, due_on=due(1))
        answer = make_numbered(uow, office, due_on=due(9), place="Suối Mơ")
        agency = uow.session.get_one(Agency, other.agency.id)
        with acting(uow, office.clerk):
            recipients.set_recipients(uow, answer, [Addressee(agency.name, agency)])
            issue(uow, answer)
        letter_id, answer_id = letter.id, answer.id
    clerk = sign_in(app, office.clerk.username)

    page = clerk.get("/answers").text
    assert f"/incoming/{letter_id}" in page
    assert "Còn 1 ngày" in page
    assert "UBND xã Đồi Thông" in clerk.get("/answers?chieu=cho-ben-kia").text
    wrong = clerk.post(f"/incoming/{letter_id}/answers", data={"number": "0/0", **csrf(clerk)})
    assert wrong.status_code == 422
    clerk.post(f"/incoming/{letter_id}/answers", data={"number": answer.number.lower(), **csrf(clerk)})
    assert f"/incoming/{letter_id}" not in clerk.get("/answers").text
    assert f"/incoming/{letter_id}/answers/{answer_id}/drop" in clerk.get(f"/incoming/{letter_id}").text

    with services.begin(Actor.operator()) as uow:
        number = uow.session.get_one(IncomingLetter, letter_id).number
        owing = uow.session.get_one(OutgoingLetter, answer_id).sent_to[0].id
    clerk.post(f"/outgoing/{answer_id}/replies", data={"number": number, "recipient": owing, **csrf(clerk)})
    page = clerk.get(f"/outgoing/{answer_id}").text
    assert f"/outgoing/{answer_id}/replies/{letter_id}/drop" in page
    assert "UBND xã Đồi Thông" not in clerk.get("/answers?chieu=cho-ben-kia").text
