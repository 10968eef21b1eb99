"""Deadlines over Tết, holidays and make-up Saturdays of 2024 to 2027, as the country's calendar counts them."""

from __future__ import annotations

from datetime import date

import pytest

from docarchive.core.calendar import calendar_of

CALENDAR = calendar_of()


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        # Tết: 8–14/2/2024, 27–31/1/2025, 16–20/2/2026, 4–10/2/2027
        ("2024-02-07", 1, "2024-02-15"), ("2024-02-07", 5, "2024-02-21"), ("2024-02-02", 3, "2024-02-07"),
        ("2025-01-24", 1, "2025-02-03"), ("2025-01-24", 5, "2025-02-07"), ("2025-01-20", 4, "2025-01-24"),
        ("2026-02-13", 1, "2026-02-23"), ("2026-02-13", 5, "2026-02-27"), ("2026-02-11", 3, "2026-02-23"),
        ("2027-02-03", 1, "2027-02-11"), ("2027-02-03", 5, "2027-02-17"),
        # swaps: 29/4/2024 for Saturday 4/5, 2/5/2025 for 26/4, 2/1/2026 for 10/1, 31/8/2026 for 22/8
        ("2024-04-26", 1, "2024-05-02"), ("2024-04-26", 3, "2024-05-04"), ("2024-04-26", 4, "2024-05-06"),
        ("2025-04-25", 1, "2025-04-26"), ("2025-04-25", 4, "2025-05-05"),
        ("2025-12-31", 1, "2026-01-05"), ("2026-01-09", 1, "2026-01-10"),
        ("2026-08-19", 5, "2026-08-25"), ("2026-08-28", 1, "2026-09-03"),
        # other days off: Hùng Kings, 30 April and 1 May with its compensatory day, Culture Day
        ("2024-04-17", 1, "2024-04-19"), ("2025-04-04", 1, "2025-04-08"), ("2026-04-24", 1, "2026-04-28"),
        ("2027-04-15", 1, "2027-04-19"), ("2027-04-29", 1, "2027-05-04"), ("2026-11-23", 1, "2026-11-25"),
        ("2027-09-01", 1, "2027-09-06"),
    ],
)  # fmt: skip
def test_terms_of_working_days(start: str, count: int, last: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("last_day", "moved"),
    [
        ("2024-02-10", "2024-02-15"), ("2024-05-04", "2024-05-04"), ("2025-01-29", "2025-02-03"),
        ("2025-04-26", "2025-04-26"), ("2025-05-02", "2025-05-05"), ("2026-01-10", "2026-01-10"),
        ("2026-02-17", "2026-02-23"), ("2026-04-26", "2026-04-28"), ("2026-08-22", "2026-08-22"),
        ("2027-02-05", "2027-02-11"), ("2027-05-01", "2027-05-04"),
    ],
)  # fmt: skip
def test_a_last_day_at_rest_moves_to_the_next_working_day(last_day: str, moved: str) -> None:
    assert CALENDAR.moved_to_working(date.fromisoformat(last_day)) == date.fromisoformat(moved)


def test_a_year_not_decreed_yet_is_only_expected() -> None:
    assert CALENDAR.is_estimated(date(2027, 2, 11))
    assert not CALENDAR.is_estimated(date(2026, 2, 23))
