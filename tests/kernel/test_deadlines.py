"""The deadlines of Decree 30 and Decision 28, to the minute."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docarchive.kernel import deadlines
from docarchive.kernel.deadlines import OfficeHours
from docarchive.kernel.local_time import LOCAL_ZONE, end_of_day
from docarchive.kernel.rules import Rule
from tests.kernel.test_working_days import PLAIN, calendar_2026

HOURS = OfficeHours()
CALENDAR = calendar_2026()
LAST_SECOND = "23:59:59"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE)


def count(rule: Rule, since: str, days: int = 0) -> tuple[str, str]:
    counted = deadlines.counted(rule, moment(since), CALENDAR, HOURS, days)
    return counted.aim.isoformat(" ")[:-6], counted.latest.isoformat(" ")[:-6]


@pytest.mark.parametrize(
    ("rule", "since", "aim", "latest"),
    [
        # Friday before Tết, the test of the standard: by Monday noon.
        (Rule.SEND, "2026-02-13T16:30", "2026-02-13 17:00:00", "2026-02-23 12:00:00"),
        (Rule.SEND, "2026-02-13T17:00", "2026-02-23 12:00:00", "2026-02-23 12:00:00"),
        (Rule.SEND, "2026-06-15T08:00", "2026-06-15 17:00:00", "2026-06-16 12:00:00"),
        (Rule.SEND, "2026-02-18T09:00", "2026-02-23 12:00:00", "2026-02-23 12:00:00"),
        (Rule.SEND, "2026-01-09T15:00", "2026-01-09 17:00:00", "2026-01-10 12:00:00"),
        (Rule.REGISTER, "2026-02-13T16:30", "2026-02-13 17:00:00", "2026-02-23 17:00:00"),
        (Rule.REGISTER, "2026-02-15T10:00", "2026-02-23 17:00:00", "2026-02-23 17:00:00"),
        (Rule.REGISTER, "2025-12-31T10:00", "2025-12-31 17:00:00", "2026-01-05 17:00:00"),
        (Rule.ISSUE, "2026-08-21T10:00", "2026-08-21 17:00:00", "2026-08-22 17:00:00"),
        (Rule.ISSUE, "2026-08-22T10:00", "2026-08-22 17:00:00", "2026-08-24 17:00:00"),
        (Rule.ACKNOWLEDGE, "2026-06-15T10:00", "2026-06-15 17:00:00", "2026-06-15 23:59:59"),
        (Rule.ACKNOWLEDGE, "2026-06-15T18:00", "2026-06-15 23:59:59", "2026-06-15 23:59:59"),
        (Rule.ACKNOWLEDGE, "2026-06-13T10:00", "2026-06-15 17:00:00", "2026-06-15 23:59:59"),
        (Rule.URGENT, "2026-06-13T23:45", "2026-06-13 23:45:00", "2026-06-14 00:15:00"),
    ],
)
def test_acts_of_the_office(rule: Rule, since: str, aim: str, latest: str) -> None:
    assert count(rule, since) == (aim, latest)


@pytest.mark.parametrize(
    ("rule", "since", "days", "last"),
    [
        (Rule.WORKING_DAYS, "2026-08-19T08:00", 5, "2026-08-25"),
        (Rule.DAYS, "2026-04-16T08:00", 10, "2026-04-28"),
        (Rule.DAYS, "2026-04-18T08:00", 10, "2026-04-28"),
        (Rule.DAYS, "2024-02-19T08:00", 10, "2024-02-29"),
        (Rule.DAYS, "2025-12-22T08:00", 10, "2026-01-05"),
    ],
)
def test_open_terms_end_with_their_last_day(rule: Rule, since: str, days: int, last: str) -> None:
    assert count(rule, since, days) == (f"{last} 17:00:00", f"{last} {LAST_SECOND}")


def test_hours_are_the_offices_own() -> None:
    hours = OfficeHours(time(16, 30), time(11, 30), 10)
    since = moment("2026-06-15T16:45")

    assert deadlines.register_by(since, CALENDAR, hours).aim == moment("2026-06-16T16:30")
    assert deadlines.send_by(since, CALENDAR, hours).latest == moment("2026-06-16T11:30")
    assert deadlines.urgent_by(since, CALENDAR, hours).latest == moment("2026-06-15T16:55")


def test_the_day_is_the_one_in_the_office_wherever_the_moment_comes_from() -> None:
    late_in_london = datetime(2026, 6, 14, 20, 0, tzinfo=UTC)  # Monday three o'clock in Hà Nội

    assert deadlines.acknowledge_by(late_in_london, CALENDAR, HOURS).latest == moment(f"2026-06-15T{LAST_SECOND}")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        deadlines.send_by(datetime(2026, 6, 15), CALENDAR, HOURS)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("header", "leader", "due"),
    [
        ("2026-06-20T17:00", "2026-06-18T17:00", "2026-06-18T17:00"),
        ("2026-06-18T17:00", "2026-06-20T17:00", "2026-06-18T17:00"),
        ("2026-06-20T17:00", None, "2026-06-20T17:00"),
        (None, "2026-06-18T17:00", "2026-06-18T17:00"),
        (None, None, None),
    ],
)
def test_the_earlier_of_sender_and_leader_counts(header: str | None, leader: str | None, due: str | None) -> None:
    asked, ordered, wanted = (moment(text) if text else None for text in (header, leader, due))

    assert deadlines.reply_by(asked, ordered) == wanted


def test_a_changed_calendar_makes_a_deadline_stale_and_it_is_counted_again() -> None:
    before = deadlines.in_working_days(moment("2026-08-19T08:00"), PLAIN, HOURS, 5)

    after = deadlines.recounted(before, CALENDAR, HOURS)

    assert (before.is_stale(PLAIN), before.is_stale(CALENDAR), after.is_stale(CALENDAR)) == (False, True, False)
    assert (before.latest.day, after.latest.day) == (26, 25)
    assert (after.rule, after.since, after.days) == (before.rule, before.since, 5)


MOMENTS = st.datetimes(datetime(2025, 6, 1), datetime(2027, 6, 1), timezones=st.just(LOCAL_ZONE))  # noqa: DTZ001


@given(st.sampled_from(sorted(Rule)), MOMENTS, MOMENTS, st.integers(1, 60))
def test_what_happens_later_is_never_due_earlier(rule: Rule, one: datetime, other: datetime, days: int) -> None:
    first, second = (deadlines.counted(rule, since, CALENDAR, HOURS, days) for since in sorted((one, other)))

    assert first.latest <= second.latest
    assert all(each.since <= each.aim <= each.latest for each in (first, second))


def test_a_day_ends_with_its_last_second() -> None:
    assert end_of_day(moment("2026-06-15T08:00").date()) == moment(f"2026-06-15T{LAST_SECOND}")


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_words_and_names_its_law(rule: Rule) -> None:
    assert rule.label
    assert "Điều" in rule.source
    assert rule.is_open == (deadlines.counted(rule, moment("2026-06-15T08:00"), CALENDAR, HOURS, 3).days == 3)
