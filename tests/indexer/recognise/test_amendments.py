"""Which provisions an amending text changes, and of which document."""

from __future__ import annotations

import pytest

from indexer.recognise.acted import acted_on
from indexer.recognise.amendments import amendments

TEXT = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2021/NĐ-CP ngày 05 tháng 3 năm 2021 về chợ
1. Sửa đổi, bổ sung một số khoản của Điều 8 như sau:
a) Bổ sung điểm đ vào sau điểm d khoản 2 như sau:
“đ) Bãi bỏ Điều 77 Nghị định số 9/2009/NĐ-CP;”
b) Khoản 4 được sửa đổi như sau:
“4. Chợ họp theo phiên.”
2. Bãi bỏ khoản 1 Điều 3, Điều 9 và Phụ lục II.
3. Thay thế Mẫu số 02 Phụ lục I kèm theo Nghị định số 15/2021/NĐ-CP bằng Mẫu số 01 kèm theo Nghị định này.
4. Thay thế cụm từ “huyện” bằng cụm từ “xã” tại điểm a khoản 3 Điều 12.
Điều 2. Bãi bỏ Điều 4 Nghị định số 20/2019/NĐ-CP về phí đã được sửa đổi tại Điều 5 Nghị định số 21/2020/NĐ-CP.
Điều 3. Hiệu lực thi hành
Điều 6 Nghị định số 30/2018/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.
"""


def test_each_item_is_read_under_its_headings() -> None:
    said = [(each.relation, each.number, *each.provisions) for each in amendments(TEXT)]

    assert said == [
        ("amends", "15/2021/NĐ-CP"),
        ("amends", "15/2021/NĐ-CP", "dieu-8"),
        ("supplements", "15/2021/NĐ-CP", "dieu-8.khoan-2.diem-đ"),
        ("amends", "15/2021/NĐ-CP", "dieu-8.khoan-4"),
        ("repeals", "15/2021/NĐ-CP", "dieu-3.khoan-1", "dieu-9", "phuluc-II"),
        ("replaces", "15/2021/NĐ-CP", "phuluc-I.mau-02"),
        ("replaces", "15/2021/NĐ-CP", "dieu-12.khoan-3.diem-a"),
        ("repeals", "20/2019/NĐ-CP", "dieu-4"),
        ("repeals", "30/2018/NĐ-CP", "dieu-6"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Khoản 2 Điều 5 đã được sửa đổi, bổ sung theo Nghị định số 3/2020/NĐ-CP.",
        "1. Trường hợp sửa đổi, bổ sung hợp đồng, các bên lập phụ lục.",
        "1. Hồ sơ đề nghị bổ sung quy định tại khoản 2 Điều 5.",
    ],
)
def test_what_others_did_or_may_do_is_no_act(sentence: str) -> None:
    assert not amendments(sentence)


def test_an_announcing_sentence_means_the_items_below_it() -> None:
    at = TEXT.index("15/2021/NĐ-CP")

    assert acted_on(TEXT, at, at + len("15/2021/NĐ-CP")).provisions == (
        "dieu-8.khoan-2.diem-đ", "dieu-8.khoan-4", "dieu-3.khoan-1", "dieu-9", "phuluc-II", "phuluc-I.mau-02",
        "dieu-12.khoan-3.diem-a",
    )  # fmt: skip
