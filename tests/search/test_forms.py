"""The long form and the query language say the same."""

from __future__ import annotations

import pytest

from docarchive.search.forms import filled, written


@pytest.mark.parametrize(
    "question",
    [
        "đường giao thông nông thôn",
        'rừng "phòng cháy" (mưa OR bão) -dự so:22/2024 loai:"chỉ thị" nguoiky:hùng ngay:2020..2021',
        'trichyeu:"ngân sách xã"',
        '-"họp bàn" cây nam:2024',
        "(học phí OR học bổng) về việc: họp",
        "ngay:15/08/2024..",
    ],
)
def test_a_question_fills_the_form_that_writes_it(question: str) -> None:
    again = written(filled(question))

    assert sorted(again.split()) == sorted(question.split())
    assert filled(again) == filled(question)


def test_each_part_goes_to_its_own_field() -> None:
    form = filled('cây "lấn chiếm" -đô loai:"báo cáo" coquan:sở ngay:..2022')

    assert form == {
        "tat_ca": "cây", "cum_tu": "lấn chiếm", "tru": "đô", "loai_vb": "báo cáo", "co_quan": "sở", "den_ngay": "2022",
    }  # fmt: skip


@pytest.mark.parametrize("odd", ['a"b', "((", '"', "ngay:..", "-", "x:y:z", ""])
def test_no_question_is_too_odd_for_the_form(odd: str) -> None:
    assert isinstance(written(filled(odd)), str)
