"""Working days are counted as the Civil Code says, over Tết, swaps, year ends and leap days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docarchive.kernel.working_days import OutsideCalendarError, WorkingCalendar

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
# Days off and worked of 2026 as decreed, written out here so that they depend on no library.
OFF_2026 = [(1, 1), (1, 2), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20), (4, 27), (4, 30), (5, 1)]
OFF_2026 += [(8, 31), (9, 1), (9, 2), (11, 24)]
WORKED_2026 = [(1, 10), (8, 22)]


def calendar_2026(*, without: date | None = None) -> WorkingCalendar:
    off = frozenset(date(2026, month, day) for month, day in OFF_2026)
    worked = frozenset(date(2026, month, day) for month, day in WORKED_2026)
    return WorkingCalendar(FIRST, LAST, off, worked - {without}, frozenset({2027}))


PLAIN = WorkingCalendar(FIRST, LAST)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Calendars with up to sixty odd days between 2025 and 2027."""
    odd = draw(st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=60))
    weekend = frozenset(day for day in odd if day.weekday() >= 5)
    return WorkingCalendar(FIRST, LAST, odd - weekend, weekend)


DAYS = st.dates(date(2024, 6, 1), date(2028, 6, 1))
COUNTS = st.integers(1, 90)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-02", False), ("2026-01-09", True), ("2026-01-10", True), ("2026-01-11", False),
        ("2026-02-13", True), ("2026-02-14", False), ("2026-02-16", False), ("2026-02-20", False),
        ("2026-02-23", True), ("2026-04-26", False), ("2026-04-27", False), ("2026-04-28", True),
        ("2026-08-22", True), ("2026-08-29", False), ("2026-08-31", False), ("2026-11-24", False),
    ],
)  # fmt: skip
def test_days_of_2026(day: str, works: bool) -> None:
    assert calendar_2026().is_working(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        ("2026-08-19", 5, "2026-08-25"),  # Saturday 22 August is worked
        ("2026-02-13", 1, "2026-02-23"),  # Tết lies between
        ("2026-02-12", 3, "2026-02-24"),
        ("2025-12-31", 1, "2026-01-05"),  # 1 and 2 January are off, then a weekend
        ("2026-01-01", 1, "2026-01-05"),
        ("2026-01-09", 1, "2026-01-10"),  # the Saturday worked for 2 January
        ("2026-01-10", 1, "2026-01-12"),
        ("2026-04-24", 3, "2026-05-04"),  # Hùng Kings, its substitute, 30 April and 1 May
        ("2026-08-28", 2, "2026-09-04"),
        ("2026-06-15", 1, "2026-06-16"),
        ("2026-06-13", 1, "2026-06-15"),  # begun on a Saturday
        ("2026-12-31", 1, "2027-01-01"),  # the calendar of this test knows nothing of 2027
        ("2024-02-28", 2, "2024-03-01"),  # 29 February is a Thursday
        ("2028-02-28", 1, "2028-02-29"),
    ],
)
def test_terms_of_working_days(start: str, count: int, last: str) -> None:
    assert calendar_2026().add_working_days(date.fromisoformat(start), count) == date.fromisoformat(last)


def test_the_same_term_is_a_day_longer_where_the_saturday_is_not_worked() -> None:
    without = calendar_2026(without=date(2026, 8, 22))

    assert without.add_working_days(date(2026, 8, 19), 5) == date(2026, 8, 26)


@pytest.mark.parametrize(
    ("last_day", "moved"),
    [
        ("2026-04-26", "2026-04-28"), ("2026-04-27", "2026-04-28"), ("2026-04-28", "2026-04-28"),
        ("2026-02-14", "2026-02-23"), ("2026-01-10", "2026-01-10"), ("2026-01-01", "2026-01-05"),
        ("2025-12-27", "2025-12-29"),
    ],
)  # fmt: skip
def test_a_last_day_at_rest_moves_to_the_next_working_day(last_day: str, moved: str) -> None:
    assert calendar_2026().moved_to_working(date.fromisoformat(last_day)) == date.fromisoformat(moved)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-08-19", "2026-08-25", 5), ("2026-08-25", "2026-08-19", -5), ("2026-02-13", "2026-02-22", 0),
        ("2026-02-13", "2026-02-23", 1), ("2026-01-01", "2026-12-31", 249), ("2026-06-15", "2026-06-15", 0),
    ],
)  # fmt: skip
def test_working_days_between(start: str, end: str, days: int) -> None:
    assert calendar_2026().working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == days


@given(calendars(), DAYS, COUNTS)
def test_a_term_added_is_the_term_counted(calendar: WorkingCalendar, start: date, count: int) -> None:
    last = calendar.add_working_days(start, count)

    assert calendar.is_working(last)
    assert calendar.working_days_between(start, last) == count


@given(calendars(), DAYS, st.integers(0, 30), COUNTS, st.integers(0, 30))
def test_begun_later_or_longer_is_never_due_earlier(
    calendar: WorkingCalendar, start: date, later: int, count: int, longer: int
) -> None:
    due = calendar.add_working_days(start, count)

    assert calendar.add_working_days(start + timedelta(later), count) >= due
    assert calendar.add_working_days(start, count + longer) >= due + timedelta(longer)


@given(calendars(), DAYS, DAYS, DAYS)
def test_parts_of_a_time_add_up(calendar: WorkingCalendar, one: date, two: date, three: date) -> None:
    between = calendar.working_days_between

    assert between(one, two) + between(two, three) == between(one, three)


@given(calendars(), DAYS)
def test_a_moved_day_works_and_nothing_before_it_does(calendar: WorkingCalendar, day: date) -> None:
    moved = calendar.moved_to_working(day)

    assert calendar.is_working(moved)
    assert not any(calendar.is_working(day + timedelta(step)) for step in range((moved - day).days))
    assert calendar.next_working_day(day) == calendar.moved_to_working(day + timedelta(1))


@given(calendars(), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_another_day_makes_another_version_and_the_same_days_the_same(calendar: WorkingCalendar, day: date) -> None:
    weekend = day.weekday() >= 5
    changed = WorkingCalendar(
        FIRST,
        LAST,
        calendar.off if weekend else calendar.off ^ {day},
        calendar.worked ^ {day} if weekend else calendar.worked,
    )
    longer = WorkingCalendar(date(2000, 1, 1), LAST, calendar.off, calendar.worked, frozenset({2030}))

    assert changed.version != calendar.version
    assert longer.version == calendar.version


def test_days_are_never_guessed_outside_the_calendar() -> None:
    with pytest.raises(OutsideCalendarError) as caught:
        PLAIN.add_working_days(date(2035, 12, 30), 5)

    assert "từ 01/01/2020 đến 31/12/2035" in caught.value.message
    with pytest.raises(OutsideCalendarError):
        PLAIN.is_working(date(2019, 12, 31))


@pytest.mark.parametrize("count", [0, -1])
def test_a_term_has_a_day_at_least(count: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        PLAIN.add_working_days(FIRST, count)


def test_a_calendar_says_only_what_differs_from_the_week() -> None:
    saturday, monday = date(2026, 6, 13), date(2026, 6, 15)

    for off, worked in (({saturday}, set()), (set(), {monday})):
        with pytest.raises(ValueError, match="Monday to Friday"):
            WorkingCalendar(FIRST, LAST, frozenset(off), frozenset(worked))


def test_years_without_a_decree_are_estimates() -> None:
    assert calendar_2026().is_estimated(date(2027, 2, 1))
    assert not calendar_2026().is_estimated(date(2026, 12, 31))
