"""PDF: every word in its place, the halves of a heading apart, fields laid over a form in their gaps."""

from __future__ import annotations

import unicodedata

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.extract import extract
from indexer.extract.ocr import readers
from indexer.records import ExtractedText, Failed, RawDocument
from tests.indexer.extract.papers import HEIGHT, pdf, say


def read(content: bytes) -> ExtractedText:
    found = extract(RawDocument("văn bản.bin", content))
    assert isinstance(found, ExtractedText), found
    return found


def failed(content: bytes) -> Failed:
    found = extract(RawDocument("văn bản.pdf", content))
    assert isinstance(found, Failed)
    return found


def heading(canvas: Canvas) -> None:
    say(canvas, 90, 60, "ỦY BAN NHÂN DÂN")
    say(canvas, 260, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    say(canvas, 85, 76, "XÃ SUỐI MƠ")
    say(canvas, 310, 76, "Độc lập - Tự do - Hạnh phúc")


def blank_form(canvas: Canvas) -> None:
    heading(canvas)
    say(canvas, 90, 110, "Số:")
    say(canvas, 150, 110, "/2025/QĐ-UBND")
    say(canvas, 300, 110, "Suối Mơ, ngày")
    say(canvas, 405, 110, "tháng")
    say(canvas, 470, 110, "năm 2025")


def field(canvas: Canvas, x: int, y: int, value: str) -> None:
    canvas.acroForm.textfield(
        name=f"f{x}", value=value, x=x, y=int(HEIGHT) - y - 4, width=28, height=16, fontSize=12, borderWidth=0
    )


def test_halves_of_a_heading_are_lines_of_their_own() -> None:
    lines = read(pdf(heading)).text.split("\n")

    assert sorted(lines) == sorted(
        ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ SUỐI MƠ", "Độc lập - Tự do - Hạnh phúc"]
    )


def test_every_word_and_line_stands_where_its_offsets_say() -> None:
    found = read(pdf(heading, lambda canvas: say(canvas, 90, 100, "Điều 1. Phạm vi điều chỉnh")))

    assert [page.number for page in found.pages] == [1, 2]
    for page in found.pages:
        inside = found.text[page.start : page.end]
        assert [found.text[word.start : word.end] for word in page.words] == inside.split()
        assert [found.text[line.start : line.end] for line in page.lines] == inside.split("\n")
        for word in page.words:
            x0, y0, x1, y1 = word.box
            assert 0 <= x0 < x1 <= page.width
            assert 0 <= y0 < y1 <= page.height
    first = found.pages[1].words[0]
    assert first.box[0] == pytest.approx(90, abs=2)
    assert first.box[1] < 100 < first.box[3] + 2


def test_number_and_day_in_fields_fill_the_gaps_of_the_form() -> None:
    def signed(canvas: Canvas) -> None:
        blank_form(canvas)
        field(canvas, 118, 110, "07")
        field(canvas, 382, 110, "15")
        field(canvas, 441, 110, "3")

    lines = read(pdf(signed)).text.split("\n")

    assert "Số: 07/2025/QĐ-UBND" in lines
    assert "Suối Mơ, ngày 15 tháng 3 năm 2025" in lines


def test_a_form_left_blank_stays_one_line_a_half() -> None:
    lines = read(pdf(blank_form)).text.split("\n")

    assert "Số: /2025/QĐ-UBND" in lines
    assert "Suối Mơ, ngày tháng năm 2025" in lines


def test_decomposed_letters_come_out_composed() -> None:
    text = "Trình bày giá cả và lý do thi hành"

    found = read(pdf(lambda canvas: say(canvas, 90, 100, unicodedata.normalize("NFD", text))))

    assert unicodedata.is_normalized("NFC", found.text)
    assert found.text == text


def test_a_page_turned_on_its_side_keeps_its_boxes_on_the_page() -> None:
    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(560, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Phụ lục kèm theo")

    page = read(pdf(turned)).pages[0]

    assert (page.width, page.height) == (595.0, 842.0)
    for word in page.words:
        x0, y0, x1, y1 = word.box
        assert 0 <= x0 < x1 <= page.width
        assert 0 <= y0 < y1 <= page.height
        assert x1 - x0 > y1 - y0 or len("lục") == word.end - word.start


def test_a_blank_page_is_a_page_without_words() -> None:
    found = read(pdf(heading, lambda canvas: None))

    assert len(found.pages) == 2
    assert found.pages[1].words == ()
    assert found.source == "text"
    assert found.text_layer == "ok"


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawInlineImage(Image.new("L", (600, 800), 235), 0, 0, 595, 842)


def test_a_scan_on_a_machine_without_a_page_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "available", lambda: ())

    found = failed(pdf(picture))

    assert found.code == "needs_ocr"
    assert "tesseract" in found.reason


def test_one_scanned_page_among_others_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "available", lambda: ())

    found = read(pdf(heading, heading, picture))

    assert "Trang 3" in found.warnings[0]
    assert found.text_layer == "ok"


def test_a_password_is_named_as_the_reason() -> None:
    assert failed(pdf(heading, password="bí mật")).code == "encrypted"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_file_cut_short_ends_in_a_state(share: float) -> None:
    whole = pdf(heading, heading, heading)

    found = extract(RawDocument("cắt.pdf", whole[: int(len(whole) * share)]))

    assert isinstance(found, Failed | ExtractedText)
