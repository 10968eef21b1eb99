"""Doubtful words of a page, settled by other readers, by what is always printed, or left out as specks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from indexer.extract import headings
from indexer.extract.assemble import PageRows
from indexer.extract.layout import Glyphs, Row
from indexer.extract.ocr import comparing, formulas, models, trueocr
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord
from indexer.extract.ocr.recognition import LineReading
from indexer.extract.ocr.specks import without_specks
from indexer.records import Suggestion

PAPER = Image.new("L", (1000, 400), 255)


def page(*texts: str) -> ReadPage:
    """Lines of words that stand a hundred points apart."""
    lines = [
        ReadLine(tuple(ReadWord(word, (20 + 40 * at, top, 55 + 40 * at, top + 12), 0.9) for at, word in words))
        for top, words in ((20 + 20 * row, enumerate(text.split())) for row, text in enumerate(texts))
    ]
    return ReadPage(tuple(lines), 720, 288)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """A second reader that reads one line, and a reader of lines that reads the same in every crop."""

    def see(second: str, third: str) -> None:
        class Second:
            def read(self, image: Image.Image, dpi: float) -> ReadPage:
                return page(second)

        nothing = np.zeros((1, 1))
        monkeypatch.setattr(trueocr, "is_available", lambda: True)
        monkeypatch.setattr(trueocr, "TrueOcrReader", Second)
        monkeypatch.setattr(models, "are_available", lambda: True)
        monkeypatch.setattr(models, "vietnamese_reader", lambda: None)
        monkeypatch.setattr(comparing, "read_line", lambda model, crop: LineReading(nothing, (), third, ()))

    return see


@pytest.mark.parametrize(
    ("first", "second", "third", "settled"),
    [
        ("họp tô dân phố", "họp tổ dân phố", "tổ", "họp tổ dân phố"),
        ("họp tô dân phố", "họp tổ dân phố", "tố", "họp tô dân phố"),
        ("dự án SAOMAI tại xã", "dự án SAO MAI tại xã", "SAO MAI", "dự án SAO MAI tại xã"),
        ("xã Độc Lập", "xã Đôc Lập", "Đôc", "xã Độc Lập"),
        ("SỞ Y tế", "sở Y tế", "sở", "SỞ Y tế"),
        ("quản lý, bảo trì", "quản lý,bảo trì", "lý,bảo", "quản lý, bảo trì"),
    ],
    ids=["agreed upon", "a third opinion", "run together", "a mark less", "capitals", "a blank lost behind a comma"],
)
def test_what_two_readers_see_against_the_first_stands(
    readers: Callable[[str, str], None], first: str, second: str, third: str, settled: str
) -> None:
    readers(second, third)

    assert comparing.compared(PAPER, page(first), 100).text == settled


@pytest.mark.parametrize(
    ("line", "kept"), [("của Ủy ban nhân dân tỉnh", True), ("ỌÍ ẲN NHẬN DẬN TlNH", False), ("Lê Văn", False)]
)
def test_a_line_only_the_second_reader_saw_is_added_where_it_is_surely_one(
    readers: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, line: str, kept: bool
) -> None:
    readers("", "")
    monkeypatch.setattr(trueocr.TrueOcrReader, "read", lambda *_: page("Điều này nói về", line, "việc trồng rừng"))
    first = page("Điều này nói về", line, "việc trồng rừng")

    read = comparing.compared(PAPER, replace(first, lines=first.lines[::2]), 100)

    assert (line in read.text) is kept
    assert read.text.endswith("việc trồng rừng")


def test_the_motto_and_the_kind_are_as_they_are_printed_everywhere() -> None:
    read = formulas.mended(page("CỘNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM", "GIÁY MỜI", "Nơi nhân:", "QUYẾT TÂM"))

    assert read.text.split("\n") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY MỜI", "Nơi nhận:", "QUYẾT TÂM"]


def test_a_motto_spelled_the_other_way_stays_as_printed() -> None:
    assert formulas.mended(page("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")).text == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_specks_are_no_words() -> None:
    line = page("Kính gửi - 12 wy").lines[0]
    *words, worn, stroke = line.words
    tiny = ReadWord("Ị", (300, 20, 302, 23), 0.8)
    doubted = ReadWord("wy", stroke.box, 0.1)

    kept = without_specks([ReadLine((*words, worn, doubted)), ReadLine((tiny,))])

    assert [line.text for line in kept] == ["Kính gửi - 12"]


def test_number_and_day_stand_in_the_text_as_the_closer_reading_is_sure_of_them() -> None:
    def row(top: float, left: float, *texts: str) -> Row:
        words = [
            Glyphs(text, (left + 40 * at, top, left + 35 + 40 * at, top + 12), 12) for at, text in enumerate(texts)
        ]
        return Row(words)

    first = PageRows(595, 842, [row(100, 80, "Só:‡4/QĐ-UBND"), row(100, 300, "Lạc", "Hồng,", "ngày.#%", "tháng", "2")])
    offers = {
        "number": (Suggestion("14/QĐ-UBND", 0.8, 1, (75, 98, 180, 114)),),
        "issued_on": (Suggestion("2024-02-05", 0.7, 1, (295, 98, 560, 114)),),
    }
    doubted = {"number": (Suggestion("17/QĐ-UBND", 0.5, 1, (75, 98, 180, 114)),)}

    kept = [[word.text for word in line.words] for line in headings.with_offers(first, doubted).rows]
    filled = [[word.text for word in line.words] for line in headings.with_offers(first, offers).rows]

    assert kept[0] == ["Só:‡4/QĐ-UBND"]
    assert filled == [["Số:", "14/QĐ-UBND"], ["Lạc", "Hồng,", "ngày", "05", "tháng", "02", "năm", "2024"]]
