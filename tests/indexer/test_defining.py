"""Lines that define, and questions for a definition."""

from __future__ import annotations

import pytest

from indexer.defining import asked_for, claimed, defined


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("3. Nơi cư trú là nơi người đó thường xuyên sinh sống.", "nơi cư trú"),
        ("a) “Bản sao y” (copy) là bản chụp đầy đủ nội dung.", "bản sao y"),
        ("Hồ sơ trình gồm tờ trình và dự thảo.", "hồ sơ trình"),
        ("- Số đến được hiểu là số thứ tự trong sổ.", "số đến"),
    ],
)
def test_a_line_says_what_it_defines(line: str, subject: str) -> None:
    assert list(defined(f"Điều 2. Giải thích\n{line}\n")) == [(19, tuple(subject.split()))]


@pytest.mark.parametrize(
    "line",
    [
        "Người nộp đơn, nếu là cá nhân, ký tên.",
        "Căn cứ Luật này: Sở Nội vụ là cơ quan chủ trì.",
        "là nơi",
        "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba là nhiều",
    ],
)
def test_a_line_that_defines_nothing(line: str) -> None:
    assert list(defined(line)) == []


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Nơi cư trú là gì?", "nơi cư trú"),
        ("noi cu tru la gi", "noi cu tru"),
        ("Thế nào là bản sao y theo quy định?", "bản sao y"),
        ("Theo Luật Lưu trữ, hồ sơ được hiểu như thế nào?", "hồ sơ"),
        ("khái niệm số đến", "số đến"),
        ("Báo cáo trước ngày nào?", ""),
    ],
)
def test_a_question_says_what_it_wants_explained(question: str, subject: str) -> None:
    assert asked_for(question) == tuple(subject.split())


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Người giữ sổ là văn thư, đúng hay sai?", "văn thư"),
        ("nguoi giu so la van thu dung hay sai", "van thu"),
        ("Trong cơ quan, người giữ sổ được gọi là văn thư; đúng không?", "văn thư"),
        ("Người giữ sổ là ai?", ""),
        ("Sổ ghi bằng tay, đúng hay sai?", ""),
    ],
)
def test_a_doubt_says_what_something_is_said_to_be(question: str, what: str) -> None:
    assert claimed(question) == tuple(what.split())
