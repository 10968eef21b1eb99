"""Values look as the office writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from docarchive.core import screen
from docarchive.core.fields import parse_day
from docarchive.core.web import Page


def test_numbers_days_and_moments() -> None:
    assert screen.format_number(1276) == "1.276"
    assert screen.format_number(29.3233, 2) == "29,32"
    assert screen.format_date(date(2015, 6, 9)) == "09/06/2015"
    assert screen.format_moment(datetime(2026, 6, 15, 18, 30, tzinfo=UTC)) == "01:30 16/06/2026"
    assert screen.format_date(datetime(2026, 6, 15, 18, 30, tzinfo=UTC)) == "16/06/2026"
    assert screen.format_size(1_468_006) == "1,4 MB"
    assert screen.format_size(77_846_282_240) == "72,5 GB"
    assert screen.format_date(None) == "—"


@pytest.mark.parametrize("text", ["6/5/21", "06-05-2021", "6.5.2021", "2021-05-06", " 06/05/2021 "])
def test_days_are_read_as_people_type_them(text: str) -> None:
    assert parse_day(text) == date(2021, 5, 6)


@pytest.mark.parametrize("text", ["31/02/2021", "hôm qua", "2021", "1/2/3/4"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_day(text)


@pytest.mark.parametrize(
    ("asked", "number", "first", "last"),
    [("1", 1, 1, 50), ("3", 3, 101, 120), ("99", 3, 101, 120), ("0", 1, 1, 50), ("x", 1, 1, 50), ("9" * 40, 1, 1, 50)],
)
def test_pages_stay_within_the_list(asked: str, number: int, first: int, last: int) -> None:
    page = Page.asked({"trang": asked}, total=120)

    assert (page.number, page.first, page.last, page.count) == (number, first, last, 3)


def test_an_empty_list_has_one_empty_page() -> None:
    page = Page.asked({}, total=0)

    assert (page.count, page.first, page.last, page.next, page.previous) == (1, 0, 0, None, None)
