"""Text layers that lie: what no page shows is left out and said, what a picture shows otherwise is read from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from indexer.extract import agreeing, extract
from indexer.extract.ocr import models, readers, strips
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord
from indexer.records import ExtractedText, RawDocument
from tests.indexer.extract.papers import HEIGHT, WIDTH, pdf

PRINTED = [
    "Ủy ban nhân dân xã yêu cầu các thôn khẩn trương rà soát",
    "danh sách hộ nghèo, hộ cận nghèo theo chuẩn mới và báo cáo",
    "kết quả về Phòng Văn hóa trước ngày 20 tháng 6 hằng năm để",
    "tổng hợp, trình Hội đồng nhân dân xem xét tại kỳ họp thường",
    "lệ giữa năm, đồng thời niêm yết công khai tại nhà văn hóa.",
    "Kinh phí thực hiện lấy từ ngân sách đã giao đầu năm cho xã.",
]
OTHER = [
    "Giám đốc Sở quyết định thưởng cho các cá nhân có tên sau đây",
    "mỗi người một khoản tiền bằng ba tháng lương cơ sở hiện hành",
    "và giao bộ phận kế toán chi trả ngay trong tuần này bằng tiền",
    "mặt, không cần chứng từ kèm theo như các khoản chi khác trước",
    "đây vẫn làm, có hiệu lực thi hành kể từ ngày ký văn bản số",
    "này và thay thế mọi quyết định đã ban hành trước đó về việc.",
]


class Eyes:
    """Sees the same lines on every page it is shown."""

    name = "eyes"

    def __init__(self, lines: Sequence[str]) -> None:
        self.pages = 0
        self._lines = lines

    def read(self, image: Image.Image, dpi: float) -> ReadPage:
        self.pages += 1
        is_whole = image.height > image.width
        tops = [100 + 18 * row for row in range(len(self._lines))] if is_whole else _strips(image, dpi)
        lines = [
            ReadLine(tuple(ReadWord(word, (80 + 30 * at, top - 11, 105 + 30 * at, top + 2), 0.9) for at, word in words))
            for top, words in ((top, enumerate(line.split())) for top, line in zip(tops, self._lines, strict=False))
        ]
        return ReadPage(tuple(lines), WIDTH, HEIGHT)


def _strips(image: Image.Image, dpi: float) -> list[float]:
    """Where the middles of the five sampled lines lie, cut out and laid under one another."""
    paper = strips._BETWEEN
    each = (image.height - paper) / agreeing._SAMPLE
    return [(paper + each * at + (each - paper) / 2) * 72 / dpi + 4 for at in range(agreeing._SAMPLE)]


@pytest.fixture
def see(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[str]], Eyes]:
    def looking(lines: Sequence[str]) -> Eyes:
        eyes = Eyes(lines)
        monkeypatch.setattr(readers, "available", lambda: (eyes,))
        monkeypatch.setattr(models, "are_available", lambda: False)
        return eyes

    return looking


def lines(canvas: Canvas, texts: Sequence[str], mode: Literal[0, 3] = 0, colour: float = 0.0) -> None:
    """Lines from the top of a page; mode 3 is drawn in no ink."""
    for row, line in enumerate(texts):
        drawn = canvas.beginText(80, HEIGHT - 100 - 18 * row)
        drawn.setFont("Tinos", 12)
        drawn.setTextRenderMode(mode)
        drawn.setFillGray(colour)
        drawn.textOut(line)
        canvas.drawText(drawn)


def scan_with_hidden(texts: Sequence[str]) -> bytes:
    """A picture with dark bars where lines of text stand, and a text in no ink."""

    def page(canvas: Canvas) -> None:
        scan(canvas)
        lines(canvas, texts, mode=3)

    return pdf(page)


def scan(canvas: Canvas) -> None:
    paper = Image.new("L", (595, 842), 250)
    for row in range(len(PRINTED)):
        paper.paste(40, (80, 92 + 18 * row, 420, 100 + 18 * row))
    canvas.drawInlineImage(paper, 0, 0, WIDTH, HEIGHT)


def read(content: bytes) -> ExtractedText:
    found = extract(RawDocument("tệp.pdf", content))
    assert isinstance(found, ExtractedText)
    return found


@pytest.mark.parametrize("hide", [{"mode": 3}, {"colour": 1.0}], ids=["in no ink", "in white"])
def test_words_nobody_sees_on_a_printed_page_are_left_out_and_said(hide: dict[str, float]) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, PRINTED)
        canvas.translate(0, -400)
        lines(canvas, OTHER, **hide)  # type: ignore[arg-type]

    found = read(pdf(page))

    assert found.text.split("\n") == PRINTED
    assert found.text_layer == "contradicts_page"
    assert "chữ ẩn" in found.warnings[0]


def test_words_off_the_page_are_left_out() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, PRINTED)
        canvas.translate(0, -HEIGHT)
        lines(canvas, OTHER)

    assert read(pdf(page)).text.split("\n") == PRINTED


def test_white_words_on_a_dark_ground_are_seen() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.1)
        canvas.rect(70, HEIGHT - 230, 400, 160, fill=1, stroke=0)
        lines(canvas, PRINTED, colour=1.0)

    found = read(pdf(page))

    assert found.text.split("\n") == PRINTED
    assert (found.text_layer, found.warnings) == ("ok", ())


def test_a_hidden_text_that_says_what_the_scan_shows_is_kept(see: Callable[[Sequence[str]], Eyes]) -> None:
    see(PRINTED)

    found = read(scan_with_hidden(PRINTED))

    assert found.text.split("\n") == PRINTED
    assert (found.text_layer, found.source) == ("ok", "text")


def test_a_hidden_text_that_says_something_else_gives_way_to_the_scan(see: Callable[[Sequence[str]], Eyes]) -> None:
    see(PRINTED)

    found = read(scan_with_hidden(OTHER))

    assert found.text.split("\n") == PRINTED
    assert (found.text_layer, found.source) == ("contradicts_page", "ocr")
    assert "khác với hình trang" in found.warnings[0]


def mixed_up(text: str) -> str:
    """Every letter another one, as a wrong table from glyphs to letters makes it."""
    return "".join(chr((ord(letter.lower()) * 7) % 26 + 97) if letter.isalpha() else letter for letter in text)


def test_letters_mixed_up_without_an_odd_sign_are_read_from_the_page(see: Callable[[Sequence[str]], Eyes]) -> None:
    see(PRINTED)

    found = read(pdf(lambda canvas: lines(canvas, [mixed_up(line) for line in PRINTED])))

    assert found.text.split("\n") == PRINTED
    assert found.text_layer == "broken"


def test_another_language_is_believed_after_a_look_at_a_few_pages(see: Callable[[Sequence[str]], Eyes]) -> None:
    english = ["The provincial committee shall publish all of its records within thirty days of the session."] * 6
    eyes = see(english)

    found = read(pdf(*[lambda canvas: lines(canvas, english)] * 6))

    assert (found.text_layer, found.source) == ("ok", "text")
    assert eyes.pages == 3
