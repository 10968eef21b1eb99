from __future__ import annotations

from typing import Any

import pytest

from indexer.extract.ocr.anchors import date_parts, number_parts
from indexer.extract.ocr.detection import PixelBox
from indexer.extract.ocr.locating import SeenLine, date_box, number_box
from indexer.extract.ocr.recognition import LineReading
from indexer.extract.ocr.suffix import likeliest


def reading(text: str) -> LineReading:
    """As if every letter had been seen in a frame of its own, two frames apart."""
    frames: Any = [None] * (2 * len(text))
    return LineReading(frames, (), text, tuple(range(1, 2 * len(text), 2)))


def between(text: str, first: int, last: int) -> str:
    return text[first // 2 : last // 2]


@pytest.mark.parametrize(
    ("text", "digits", "year", "suffix"),
    [
        ("Số: 136/KH-UBND", " 136", "", "KH-UBND"),
        ("Só:136 /KH-UBND", "136 ", "", "KH-UBND"),
        ("Số: 24/2026/NQ-HĐND", " 24", "2026", "NQ-HĐND"),
        ("Số 13/ /TB-SGD", " 13/ ", "", "TB-SGD"),
        ("Số: 15-NQ/TU", " 15", "", "NQ/TU"),
        ("Số:17KH-UBND", "17", "", "KH-UBND"),
    ],
)
def test_a_number_line_is_taken_apart_at_its_printed_signs(text: str, digits: str, year: str, suffix: str) -> None:
    parts = number_parts(reading(text))

    assert parts is not None
    assert between(text, parts.digits.first, parts.digits.last).strip() == digits.strip()
    assert (parts.year, parts.suffix) == (year, suffix)


def test_a_line_without_a_symbol_is_no_number() -> None:
    assert number_parts(reading("Độc lập - Tự do")) is None


@pytest.mark.parametrize("text", ["Sông Mây, ngày 17 tháng 6 năm 2026", "Song May, ngy17 thng 6 nm 2026"])
def test_a_date_line_is_taken_apart_even_where_marks_are_missing(text: str) -> None:
    parts = date_parts(reading(text))

    assert parts is not None
    assert parts.day is not None
    assert parts.month is not None
    assert between(text, *parts.day).strip() == "17"
    assert between(text, *parts.month).strip() == "6"
    assert parts.year == "2026"


def test_the_bar_of_a_letter_is_believed_where_some_readings_saw_it() -> None:
    seen = [number_parts(reading(text)) for text in ("Số: 8/QĐ-UBND", "Số: 8/QD-UBND", "Số: 8/QD-UBND")]

    ending, share = likeliest([parts for parts in seen if parts], [])

    assert ending == "/QĐ-UBND"
    assert share == 1


def test_lower_case_is_a_misreading_but_in_abbreviations_that_have_it() -> None:
    seen = [number_parts(reading(text)) for text in ("Số: 8/ttr-sgd", "Số: 8/TTr-SGD")]

    assert likeliest([parts for parts in seen if parts], [])[0] == "/TTr-SGD"


def test_an_ampersand_belongs_to_the_office() -> None:
    seen = [number_parts(reading("Số: 8/SGD-KH&TC"))]

    assert likeliest([parts for parts in seen if parts], [])[0] == "/SGD-KH&TC"


def test_the_lines_are_found_by_what_is_printed_and_where() -> None:
    lines = [
        SeenLine(PixelBox(900, 50, 2000, 100), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        SeenLine(PixelBox(300, 200, 420, 260), "Số:"),
        SeenLine(PixelBox(470, 200, 800, 260), "/KH-UBND"),
        SeenLine(PixelBox(1000, 205, 1500, 265), "Sông Mây, ngày"),
        SeenLine(PixelBox(1600, 205, 1800, 265), "tháng 6"),
        SeenLine(PixelBox(1850, 205, 2000, 265), "năm 2026"),
        SeenLine(PixelBox(300, 700, 2000, 760), "Căn cứ Nghị quyết ngày 3 tháng 2 năm 2025"),
    ]

    date = date_box(lines, 2480)

    assert date == PixelBox(1000, 205, 2000, 265)
    assert number_box(lines, date, 2480) == PixelBox(300, 200, 800, 260)


def test_a_date_cited_in_the_text_is_not_the_date_of_issue() -> None:
    lines = [SeenLine(PixelBox(300, 700, 2000, 760), "Căn cứ Nghị quyết ngày 3 tháng 2 năm 2025")]

    assert date_box(lines, 2480) is None
