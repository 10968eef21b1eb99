"""The country's days: the library with what it lacks, and days of one's own laid over them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from docarchive.core import calendar
from docarchive.core.calendar import DayKind, NamedDay, Origin

ROOT = Path(__file__).resolve().parents[2]
# As decreed: weekdays off, and the weekend days worked.
YEARS = {
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: ("01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24", "01-10 08-22"),
}


@pytest.mark.parametrize("year", YEARS)
def test_years_are_as_decreed(year: int) -> None:
    known = calendar.calendar_of()
    off, worked = (
        " ".join(f"{day:%m-%d}" for day in sorted(group) if day.year == year) for group in (known.off, known.worked)
    )

    assert (off, worked) == YEARS[year]


def test_the_swap_the_library_lacks_names_its_document() -> None:
    days = calendar.country_days()

    assert days[date(2026, 1, 2)].document == days[date(2026, 1, 10)].document == "12729/VPCP-KGVX"


def test_names_are_vietnamese() -> None:
    assert calendar.country_days()[date(2026, 4, 27)].reason == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"


def test_years_not_decreed_are_estimates_until_somebody_says_otherwise() -> None:
    decreed = calendar.calendar_of(decreed=frozenset({2027}))

    assert not calendar.calendar_of().is_estimated(date(2026, 12, 31))
    assert calendar.calendar_of().is_estimated(date(2027, 1, 1))
    assert not decreed.is_estimated(date(2027, 1, 1))
    assert decreed.is_estimated(date(2028, 1, 1))
    assert decreed.version == calendar.calendar_of().version


def test_days_of_ones_own_lie_over_the_countrys_and_the_later_wins() -> None:
    monday, holiday, saturday = date(2026, 6, 15), date(2026, 9, 1), date(2026, 6, 13)
    own = (
        NamedDay(monday, DayKind.OFF, "Mất điện", origin=Origin.INSTANCE),
        NamedDay(holiday, DayKind.WORK, "Trực", origin=Origin.INSTANCE),
        NamedDay(saturday, DayKind.WORK, "Làm bù", origin=Origin.INSTANCE),
        NamedDay(monday, DayKind.WORK, "Có máy phát điện", origin=Origin.AGENCY),
    )

    made = calendar.calendar_of(own)

    assert all(made.is_working(day) for day in (monday, holiday, saturday))
    assert made.version != calendar.calendar_of().version
    assert calendar.merged(own)[monday].origin is Origin.AGENCY


def test_what_changes_nothing_keeps_the_version() -> None:
    sunday = NamedDay(date(2026, 6, 14), DayKind.OFF, "Chủ nhật")
    holiday = NamedDay(date(2026, 9, 2), DayKind.OFF, "Quốc khánh", "1/QĐ-UBND")

    assert calendar.calendar_of((sunday, holiday)).version == calendar.calendar_of().version


def test_equal_days_are_made_into_a_calendar_once() -> None:
    day = NamedDay(date(2026, 6, 15), DayKind.OFF, "Mất điện")

    assert calendar.calendar_of((day,)) is calendar.calendar_of((NamedDay(day.day, day.kind, "Mất điện"),))


def test_only_one_module_knows_the_library_and_loads_it_late() -> None:
    using = [path for path in (ROOT / "docarchive").rglob("*.py") if "from holidays" in path.read_text("utf-8")]
    code = "import sys, docarchive.core.calendar; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603

    assert [path.name for path in using] == ["calendar.py"]
    assert done.stdout.strip() == "False"
