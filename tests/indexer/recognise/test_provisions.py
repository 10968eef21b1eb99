"""The structure of a document."""

from __future__ import annotations

from indexer.recognise import recognise
from tests.indexer.recognise.sheets import plain


def paths(text: str) -> list[str]:
    return [provision.path for provision in recognise(plain(text)).provisions]


def test_articles_clauses_and_points_nest() -> None:
    text = (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một\na) A\nb) B\n2. Hai\n"
        "Điều 2. Đối tượng\nChương II\nĐiều 3. Ba\n"
    )

    assert paths(text) == [
        "chuong-1",
        "chuong-1.dieu-1",
        "chuong-1.dieu-1.khoan-1",
        "chuong-1.dieu-1.khoan-1.diem-a",
        "chuong-1.dieu-1.khoan-1.diem-b",
        "chuong-1.dieu-1.khoan-2",
        "chuong-1.dieu-2",
        "chuong-2",
        "chuong-2.dieu-3",
    ]


def test_a_provision_reaches_to_the_next_of_its_level() -> None:
    text = "Điều 1. Một\n1. Khoản\n2. Khoản hai\nĐiều 2. Hai\n"
    first, clause, *_ = recognise(plain(text)).provisions

    assert text[first.start : first.end] == "Điều 1. Một\n1. Khoản\n2. Khoản hai\n"
    assert text[clause.start : clause.end] == "1. Khoản\n"


def test_points_follow_the_vietnamese_alphabet() -> None:
    letters = ["a", "b", "c", "d", "đ", "e", "g", "h"]
    text = "Điều 1. Một\n" + "".join(f"{letter}) Nội dung\n" for letter in letters)

    assert paths(text)[1:] == [f"dieu-1.diem-{letter}" for letter in letters]


def test_a_figure_that_begins_a_broken_line_is_no_clause() -> None:
    assert paths("Điều 1. Trong năm\n2025. Tiếp theo là\n1. Một\n5. Năm\n2. Hai\n") == [
        "dieu-1",
        "dieu-1.khoan-1",
        "dieu-1.khoan-2",
    ]


def test_an_article_named_inside_a_sentence_is_no_heading() -> None:
    assert paths("Điều 1. Theo\nĐiều 35 Luật Thủ đô thì\nĐiều 2. Hai\n") == ["dieu-1", "dieu-2"]


def test_a_plan_is_cut_by_roman_and_arabic_figures() -> None:
    assert paths("I. MỤC ĐÍCH\n1. Mục đích\n2. Yêu cầu\nII. NỘI DUNG\n1. Tuyên truyền\n") == [
        "muc-1",
        "muc-1.khoan-1",
        "muc-1.khoan-2",
        "muc-2",
        "muc-2.khoan-1",
    ]


def test_an_attached_regulation_counts_on_its_own() -> None:
    text = (
        "Điều 1. Ban hành\nĐiều 2. Hiệu lực\nQUY CHẾ\n"
        "Chương I\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\nChương II\nĐiều 3. Ba\n"
    )

    assert paths(text) == [
        "dieu-1",
        "dieu-2",
        "kem-theo-1.chuong-1",
        "kem-theo-1.chuong-1.dieu-1",
        "kem-theo-1.chuong-1.dieu-2",
        "kem-theo-1.chuong-2",
        "kem-theo-1.chuong-2.dieu-3",
    ]


def test_quoted_wording_has_no_structure_of_its_own() -> None:
    assert paths("Điều 1. Sửa đổi Điều 5 như sau:\n“Điều 5. Mới\n1. Một\n2. Hai”.\nĐiều 2. Hiệu lực\n") == [
        "dieu-1",
        "dieu-2",
    ]


def test_a_chapter_shows_the_title_printed_under_it() -> None:
    assert (
        recognise(plain("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Một\n")).provisions[0].heading == "Chương I. QUY ĐỊNH CHUNG"
    )
