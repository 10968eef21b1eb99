"""Lines read by themselves, found again where they stand on the page."""

from __future__ import annotations

import pytest
from PIL import Image

from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord
from indexer.extract.ocr.strips import read_strips

DPI = 144
BOXES = [(100.0, 300.0, 200.0, 312.0), (80.0, 700.0, 180.0, 714.0)]


class Ruler:
    """Reads every run of dark rows as one word."""

    name = "ruler"

    def read(self, image: Image.Image, dpi: float) -> ReadPage:
        dark = [row for row in range(image.height) if 0 in image.crop((0, row, image.width, row + 1)).tobytes()]
        starts = [row for row in dark if row - 1 not in dark]
        ends = [row + 1 for row in dark if row + 1 not in dark]
        words = [ReadWord("x", (0, top / 2, 10, bottom / 2), 0.9) for top, bottom in zip(starts, ends, strict=True)]
        return ReadPage(tuple(ReadLine((word,)) for word in words), image.width / 2, image.height / 2)


def test_words_of_cut_out_lines_have_their_places_on_the_page() -> None:
    page = Image.new("L", (1190, 1684), 255)
    for left, top, right, bottom in BOXES:
        page.paste(0, (round(2 * left), round(2 * top), round(2 * right), round(2 * bottom)))

    read = read_strips(page, BOXES, Ruler(), DPI)

    assert [line.box[1::2] for line in read.lines] == [pytest.approx(box[1::2]) for box in BOXES]
    assert (read.width, read.height) == (595, 842)
