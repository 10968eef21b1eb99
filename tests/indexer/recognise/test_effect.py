"""From when a document is in force, and which provisions of another it touches, in the words documents use."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.recognise.acted import acted_on
from indexer.recognise.effect import read_effect

SIGNED = date(2024, 3, 15)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024.", date(2024, 7, 1)),
        ("Quyết định này có hiệu lực kể từ ngày ký.", SIGNED),
        ("Quyết định này có hiệu lực thi hành\nkể từ ngày ký ban hành.", SIGNED),
        ("Thông tư này có hiệu lực từ ngày 05/9/2024", date(2024, 9, 5)),
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", date(2024, 3, 25)),
        ("Nghị định số 12/2020/NĐ-CP có hiệu lực từ ngày 01/01/2021.", None),
        ("sửa đổi Điều 9 như sau: “Luật này có hiệu lực từ ngày 01/01/2021.”", None),
        ("Quyết định này có hiệu lực từ ngày 31 tháng 02 năm 2024.", None),
    ],
)
def test_the_first_day_in_force_is_what_the_document_says_of_itself(sentence: str, day: date | None) -> None:
    found = read_effect(f"Điều 3. {sentence}", SIGNED, 0)

    assert (found["effective_on"].value if found else None) == day


def test_without_a_day_of_signing_the_day_of_signing_says_nothing() -> None:
    assert not read_effect("Quyết định này có hiệu lực kể từ ngày ký.", None, 0)


def test_the_last_day_is_still_in_force() -> None:
    found = read_effect("Nghị quyết này có hiệu lực từ ngày 01/01/2024 đến hết ngày 31/12/2025.", SIGNED, 0)

    assert found["effective_on"].value == date(2024, 1, 1)
    assert found["expires_on"].value == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("before", "provisions"),
    [
        ("Bãi bỏ Nghị định số ", ()),
        ("Điều 2. Bãi bỏ Nghị quyết số ", ()),
        ("Bãi bỏ khoản 2 Điều 3 của Nghị quyết số ", ("dieu-3.khoan-2",)),
        ("Sửa đổi điểm a và c khoản 1 Điều 5 Nghị định số ", ("dieu-5.khoan-1.diem-a", "dieu-5.khoan-1.diem-c")),
        ("Bãi bỏ Điều 4, Điều 6 và khoản 3 Điều 9 Thông tư số ", ("dieu-4", "dieu-6", "dieu-9.khoan-3")),
        ("Bãi bỏ Điều 4, 6 Thông tư số ", ("dieu-4", "dieu-6")),
        ("Thay thế Điều 1 Nghị định số 3/2020/NĐ-CP và Nghị định số ", ()),
    ],
)
def test_the_provisions_before_a_number_are_those_of_its_document(before: str, provisions: tuple[str, ...]) -> None:
    text = f"Mở đầu.\n{before}15/2021/NĐ-CP ngày 01/01/2021. Điều 8. Hết."
    at = text.index("15/2021")

    acted = acted_on(text, at, at + 13)

    assert acted.provisions == provisions
    assert text[acted.start : acted.end].strip() == f"{before}15/2021/NĐ-CP ngày 01/01/2021."
