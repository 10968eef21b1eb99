"""The working calendar of an instance and of its agencies: said, changed, undone, and known as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from docarchive.accounts.errors import BadDayError, ChangedSinceError
from docarchive.accounts.events import CalendarChanged
from docarchive.accounts.models import Agency, CalendarChange
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.services import calendar, calendar_lists, calendar_years
from docarchive.core import queries as core_queries
from docarchive.core.actor import Actor
from docarchive.core.calendar import DayKind, NamedDay, Origin, calendar_of
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, NotFoundError
from tests.conftest import NOON, FixedClock
from tests.factories import make_agency

MONDAY, SATURDAY = date(2026, 6, 15), date(2026, 6, 13)


def off(day: date = MONDAY, reason: str = "Mất điện", document: str = "7/TB-VP") -> NamedDay:
    return NamedDay(day, DayKind.OFF, reason, document)


def work(day: date = SATURDAY, reason: str = "Làm bù") -> NamedDay:
    return NamedDay(day, DayKind.WORK, reason)


def set_days(uow: UnitOfWork, agency: Agency | None, *days: NamedDay) -> CalendarChange:
    change = calendar.set_days(uow, agency, days)
    assert change is not None
    return change


def works(uow: UnitOfWork, agency: Agency | None = None, days: Sequence[date] = (MONDAY, SATURDAY)) -> list[bool]:
    known = queries.working_calendar(uow.session, agency.id if agency else None)
    return [known.is_working(day) for day in days]


def test_an_agencys_days_lie_over_the_instances_and_these_over_the_countrys(uow: UnitOfWork) -> None:
    ours, theirs = make_agency(uow), make_agency(uow)

    set_days(uow, None, off(), work())
    set_days(uow, ours, NamedDay(MONDAY, DayKind.WORK, "Có máy phát điện"))

    assert works(uow) == works(uow, theirs) == [False, True]
    assert works(uow, ours) == [True, True]
    assert [each.origin for each in queries.named_days(uow.session, ours.id, 2026) if each.day == MONDAY] == [
        Origin.AGENCY
    ]


def test_what_is_said_again_changes_nothing(uow: UnitOfWork) -> None:
    set_days(uow, None, off())

    assert calendar.set_days(uow, None, [off(reason="  Mất   điện ")]) is None
    assert len(queries.changes(uow.session, None, 10)) == 1


def test_a_day_said_otherwise_keeps_who_said_what_before(uow: UnitOfWork) -> None:
    set_days(uow, None, off())
    set_days(uow, None, off(reason="Bão"))

    last, first = queries.changes(uow.session, None, 10)
    row = queries.day_row(uow.session, None, MONDAY)

    assert row is not None
    assert (row.reason, row.entered_by, row.entered_at) == ("Bão", "operator", NOON)
    assert [each.reason for each in last.ended] == [each.reason for each in first.said] == ["Mất điện"]
    assert (last.is_last, first.is_last) == (True, False)


def test_what_is_taken_back_is_as_it_was_without(uow: UnitOfWork) -> None:
    agency = make_agency(uow)
    set_days(uow, None, off())
    set_days(uow, agency, NamedDay(MONDAY, DayKind.WORK, "Trực"))

    calendar.unset_day(uow, agency, MONDAY)

    assert works(uow, agency) == [False, False]
    with pytest.raises(NotFoundError):
        calendar.unset_day(uow, agency, MONDAY)


def test_a_change_is_undone_as_a_whole_and_the_undoing_too(uow: UnitOfWork) -> None:
    before = set_days(uow, None, off(reason="Bão"))
    change = set_days(uow, None, NamedDay(MONDAY, DayKind.WORK, "Bão tan"), work())

    undone = calendar.undo(uow, change)
    row = queries.day_row(uow.session, None, MONDAY)
    assert row is not None
    assert row.reason == "Bão"
    assert works(uow) == [False, False]

    with pytest.raises(ChangedSinceError):
        calendar.undo(uow, before)
    calendar.undo(uow, undone)
    assert works(uow) == [True, True]


def test_undoing_a_removal_brings_the_day_back(uow: UnitOfWork) -> None:
    set_days(uow, None, off())
    removed = calendar.unset_day(uow, None, MONDAY)

    calendar.undo(uow, removed)

    assert works(uow) == [False, False]
    with pytest.raises(ChangedSinceError):
        calendar.undo(uow, removed)


def test_an_old_removal_is_not_undone_over_what_was_said_later(uow: UnitOfWork) -> None:
    set_days(uow, None, off())
    removed = calendar.unset_day(uow, None, MONDAY)
    set_days(uow, None, off(reason="Bão"))
    calendar.unset_day(uow, None, MONDAY)

    with pytest.raises(ChangedSinceError):
        calendar.undo(uow, removed)


def test_the_calendar_of_a_moment_is_as_it_was_known_then(services: Services, clock: FixedClock) -> None:
    for day, change in enumerate(([off()], [work()], [NamedDay(MONDAY, DayKind.WORK, "Không nghỉ nữa")])):
        clock.now = NOON + timedelta(days=day)
        with services.begin(Actor.operator()) as uow:
            calendar.set_days(uow, None, change)

    with services.db.reading() as session:
        known = [queries.working_calendar(session, None, NOON + timedelta(days=day, hours=1)) for day in (-1, 0, 1, 2)]
        now = queries.working_calendar(session)

    assert [(each.is_working(MONDAY), each.is_working(SATURDAY)) for each in known] == [
        (True, False), (False, False), (False, True), (True, True),
    ]  # fmt: skip
    assert known[0].version == calendar_of().version
    assert known[3] is now


def test_another_process_sees_a_change_at_once(services: Services) -> None:
    with services.db.reading() as session:
        before = queries.working_calendar(session)
    with services.begin(Actor.operator()) as uow:
        calendar.set_days(uow, None, [off()])
    with services.db.reading() as session:
        after = queries.working_calendar(session)

    assert before.version != after.version
    assert (before.is_working(MONDAY), after.is_working(MONDAY)) == (True, False)


def test_what_is_undone_with_its_transaction_leaves_no_trace(services: Services) -> None:
    unit = services.work.open(Actor.operator())
    calendar.set_days(unit, None, [off()])
    assert works(unit) == [False, False]
    unit.rollback()
    unit.session.close()

    with services.begin(Actor.operator()) as uow:
        assert works(uow) == [True, False]
        set_days(uow, None, work())
        assert works(uow) == [True, True]


def test_every_change_is_told_to_whoever_follows_and_recorded(services: Services) -> None:
    told: list[CalendarChanged] = []
    seen: list[bool] = []

    def follow(uow: UnitOfWork, event: CalendarChanged) -> None:
        told.append(event)
        seen.append(works(uow)[0])

    services.work.handlers = {CalendarChanged: (follow,)}
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow)
        change = set_days(uow, None, off())
        calendar.undo(uow, change)
        set_days(uow, agency, off())
        calendar.unset_day(uow, agency, MONDAY)
        calendar_years.confirm_year(uow, 2027, "9/TB-BNV")
        calendar_years.reopen_year(uow, 2027)
        entries = core_queries.entries(uow.session, core_queries.AuditFilter(action="calendar."), 0, 20)

    assert [each.agency_id for each in told] == [None, None, agency.id, agency.id]
    assert seen == [False, True, True, True]
    assert [(each.action, each.subject) for each in reversed(entries)] == [
        ("calendar.days_set", "2026-06-15"), ("calendar.undone", "2026-06-15"), ("calendar.days_set", "2026-06-15"),
        ("calendar.day_unset", "2026-06-15"), ("calendar.year_confirmed", "2027"), ("calendar.year_reopened", "2027"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (off(reason=" "), "reason"), (off(reason="x" * 301), "reason"), (off(document="x" * 201), "document"),
        (off(day=date(1999, 12, 31)), "day"), (off(day=date(2061, 1, 1)), "day"),
    ],
)  # fmt: skip
def test_days_without_a_reason_or_out_of_reach_are_refused(uow: UnitOfWork, wanted: NamedDay, field: str) -> None:
    with pytest.raises(BadDayError) as caught:
        calendar.set_days(uow, None, [wanted])

    assert list(caught.value.fields) == [field]


def test_a_year_is_expected_until_its_decree_is_named(uow: UnitOfWork) -> None:
    newyear = date(2027, 1, 1)
    assert queries.working_calendar(uow.session).is_estimated(newyear)
    with pytest.raises(BadDayError):
        calendar_years.confirm_year(uow, 2027, " ")

    calendar_years.confirm_year(uow, 2027, "9/TB-BNV")
    calendar_years.confirm_year(uow, 2027, "10/TB-BNV")

    assert not queries.working_calendar(uow.session).is_estimated(newyear)
    decree = queries.decree_of(uow.session, 2027)
    assert decree is not None
    assert decree.source_document == "10/TB-BNV"
    calendar_years.reopen_year(uow, 2027)
    assert queries.working_calendar(uow.session).is_estimated(newyear)


LISTS = {
    "commas": "date,kind,reason,document\n15/06/2026,off,Mất điện,7/TB-VP\n2026-06-13,work,Làm bù,\n",
    "semicolons": "Ngày;Loại;Lý do;Văn bản\n15/6/2026;Nghỉ;Mất điện;7/TB-VP\n13/6/2026;Làm bù;Làm bù;\n",
    "pasted from a sheet": "15/06/2026\tnghỉ\tMất điện\t7/TB-VP\r\n13/06/2026\tlàm việc\tLàm bù\t\r\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_is_one_change(uow: UnitOfWork, text: str) -> None:
    taken = calendar_lists.take_days(uow, None, text.encode("utf-8-sig"))
    again = calendar_lists.take_days(uow, None, text.encode())

    assert (taken.made, taken.known, taken.refused) == (2, 0, [])
    assert (again.made, again.known) == (0, 2)
    assert works(uow) == [False, True]
    (line,) = queries.changes(uow.session, None, 10)
    assert (line.change.kind, line.days) == ("list", [SATURDAY, MONDAY])
    calendar.undo(uow, line.change)
    assert works(uow) == [True, False]


def test_rows_that_cannot_be_taken_are_named_by_their_line(uow: UnitOfWork) -> None:
    text = "15/06/2026,off,Mất điện\n31/02/2026,off,Không có\n16/06/2026,lễ,Lạ\n17/06/2026,off,\n15/06/2026,work,Lại\n"

    taken = calendar_lists.take_days(uow, None, text.encode())

    assert taken.made == 1
    assert [line for line, _ in taken.refused] == [2, 3, 4, 5]
    assert [reason.split()[0] for _, reason in taken.refused] == ["“31/02/2026”", "Loại", "Nhập", "Ngày"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "Thiếu cột"), ("ngày,loại\n".encode("utf-16"), "UTF-8"),
        (b"01/01/2026,off,x\n" * 1001, "1000 dòng"), (b"", "Thiếu cột"),
    ],
)  # fmt: skip
def test_lists_that_cannot_be_read_are_refused(uow: UnitOfWork, content: bytes, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calendar_lists.take_days(uow, None, content)
