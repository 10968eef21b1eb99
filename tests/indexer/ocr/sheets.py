"""Draws the pages the tests of the scan readers read, as a scanner would deliver them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parents[3] / "scripts" / "demodata" / "fonts"
WIDTH, HEIGHT = 595, 842

HEADING = (
    (85, 60, "ỦY BAN NHÂN DÂN"),
    (95, 76, "TỈNH SÔNG MÂY"),
    (85, 110, "Số: 136/KH-UBND"),
    (265, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (310, 76, "Độc lập - Tự do - Hạnh phúc"),
    (290, 110, "Sông Mây, ngày 17 tháng 6 năm 2026"),
    (260, 160, "KẾ HOẠCH"),
    (150, 180, "Phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026"),
)
BODY = "Thực hiện nhiệm vụ được giao, các sở, ban, ngành khẩn trương báo cáo kết quả"
FULL_PAGE = (*HEADING, *((85, 214 + 20 * row, BODY) for row in range(12)))


def sheet(texts: Iterable[tuple[float, float, str]], dpi: int, degrees: float = 0.0) -> Image.Image:
    """A page with texts at points from its top left, laid askew by some degrees."""
    scale = dpi / 72
    page = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    font = ImageFont.truetype(str(FONTS / "Tinos-Regular.ttf"), round(13 * scale))
    pen = ImageDraw.Draw(page)
    for x, y, text in texts:
        pen.text((x * scale, y * scale), text, font=font, fill="black")
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white") if degrees else page
