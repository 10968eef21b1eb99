"""What is stamped on a first page and printed under a signature, with seal and pen across it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from indexer.extract.assemble import PageRows
from indexer.extract.closings import _with_closing
from indexer.extract.ocr import heading
from indexer.extract.ocr.closing import BLOCK_DPI, ClosingLine, lines_in
from indexer.extract.rows import Glyphs, Row
from indexer.surnames import likely_name
from tests.indexer.ocr.sheets import FONTS, HEADING, sheet

RED, BLUE = (215, 30, 45), (40, 60, 170)


def stamped(text: str, degrees: float) -> Image.Image:
    """The top of a page with a red stamp in a frame, set askew."""
    page = sheet(HEADING, heading.HEADING_DPI)
    scale = heading.HEADING_DPI / 72
    font = ImageFont.truetype(str(FONTS / "Tinos-Bold.ttf"), round(14 * scale))
    stamp = Image.new("RGBA", (round(110 * scale), round(28 * scale)), (255, 255, 255, 0))
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((4, 4, stamp.width - 5, stamp.height - 5), outline=RED, width=round(scale))
    pen.text((stamp.width / 2, stamp.height / 2), text, font=font, fill=RED, anchor="mm")
    turned = stamp.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, (round(70 * scale), round(190 * scale)), turned)
    return page.crop((0, 0, page.width, round(page.height * heading.HEADING_SHARE)))


@pytest.mark.needs("scan")
@pytest.mark.parametrize(("text", "degrees"), [("HỎA TỐC", 0), ("HỎA TỐC", 14), ("THƯỢNG KHẨN", -9), ("KHẨN", 0)])
def test_a_stamp_of_urgency_is_read_however_it_was_set(text: str, degrees: float) -> None:
    (best,) = heading.read_heading(stamped(text, degrees))["urgency"]

    assert best.value == text.capitalize()
    assert best.confidence >= heading.FILL_AT
    assert best.box is not None
    assert best.box[0] < 125 < best.box[2]
    assert best.box[1] < 210 < best.box[3]


@pytest.mark.needs("scan")
def test_other_stamps_are_no_urgency() -> None:
    assert "urgency" not in heading.read_heading(stamped("CÔNG VĂN ĐẾN", 12))
    assert "urgency" not in heading.read_heading(sheet(HEADING, heading.HEADING_DPI))


def signed(name: str, colour: tuple[int, int, int] = (0, 0, 0), y: float = 140) -> Image.Image:
    """A signature block: title, seal, pen, and the name in its lower rim or below it."""
    scale = BLOCK_DPI / 72
    block = Image.new("RGB", (round(300 * scale), round(180 * scale)), "white")
    pen = ImageDraw.Draw(block)
    font = ImageFont.truetype(str(FONTS / "Tinos-Bold.ttf"), round(13 * scale))
    pen.text((150 * scale, 20 * scale), "KT. GIÁM ĐỐC", font=font, fill="black", anchor="mm")
    for radius in (48, 44):
        ends = ((105 - radius) * scale, (105 - radius) * scale, (105 + radius) * scale, (105 + radius) * scale)
        pen.ellipse(ends, outline=RED, width=round(1.5 * scale))
    pen.text((105 * scale, 95 * scale), "SỞ Y TẾ", font=font, fill=RED, anchor="mm")
    pen.text((150 * scale, y * scale), name, font=font, fill=colour, anchor="mm")
    strokes = [(90, 120), (140, 70), (150, 150), (175, 100), (240, 143)]
    pen.line([(x * scale, y * scale) for x, y in strokes], fill=BLUE, width=round(1.3 * scale), joint="curve")
    return block


@pytest.mark.needs("scan")
@pytest.mark.parametrize(("colour", "y"), [((0, 0, 0), 140), (RED, 164)])
def test_a_name_is_read_under_seal_and_pen(colour: tuple[int, int, int], y: float) -> None:
    lines = lines_in(signed("Đặng Quốc Khánh", colour, y), 200, 600)

    (read,) = [line for line in lines if line.is_name]
    assert "KT. GIÁM ĐỐC" in [line.text for line in lines]
    assert read.text == "Đặng Quốc Khánh"
    assert read.confidence > 0.6
    assert read.box[0] < 350 < read.box[2]
    assert read.box[1] < 600 + y < read.box[3]


@pytest.mark.needs("scan")
def test_no_name_is_made_of_other_words() -> None:
    assert not any(line.is_name for line in lines_in(signed("Phòng họp số 2"), 0, 0))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lê Hoàng Anh", "Lê Hoàng Anh"),
        ("- Ngyễn văn Hải.", "Nguyễn Văn Hải"),
        ("Đỗ ThịLệ Hảo", "Đỗ Thị Lệ Hảo"),
        ("Trinh Văn An", "Trịnh Văn An"),  # Trình is rare
        ("Tong Văn An", None),  # Tòng or Tống
        ("ạch Cảnh Minh Vũ", None),
        ("Lâm Đồng", None),
        ("Văn phòng", None),
        ("Y Tế", None),
        ("Giám Đốc", None),
        ("CHU TỊCH", None),
        ("VŨ TRƯỞNG", None),
        ("Trương Phòng", None),
        ("Vũ Tổ Chức Cán Bộ", None),
        ("Văn Hùng", None),  # Nguyễn was lost before it
        ("Văn Hùng Dũng", "Văn Hùng Dũng"),
        ("Mẫn Thị Hà", None),  # rare; Mận or Trần may be meant
        ("Lê Hxàng Anh", None),
        ("Trần Văn 3", None),
        ("ĐỖ THỊ LỆ", "Đỗ Thị Lệ"),
    ],
)
def test_a_name_has_a_family_name_and_syllables_of_the_language(text: str, name: str | None) -> None:
    found = likely_name(text)

    assert (found[0] if found else None) == name


def test_the_closing_takes_the_place_of_what_was_read_of_it() -> None:
    torn = Row([Glyphs("ạch", (390, 700, 410, 712), 12), Glyphs("Minh", (420, 700, 450, 712), 12)])
    rows = [
        _line("Điều 3 của Quy chế", 560),
        _line("KT. CHU TICH", 620),
        torn,
        _line("2", 730),
        _line("Chân trang", 800),
    ]
    page = PageRows(595, 842, rows, "ocr", 0.8)
    lines = [
        ClosingLine("KT. CHỦ TỊCH", 0.9, False, (365, 618, 485, 634)),
        ClosingLine("Thạch Minh", 0.9, True, (370, 697, 455, 715)),
        ClosingLine("Trần Mờ", 0.3, True, (370, 760, 455, 772)),
    ]

    improved = _with_closing(page, lines, 610, 790)

    assert [" ".join(word.text for word in row.words) for row in improved.rows] == [
        "Điều 3 của Quy chế", "KT. CHỦ TỊCH", "Thạch Minh", "Chân trang",
    ]  # fmt: skip
    assert improved.rows[2].words[0].box == (370.0, 697, 412.5, 715)


def _line(text: str, top: float) -> Row:
    return Row([Glyphs(text, (370, top, 480, top + 12), 12)])
