from __future__ import annotations

from datetime import date

import pytest

from indexer.extract.ocr import heading, readers
from indexer.extract.ocr.protocol import PageReader, UnreadableError
from indexer.extract.ocr.tesseract import TesseractReader
from indexer.extract.ocr.trueocr import TrueOcrReader
from indexer.extract.ocr.turning import as_handed_in, turned
from tests.indexer.ocr.sheets import FULL_PAGE, HEADING, HEIGHT, WIDTH, sheet

READERS = [
    pytest.param(TesseractReader(), marks=pytest.mark.needs("tesseract"), id="tesseract"),
    pytest.param(TrueOcrReader(), marks=pytest.mark.needs("scan"), id="trueocr"),
]


@pytest.mark.parametrize("reader", READERS)
def test_a_page_is_read_with_the_place_of_every_word(reader: PageReader) -> None:
    read = reader.read(sheet(HEADING, dpi=250), 250)

    words = {word.text: word.box for line in read.lines for word in line.words}
    assert "136/KH-UBND" in words
    assert words["136/KH-UBND"] == pytest.approx((110, 112, 192, 124), abs=12)
    assert (read.width, read.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
    assert read.confidence > 0.7


@pytest.mark.parametrize("reader", READERS)
def test_the_heading_is_read_agency_motto_number_day(reader: PageReader) -> None:
    text = reader.read(sheet(HEADING, dpi=250), 250).text

    parts = ("SÔNG MÂY", "CỘNG HÒA", "136/KH-UBND", "tháng 6", "Phòng")
    assert sorted(parts, key=text.index) == list(parts)


@pytest.mark.needs("tesseract")
@pytest.mark.parametrize("clockwise", [90, 180])
def test_a_page_on_its_side_or_head_is_read_upright_and_located_as_it_lies(clockwise: int) -> None:
    reader = TesseractReader()
    lying = turned(sheet(FULL_PAGE, dpi=200), clockwise)

    read = reader.read(lying, 200)

    assert "Thực hiện nhiệm vụ" in read.text
    assert (read.width, read.height) == pytest.approx((lying.width * 0.36, lying.height * 0.36))
    upright = as_handed_in(read, clockwise)
    boxes = [word.box for line in upright.lines for word in line.words if word.text == "nhiệm"]
    assert any(box == pytest.approx((142, 216, 180, 229), abs=12) for box in boxes)


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_page_has_no_lines(reader: PageReader) -> None:
    read = reader.read(sheet((), dpi=100), 100)

    assert read.lines == ()
    assert read.confidence == 0


@pytest.mark.needs("scan")
def test_words_of_a_page_laid_askew_stand_where_they_are_on_the_image() -> None:
    askew = TrueOcrReader().read(sheet(HEADING, 200, degrees=2), 200)

    boxes = [word.box for line in askew.lines for word in line.words]
    assert min(box[1] for box in boxes) == pytest.approx(58, abs=8)
    assert max(box[3] for box in boxes) == pytest.approx(204, abs=8)
    assert min(box[0] for box in boxes) == pytest.approx(75, abs=8)


def test_a_machine_without_readers_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "available", tuple)

    with pytest.raises(UnreadableError, match="tesseract"):
        readers.best()


@pytest.mark.needs("scan")
def test_number_and_date_of_a_first_page_laid_askew_are_read_with_their_place() -> None:
    page = sheet(HEADING, heading.HEADING_DPI, degrees=1.5)
    top = page.crop((0, 0, page.width, round(page.height * heading.HEADING_SHARE)))

    offers = heading.read_heading(top, [date(2026, 6, 18)])

    number, issued = offers["number"][0], offers["issued_on"][0]
    assert number.value == "136/KH-UBND"
    assert number.confidence >= heading.FILL_AT
    assert issued.value == "2026-06-17"
    assert issued.confidence >= heading.FILL_AT
    assert number.page == 1
    assert number.box is not None
    assert number.box[0] < 150 < number.box[2]
    assert number.box[1] < 122 < number.box[3]


@pytest.mark.needs("scan")
def test_a_page_without_number_and_date_offers_nothing() -> None:
    page = sheet(
        [(100, 60, "GIẤY GIỚI THIỆU"), (80, 90, "Kính gửi các đồng chí trong tổ công tác")], heading.HEADING_DPI
    )

    assert heading.read_heading(page.crop((0, 0, page.width, 1400))) == {}
