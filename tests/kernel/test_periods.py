"""Terms of days, months and years end on the day the Civil Code says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docarchive.kernel import periods
from tests.kernel.test_working_days import calendar_2026

CALENDAR = calendar_2026()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"), ("2026-03-31", 12, "2027-03-31"), ("2026-05-31", 1, "2026-06-30"),
    ],
)  # fmt: skip
def test_months_end_on_the_day_of_the_same_number_or_the_last(start: str, months: int, end: str) -> None:
    assert periods.months_after(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize(("start", "years", "end"), [("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-29")])
def test_a_leap_day_has_its_year(start: str, years: int, end: str) -> None:
    assert periods.years_after(date.fromisoformat(start), years) == date.fromisoformat(end)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600), st.integers(0, 600))
def test_more_months_end_no_earlier(start: date, one: int, other: int) -> None:
    fewer, more = sorted((one, other))

    assert periods.months_after(start, fewer) <= periods.months_after(start, more)


def test_legislative_documents_wait_before_they_take_effect() -> None:
    passed_on = date(2026, 7, 10)

    assert periods.earliest_effective_day(passed_on, is_central=True) == date(2026, 8, 24)
    assert periods.earliest_effective_day(passed_on, is_central=False) == date(2026, 7, 20)


def test_dossiers_go_to_the_archive_after_a_year_and_a_reminder() -> None:
    ended_on = date(2025, 2, 17)  # a year later is the first day of Tết

    assert periods.hand_over_by(ended_on, CALENDAR) == date(2026, 2, 23)
    assert periods.hand_over_reminder(ended_on, CALENDAR) == date(2026, 1, 24)


def test_long_terms_that_end_at_rest_move_on() -> None:
    assert periods.historical_archive_by(date(2021, 4, 26), CALENDAR) == date(2026, 4, 28)
    assert periods.code_notice_by(date(2026, 4, 11), CALENDAR) == date(2026, 4, 28)
