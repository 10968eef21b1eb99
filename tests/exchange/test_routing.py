"""At any moment exactly those hold a letter whose handover is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from docarchive.accounts.models import User
from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError, NobodyChosenError, NotYoursError, SeenAlreadyError
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.queries import letters, worklists
from docarchive.exchange.queries.handovers import handovers_of, open_ones, own_remarks
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.services import routing
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import HANDED_OVER, IncomingState, Outcome, Part
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.exchange.factories import Office, acting, make_letter, make_office
from tests.factories import actor_for, make_user

TODAY = date(2026, 6, 15)


def holders(uow: UnitOfWork, letter: IncomingLetter) -> list[tuple[str, str]]:
    return sorted((one.part, one.holder) for one in open_ones(uow.session, letter))


def directed(uow: UnitOfWork, office: Office, **values: Any) -> tuple[IncomingLetter, Handover]:
    """A letter the leader gave to the unit; the unit's part."""
    letter = make_letter(uow, office, **values)
    with acting(uow, office.clerk):
        routing.submit(uow, letter, office.leader)
    with acting(uow, office.leader):
        given = routing.assign(uow, letter, "Tham mưu trả lời.", [To(office.unit, Part.LEAD, date(2026, 6, 22))])
    return letter, given[0]


def test_one_is_offered_ones_own_last_remarks(uow: UnitOfWork) -> None:
    office = make_office(uow)
    for number in range(12):
        letter = make_letter(uow, office, number=f"{number}/TB-UBND")
        with acting(uow, office.clerk):
            routing.submit(uow, letter, office.leader, "Kính trình")
        uow.now += timedelta(minutes=1)
        with acting(uow, office.leader):
            words = "Rất dài. " * 20 if number == 5 else f"Xử lý theo cách {number % 11}."
            routing.assign(uow, letter, words, [To(office.unit, Part.LEAD)])

    with acting(uow, office.leader):
        words = f"{HANDED_OVER} {office.officer.name}: đi học dài hạn"
        routing.assign(uow, make_letter(uow, office, number="99/TB-UBND"), words, [To(office.unit, Part.LEAD)])

    leader, clerk = (own_remarks(uow.session, actor_for(uow, who)) for who in (office.leader, office.clerk))

    assert leader == [f"Xử lý theo cách {number}." for number in (0, 10, 9, 8, 7, 6, 4, 3, 2, 1)]
    assert clerk == ["Kính trình"]


def test_a_letter_goes_its_whole_way(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)

    with acting(uow, office.clerk):
        routing.submit(uow, letter, office.leader, "Kính trình")
    assert (letter.state, holders(uow, letter)) == (IncomingState.SUBMITTED, [("submit", office.leader.name)])

    with acting(uow, office.leader):
        due = date(2026, 6, 22)
        (lead, _info) = routing.assign(
            uow, letter, "Đồng ý. Giao phòng chủ trì.", [To(office.unit, Part.LEAD, due), To(office.clerk, Part.INFO)]
        )
    assert (letter.state, letter.due_on) == (IncomingState.ASSIGNED, due)
    assert letter.to_places == f"{office.unit.name}; {office.clerk.name}"

    with acting(uow, office.head):
        part = routing.pass_on(uow, lead, office.officer, "Soạn công văn trả lời", date(2026, 6, 19))
    assert ("lead", office.officer.name) in holders(uow, letter)

    with acting(uow, office.officer):
        routing.finish(uow, part, "Đã trả lời", answer="88/UBND-KT")

    assert (letter.state, letter.answer, letter.finished_at) == (IncomingState.FINISHED, "88/UBND-KT", uow.now)
    assert [one.outcome for one in handovers_of(uow.session, letter) if one.part != Part.INFO] == [
        Outcome.DIRECTED, Outcome.PASSED, Outcome.DONE,
    ]  # fmt: skip


