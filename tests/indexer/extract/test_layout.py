"""Words become lines by their boxes alone."""

from __future__ import annotations

from indexer.extract.layout import Glyphs, rows


def word(text: str, x: float, y: float = 100, *, added: bool = False, spaced: bool = True) -> Glyphs:
    return Glyphs(text, (x, y, x + 6.0 * len(text), y + 12), 12, spaced, added)


def said(words: list[Glyphs]) -> list[str]:
    return [" ".join(word.text for word in row.words) for row in rows(words)]


def test_a_wide_gap_ends_a_line() -> None:
    assert said([word("CHÍNH", 90), word("PHỦ", 125), word("CỘNG", 260), word("HÒA", 290)]) == ["CHÍNH PHỦ", "CỘNG HÒA"]


def test_a_gap_of_typed_blanks_may_be_wider_than_one_left_open() -> None:
    assert said([word("một", 90), word("hai", 130)]) == ["một hai"]
    assert said([word("một", 90, spaced=False), word("hai", 130)]) == ["một", "hai"]


def test_a_small_raised_mark_stays_on_its_line() -> None:
    mark = Glyphs("1", (130, 97, 134, 105), 8)

    assert said([word("nhân", 104), mark]) == ["nhân 1"]


def test_a_field_to_the_right_of_the_last_word_joins_it() -> None:
    assert said([word("Số:", 90), word("12", 112, added=True)]) == ["Số: 12"]


def test_a_field_that_fits_no_line_stands_alone() -> None:
    assert said([word("Số:", 90), word("Ký", 400, 500, added=True), word("bởi", 416, 500, added=True)]) == [
        "Số:",
        "Ký bởi",
    ]


def test_a_heading_drawn_after_the_body_is_read_before_it() -> None:
    body = [word("Điều", 90, 300), word("1.", 116, 300), word("Nội-dung-rất-dài-của-điều-này", 132, 300)]
    heading = [word("QUỐC", 100, 60), word("HỘI", 126, 60)]

    assert said([*body, *heading]) == ["QUỐC HỘI", "Điều 1. Nội-dung-rất-dài-của-điều-này"]


def test_cells_of_a_table_keep_the_order_they_are_drawn_in() -> None:
    cells = [word("trái", 90, 300), word("dưới", 90, 316), word("phải", 300, 300), word("hàng", 90, 340)]

    assert said(cells) == ["trái", "dưới", "phải", "hàng"]


def test_a_number_drawn_late_finds_its_open_place() -> None:
    form = [word("Số:", 90), word("/2024/QĐ-UBND", 150), word("Điều", 90, 300)]

    assert said([*form, word("67", 120)]) == ["Số: 67/2024/QĐ-UBND", "Điều"]
