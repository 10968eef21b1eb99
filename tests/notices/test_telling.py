"""Who is told what, and what he sees of it later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from docarchive import wiring_notices
from docarchive.accounts.models import User
from docarchive.accounts.services import absences
from docarchive.accounts.services.absences import Away
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment
from docarchive.directions.services import extending, following, giving, pressing, reminding, working
from docarchive.exchange.notices import OUTGOING
from docarchive.exchange.services import approving, issuing, routing
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from docarchive.kernel.errors import InvalidInputError, NotFoundError
from docarchive.notices import queries
from docarchive.notices.models import Notice
from docarchive.notices.services import reading
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind, Way
from tests.conftest import NOON, FixedClock
from tests.directions.factories import DUE, SAID, TODAY, make_assignment, make_sides, on, order_for, report
from tests.exchange.factories import acting, make_letter, make_office
from tests.exchange.outgoing_factories import book_of, issue, make_draft
from tests.factories import actor_for

SUBJECTS = wiring_notices.subjects()


def told(uow: UnitOfWork, who: User) -> list[Notice]:
    """What somebody finds, the oldest first."""
    uow.session.flush()
    return list(queries.notices(uow.session, actor_for(uow, who), SUBJECTS))[::-1]


def texts(uow: UnitOfWork, who: User) -> str:
    return "\n".join(each.text for each in told(uow, who))


def test_each_side_is_told_what_the_other_did(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides)
    with acting(uow, sides.doer):
        extending.ask(uow, one, DUE + timedelta(9), "Chờ trung ương hướng dẫn")
    with acting(uow, sides.leader):
        pressing.remind(uow, [one], "Sắp họp")
    report(uow, sides, one)
    with acting(uow, sides.leader):
        following.confirm(uow, one)

    doer = {Kind(each.kind): each for each in told(uow, sides.doer)}
    assert set(doer) == {Kind.GIVEN, Kind.PRESSED, Kind.ANSWERED}
    assert [each.kind for each in told(uow, sides.clerk)] == [Kind.REPORTED, Kind.REPORTED]
    assert doer[Kind.GIVEN].text.startswith(f"{sides.clerk.name} giao việc: ")
    assert doer[Kind.GIVEN].text.endswith(f"({one.code}), hạn 30/06/2026.")
    assert "“Sắp họp”" in doer[Kind.PRESSED].text
    assert doer[Kind.GIVEN].link == f"/directions/{one.id}"
    assert [told(uow, who) for who in (sides.outsider, sides.doer_officer)] == [[], []]


def test_what_may_no_longer_be_seen_is_neither_shown_nor_counted(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    one = make_assignment(uow, sides, sides.unit)
    assert [each.kind for each in told(uow, sides.officer)] == [Kind.GIVEN]
    notice = told(uow, sides.officer)[0]

    with acting(uow, sides.officer):
        working.give_back(uow, one, "Không đúng chức năng của phòng")
    with acting(uow, sides.clerk):
        following.give_again(uow, one, order_for(sides.department))

    officer = actor_for(uow, sides.officer)
    assert told(uow, sides.officer) == []
    assert queries.unread_count(uow.session, officer, SUBJECTS) == 0
    with pytest.raises(NotFoundError):
        queries.notice(uow.session, officer, SUBJECTS, notice.id)


def test_an_old_list_tells_nobody(uow: UnitOfWork) -> None:
    sides = make_sides(uow)

    with acting(uow, sides.clerk):
        giving.give(uow, sides.agency.id, SAID, [order_for(sides.department)], origin="sổ cũ dòng 1")

    assert told(uow, sides.doer) == []


def test_whoever_is_given_a_letter_is_told(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    with acting(uow, office.clerk):
        routing.assign(
            uow, letter, "Xử lý đúng hạn", [To(office.officer, Part.LEAD, DUE), To(office.leader, Part.INFO)]
        )

    assert f"{office.clerk.name} giao chủ trì xử lý văn bản {letter.number}" in texts(uow, office.officer)
    assert "hạn 30/06/2026" in texts(uow, office.officer)
    assert "chuyển để biết" in texts(uow, office.leader)
    assert texts(uow, office.clerk) == ""


def test_reminders_come_before_on_and_after_the_day_and_each_once(services: Services, clock: FixedClock) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        one = make_assignment(uow, sides, sides.unit)
        reminding.plan_next(uow)
    runner = JobRunner(services.work, services.job_handlers, services.settings.home, plan=services.plan)
    for day in (13, 14, 15, 16, 17, 23):  # from two days before the last day to eight after it
        clock.now = NOON + timedelta(day)
        runner.run_due()

    with services.work.reading(Actor.operator()) as uow:
        due = [each for each in told(uow, sides.officer) if each.kind == Kind.DUE]
        giver = [each for each in told(uow, sides.clerk) if each.kind == Kind.DUE]
    assert [each.text.split(":")[0] for each in due] == [
        "Còn 2 ngày, hạn 30/06/2026", "Đến hạn hôm nay", "Quá hạn 1 ngày", "Quá hạn 8 ngày",
    ]  # fmt: skip
    assert [each.text.split(":")[0] for each in giver] == ["Quá hạn 1 ngày", "Quá hạn 8 ngày"]
    assert one.code in due[0].text


def test_a_substitute_hears_only_of_what_is_new(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    absences.record(uow, sides.officer, Away(TODAY, TODAY + timedelta(9), sides.office.head, "Thay", "01/GUQ"))
    for day in range(3):
        on(uow, TODAY + timedelta(day))
        tell(uow, [sides.officer.id], Told(Kind.DUE, "Quá hạn", "/directions", "late of this week"))

    heard = [each for each in told(uow, sides.office.head) if "đang làm thay" in each.text]
    assert len(heard) == 1


def test_nobody_is_reminded_of_what_was_reported(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    open_one, reported = make_assignment(uow, sides), make_assignment(uow, sides)
    report(uow, sides, reported)
    on(uow, DUE + timedelta(1))
    uow.session.flush()

    assert reminding.due(uow, DUE + timedelta(1)) == [open_one.id]


def test_people_choose_how_they_are_told(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    with acting(uow, sides.doer):
        reading.choose(uow, {Kind.GIVEN: Way.OFF, Kind.PRESSED: Way.PAGE})
        with pytest.raises(InvalidInputError):
            reading.choose(uow, {Kind.MORNING: Way.PAGE})

    one = make_assignment(uow, sides)
    with acting(uow, sides.clerk):
        pressing.remind(uow, [one])

    assert [(each.kind, each.way) for each in told(uow, sides.doer)] == [(Kind.PRESSED, Way.PAGE)]
    assert {each.kind for each in told(uow, sides.doer_leader)} == {Kind.GIVEN, Kind.PRESSED}


def test_what_was_read_long_ago_is_forgotten(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    make_assignment(uow, sides)
    with acting(uow, sides.doer):
        assert reading.read_all(uow) == 1
    on(uow, TODAY + timedelta(400))

    reading.forget(uow)

    assert told(uow, sides.doer) == []
    assert len(told(uow, sides.doer_leader)) == 1


def test_one_who_may_not_sign_in_is_told_nothing(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    sides.doer.disabled_at = uow.now
    uow.session.flush()

    one: Assignment = make_assignment(uow, sides)

    assert told(uow, sides.doer) == []
    assert one.code in texts(uow, sides.doer_leader)


def test_who_signs_and_who_drafted_are_told_how_a_draft_goes(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office)
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader, "Kính trình")
    with acting(uow, office.leader):
        approving.give_back(uow, letter, "Bổ sung căn cứ pháp lý")
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader, "Đã sửa")
    with acting(uow, office.leader):
        approving.sign(uow, letter)
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book_of(uow, office))
        letter.place = "Suối Mơ"
        issue(uow, letter)

    assert [each.kind for each in told(uow, office.leader)] == [Kind.DRAFT, Kind.DRAFT]
    assert texts(uow, office.leader).startswith(f"{office.officer.name} trình công văn")
    found = {
        word: each for each in told(uow, office.officer) for word in ("trả lại", "ký", "ban hành") if word in each.text
    }
    back, signed, issued = (found[word] for word in ("trả lại", "ký", "ban hành"))
    assert back.text.startswith(f"{office.leader.name} trả lại công văn")
    assert "“Bổ sung căn cứ pháp lý”" in back.text
    assert (signed.link, f"{office.leader.name} đã ký " in signed.text) == (f"/outgoing/{letter.id}", True)
    assert f"{office.clerk.name} đã ban hành công văn {letter.number}: " in issued.text
    assert told(uow, office.clerk) == []


def test_of_a_draft_one_may_not_see_nothing_is_told(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    letter = make_draft(uow, office)
    about = (OUTGOING, letter.id)
    tell(uow, {other.officer.id}, Told(Kind.DRAFT, "Ông A trình công văn", f"/outgoing/{letter.id}", "k", about))

    assert told(uow, other.officer) == []