def test_only_who_holds_a_part_acts_on_it(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    _, part = directed(uow, office)

    for who in (office.clerk, office.leader, other.officer):
        with acting(uow, who), pytest.raises(NotYoursError, match=office.unit.name):
            routing.finish(uow, part, "Xong")


def test_a_unit_holds_a_part_together(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, part = directed(uow, office)

    with acting(uow, office.officer):
        routing.finish(uow, part, "Đã xem, lưu theo dõi")

    assert letter.state == IncomingState.FINISHED
    with acting(uow, office.head), pytest.raises(NotYoursError):
        routing.finish(uow, part, "Lần nữa")


def test_what_is_given_back_is_with_the_giver(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, part = directed(uow, office)

    with acting(uow, office.head):
        with pytest.raises(InvalidInputError):
            routing.give_back(uow, part, "Nhầm")
        routing.give_back(uow, part, "Không thuộc phạm vi của phòng")

    assert (letter.state, holders(uow, letter)) == (IncomingState.SUBMITTED, [("submit", office.leader.name)])


def test_what_the_clerk_presented_goes_back_to_the_clerk(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    with acting(uow, office.clerk):
        part = routing.submit(uow, letter, office.leader)

    with acting(uow, office.leader):
        routing.give_back(uow, part, "Trình lại đồng chí Chủ tịch")

    assert (letter.state, holders(uow, letter)) == (IncomingState.REGISTERED, [])


def test_what_was_not_opened_is_taken_back(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    with acting(uow, office.clerk):
        part = routing.submit(uow, letter, office.leader)

        routing.take_back(uow, part)

    assert (letter.state, part.outcome) == (IncomingState.REGISTERED, Outcome.TAKEN_BACK)


def test_what_was_opened_stays_there(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    with acting(uow, office.clerk):
        part = routing.submit(uow, letter, office.leader)
    with acting(uow, office.leader):
        routing.see(uow, letter)

    with acting(uow, office.clerk), pytest.raises(SeenAlreadyError):
        routing.take_back(uow, part)


def test_nobody_takes_back_what_another_gave(uow: UnitOfWork) -> None:
    office = make_office(uow)
    _, part = directed(uow, office)

    with acting(uow, office.clerk), pytest.raises(LetterStateError):
        routing.take_back(uow, part)


def test_exactly_one_leads(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)

    with acting(uow, office.leader):
        for receivers in (
            [To(office.unit, Part.CO)],
            [To(office.unit, Part.LEAD), To(office.head, Part.LEAD)],
            [To(office.unit, Part.LEAD), To(office.unit, Part.CO)],
        ):
            with pytest.raises(NobodyChosenError):
                routing.assign(uow, letter, "Giao", receivers)


def test_a_day_that_has_passed_is_no_deadline(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)

    with acting(uow, office.leader), pytest.raises(InvalidInputError, match="trước hôm nay"):
        routing.assign(uow, letter, "Giao", [To(office.unit, Part.LEAD, TODAY - timedelta(days=1))])


def test_nobody_gives_more_time_than_he_has(uow: UnitOfWork) -> None:
    office = make_office(uow)
    _, part = directed(uow, office)

    with acting(uow, office.head), pytest.raises(InvalidInputError, match="22/06/2026"):
        routing.pass_on(uow, part, office.officer, due_on=date(2026, 6, 23))


def test_the_earlier_of_two_deadlines_counts(uow: UnitOfWork) -> None:
    office = make_office(uow)

    letter, _ = directed(uow, office, due_on=date(2026, 6, 18))

    assert letter.due_on == date(2026, 6, 18)


def test_a_clerk_may_hand_on_without_a_leader_but_not_past_one(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, other = make_letter(uow, office), make_letter(uow, office, number="2/STC")

    with acting(uow, office.clerk):
        routing.assign(uow, letter, "", [To(office.unit, Part.LEAD)])
        routing.submit(uow, other, office.leader)
        with pytest.raises(NotYoursError, match=office.leader.name):
            routing.assign(uow, other, "", [To(office.unit, Part.LEAD)])

    assert letter.state == IncomingState.ASSIGNED


def test_a_leader_gives_new_directions_and_the_first_end(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, first = directed(uow, office)

    with acting(uow, office.leader):
        routing.assign(uow, letter, "Giao trực tiếp", [To(office.officer, Part.LEAD)])

    assert holders(uow, letter) == [("lead", office.officer.name)]
    assert first.outcome == Outcome.REASSIGNED


def test_handlers_do_not_direct(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, _ = directed(uow, office)

    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        routing.assign(uow, letter, "Giao", [To(office.head, Part.LEAD)])


def test_a_finished_letter_is_taken_up_again(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, part = directed(uow, office)
    with acting(uow, office.officer):
        routing.finish(uow, part, "Xong")

    with acting(uow, office.clerk):
        routing.reopen(uow, letter, "Còn thiếu phụ lục trả lời")
        routing.submit(uow, letter, office.leader)

    assert letter.state == IncomingState.SUBMITTED


def test_who_is_given_a_closed_letter_may_read_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, _ = directed(uow, office, is_open=False)

    document = uow.session.get_one(Document, letter.document_id)
    assert f"unit:{office.unit.id}" in document.audience
    assert f"user:{office.leader.id}" in document.audience
    assert f"agency:{office.agency.id}" not in document.audience


@pytest.mark.parametrize(
    ("who", "piles"),
    [
        ("clerk", {Pile.ASSIGNED: 1, Pile.LATE: 0, Pile.TODAY: 1, Pile.MINE: 0, Pile.ALL: 1}),
        ("leader", {Pile.ASSIGNED: 1, Pile.SUBMITTED: 0, Pile.MINE: 0, Pile.ALL: 1}),
        ("officer", {Pile.ASSIGNED: 1, Pile.MINE: 1, Pile.WAITING: 0, Pile.ALL: 1}),
    ],
)
def test_piles_hold_what_the_reader_may_see(uow: UnitOfWork, who: str, piles: dict[Pile, int]) -> None:
    office, other = make_office(uow), make_office(uow)
    directed(uow, office)
    directed(uow, other)
    reader: User = getattr(office, who)
    actor = actor_for(uow, reader)

    assert {pile: letters.count(uow.session, actor, pile, TODAY) for pile in piles} == piles
    for pile, size in piles.items():
        assert len(letters.letters(uow.session, actor, pile, TODAY)) == size


def test_what_one_works_along_with_or_is_only_told_of_lies_apart_from_what_is_to_be_done(uow: UnitOfWork) -> None:
    office = make_office(uow)
    along, told = make_user(uow, unit=office.unit), make_user(uow, unit=office.unit)
    letter = make_letter(uow, office)
    with acting(uow, office.clerk):
        routing.submit(uow, letter, office.leader)
    with acting(uow, office.leader):
        parts = [To(office.officer, Part.LEAD), To(along, Part.CO), To(told, Part.INFO)]
        routing.assign(uow, letter, "Tham mưu trả lời.", parts)

    def piles(who: User) -> dict[str, int]:
        return {one.label: one.value for one in worklists.counters(uow.session, actor_for(uow, who), TODAY)}

    assert (piles(along)["Phối hợp"], piles(along)["Đang ở tôi"]) == (1, 1)
    assert "Để biết, chưa đọc" not in piles(along)
    assert (piles(told)["Để biết, chưa đọc"], piles(told)["Đang ở tôi"]) == (1, 0)
    with acting(uow, along):
        assert routing.see_told(uow) == 0
    with acting(uow, told):
        assert routing.see_told(uow) == 1
    assert "Để biết, chưa đọc" not in piles(told)


def test_late_is_what_is_open_past_its_day(uow: UnitOfWork) -> None:
    office = make_office(uow)
    directed(uow, office)
    clerk = actor_for(uow, office.clerk)

    assert letters.count(uow.session, clerk, Pile.LATE, date(2026, 6, 22)) == 0
    assert letters.count(uow.session, clerk, Pile.LATE, date(2026, 6, 23)) == 1
