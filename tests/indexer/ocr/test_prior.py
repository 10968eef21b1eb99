from __future__ import annotations

from datetime import date

import pytest

from indexer.extract.ocr.prior import weigh

TUESDAY, FRIDAY, SUNDAY = date(2026, 6, 16), date(2026, 6, 26), date(2026, 6, 21)


def test_the_day_the_file_was_made_decides_between_alike_digits() -> None:
    weighed = weigh({TUESDAY: 0.5, FRIDAY: 0.5}, [date(2026, 6, 17)])

    assert weighed[TUESDAY] > 0.9
    assert sum(weighed.values()) == pytest.approx(1)


def test_a_day_after_the_file_was_made_is_nearly_impossible() -> None:
    weighed = weigh({TUESDAY: 0.1, FRIDAY: 0.9}, [date(2026, 6, 17)])

    assert max(weighed, key=lambda day: weighed[day]) == TUESDAY


def test_a_file_made_years_later_says_nothing() -> None:
    assert weigh({TUESDAY: 0.3, FRIDAY: 0.7}, [date(2031, 1, 1)]) == pytest.approx({TUESDAY: 0.3, FRIDAY: 0.7})


def test_documents_are_seldom_issued_on_sundays() -> None:
    weighed = weigh({TUESDAY: 0.5, SUNDAY: 0.5}, [])

    assert weighed[TUESDAY] > weighed[SUNDAY]


def test_nothing_read_stays_nothing() -> None:
    assert weigh({}, [TUESDAY]) == {}
