"""Words of a file without pages, found again on the paper it was printed on."""

from __future__ import annotations

from indexer.extract.assemble import PageRows, assemble
from indexer.extract.rows import Glyphs, Row
from indexer.placing import place
from indexer.records import ExtractedText, Page

HEAD = "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG LAU\nCỘNG HÒA XÃ HỘI\nĐộc lập - Tự do\n"
FIRST = "Về việc trồng cây đầu xuân\nĐiều 1. Mỗi thôn trồng năm trăm cây bóng mát.\n"
SECOND = "Điều 2. Các thôn báo cáo kết quả trước ngày 10 tháng 3.\nĐiều 3. Mỗi thôn cử một người theo dõi.\n"
TEXT = HEAD + FIRST + SECOND


def printed(*pages: str) -> ExtractedText:
    """Pages as a PDF gives them: one line a line, ten points a letter."""
    made = [
        PageRows(595, 842, [_row(line, number) for number, line in enumerate(p.splitlines()) if line]) for p in pages
    ]
    return ExtractedText(*assemble(made))


def _row(line: str, number: int) -> Row:
    words, at = [], 0
    for word in line.split(" "):
        words.append(Glyphs(word, (10.0 * at, 20.0 * number, 10.0 * (at + len(word)), 20.0 * number + 12), 12))
        at += len(word) + 1
    return Row(words)


def spoken(page: Page) -> str:
    return " ".join(TEXT[word.start : word.end] for word in page.words)


def test_every_word_is_found_on_its_page() -> None:
    first, second = place(TEXT, printed(HEAD + FIRST, SECOND))

    assert (first.start, first.end) == (0, len(HEAD + FIRST))
    assert (second.start, second.end) == (first.end, len(TEXT))
    assert spoken(second) == " ".join(SECOND.split())
    assert second.words[0].box == (0.0, 0.0, 40.0, 12.0)


def test_a_page_number_and_a_repeated_head_are_passed_over() -> None:
    _, second = place(TEXT, printed(HEAD + FIRST, "2\nXÃ ĐỒNG LAU\n" + SECOND))

    assert TEXT[second.start :].startswith("Điều 2")
    assert spoken(second) == " ".join(SECOND.split())


def test_the_two_columns_of_a_letterhead_may_be_printed_line_by_line() -> None:
    side_by_side = "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI\nXÃ ĐỒNG LAU Độc lập - Tự do\n"

    first, _ = place(TEXT, printed(side_by_side + FIRST, SECOND))

    where = {TEXT[word.start : word.end]: word.box for word in first.words}
    assert where["ĐỒNG"][1] == 20.0
    assert where["HỘI"][1] == 0.0


def test_an_empty_page_between_holds_nothing() -> None:
    _, blank, third = place(TEXT, printed(HEAD + FIRST, "", SECOND))

    assert blank.start == blank.end == third.start
    assert blank.words == ()


def test_the_print_of_another_file_is_not_believed() -> None:
    assert place(TEXT, printed("Thông báo lịch nghỉ lễ của trường mầm non trong tháng tới")) == ()
    assert place("", printed(HEAD)) == ()
