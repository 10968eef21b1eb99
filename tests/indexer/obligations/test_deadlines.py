"""The time limits sentences set."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.obligations import read_obligations
from indexer.records import Obligation

NOON = date(2026, 6, 15)


def due(words: str, *, today: date | None = None) -> Obligation:
    (found,) = read_obligations(f"Sở Thử nghiệm gửi kết quả rà soát {words}.", today=today)
    return found


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trước ngày 30/9/2025", date(2025, 9, 30)),
        ("trước ngày 15 tháng 10 năm 2018", date(2018, 10, 15)),
        ("chậm nhất ngày 05.01.2026", date(2026, 1, 5)),
        ("trước 17 giờ 00 ngày 12/02/2026", date(2026, 2, 12)),
        ("từ 20/11 đến 15/12/2017", date(2017, 12, 15)),
        ("từ ngày 13/11/2017 đến ngày 17/11/2017", date(2017, 11, 17)),
        ("trong tháng 2/2024", date(2024, 2, 29)),
        ("trong Quý III/2018", date(2018, 9, 30)),
        ("trong quý 4 năm 2017", date(2017, 12, 31)),
        ("trong năm 2026", date(2026, 12, 31)),
        ("trong 6 tháng đầu năm 2026", date(2026, 6, 30)),
    ],
)
def test_a_fixed_day_is_the_last_day_of_what_is_printed(words: str, day: date) -> None:
    found = due(words)

    assert (found.due_kind, found.due_on) == ("fixed", day)


def test_a_day_without_its_year_is_the_next_coming_one_only_where_today_is_told() -> None:
    assert due("trước ngày 15/8").due_on is None
    assert due("trước ngày 15/8", today=NOON).due_on == date(2026, 8, 15)
    assert due("trước ngày 15/3", today=NOON).due_on == date(2027, 3, 15)
    assert due("trước ngày 15/6", today=NOON).due_on == NOON


@pytest.mark.parametrize("words", ["trước ngày 31/02/2026", "trước ngày 30/13/2026", "trong tháng 14/2026"])
def test_a_day_that_does_not_exist_has_no_date(words: str) -> None:
    assert due(words, today=NOON).due_on is None


@pytest.mark.parametrize(
    "words",
    ["trước ngày 30 tháng 9 hằng năm", "tại các kỳ họp Hội đồng nhân dân", "02 lần/năm", "và định kỳ 6 tháng báo cáo"],
)
def test_what_recurs_has_no_date(words: str) -> None:
    found = due(words)

    assert (found.due_kind, found.due_on) == ("recurring", None)


def test_a_recurring_time_may_open_the_sentence() -> None:
    (found,) = read_obligations("Hằng quý, Sở Thử nghiệm tổng hợp kết quả.")

    assert (found.due_kind, found.due_text) == ("recurring", "Hằng quý")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("trong thời hạn 15 ngày kể từ ngày ký", "trong thời hạn 15 ngày kể từ ngày ký"),
        ("tại kỳ họp gần nhất", "tại kỳ họp gần nhất"),
        ("trước khi kiểm tra ít nhất 05 ngày", "trước khi kiểm tra ít nhất 05 ngày"),
        ("ngay sau khi kết thúc đợt rà soát", "ngay sau khi kết thúc đợt rà soát"),
    ],
)
def test_what_hangs_on_an_event_is_relative(words: str, printed: str) -> None:
    found = due(words)

    assert (found.due_kind, found.due_text) == ("relative", printed)


@pytest.mark.parametrize(
    "words",
    [
        "theo quy định", "kịp thời", "theo Quyết định số 12/QĐ-UBND ngày 05/3/2024", "của kế hoạch hằng năm",
        "kiểm tra định kỳ và đột xuất", "giai đoạn 2021 - 2030", "đã ban hành trước ngày 01/7/2014",
    ],
)  # fmt: skip
def test_what_describes_a_thing_is_no_deadline(words: str) -> None:
    found = due(words)

    assert (found.due_kind, found.due_text, found.due_on) == ("none", None, None)
