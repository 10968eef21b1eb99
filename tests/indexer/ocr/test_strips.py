"""Lines read by themselves, found again where they stand on the page."""

from __future__ import annotations

import pytest
from PIL import Image

from indexer.extract import headings
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord
from indexer.extract.ocr.strips import cut, read_strips
from indexer.records import Box

DPI = 144
BOXES = [(100.0, 300.0, 200.0, 312.0), (80.0, 700.0, 180.0, 714.0)]


class Ruler:
    """Reads every run of dark rows as one word."""

    name = "ruler"

    def __init__(self) -> None:
        self.pictures = 0

    def read(self, image: Image.Image, dpi: float) -> ReadPage:
        self.pictures += 1
        dark = [row for row in range(image.height) if 0 in image.crop((0, row, image.width, row + 1)).tobytes()]
        starts = [row for row in dark if row - 1 not in dark]
        ends = [row + 1 for row in dark if row + 1 not in dark]
        words = [ReadWord("x", (0, top / 2, 10, bottom / 2), 0.9) for top, bottom in zip(starts, ends, strict=True)]
        return ReadPage(tuple(ReadLine((word,)) for word in words), image.width / 2, image.height / 2)


def printed(*boxes: Box) -> Image.Image:
    page = Image.new("L", (1190, 1684), 255)
    for left, top, right, bottom in boxes:
        page.paste(0, (round(2 * left), round(2 * top), round(2 * right), round(2 * bottom)))
    return page


def test_words_of_cut_out_lines_have_their_places_on_the_page() -> None:
    read = read_strips(cut(printed(*BOXES), BOXES, DPI), Ruler(), DPI)

    assert [line.box[1::2] for line in read[0]] == [pytest.approx(box[1::2]) for box in BOXES]


def test_lines_of_several_pages_are_read_in_one_go() -> None:
    ruler = Ruler()
    strips = [strip for page, box in enumerate(BOXES) for strip in cut(printed(box), [box], DPI, page)]

    read = read_strips(strips, ruler, DPI)

    assert ruler.pictures == 1
    assert {page: [line.box[1::2] for line in lines] for page, lines in read.items()} == {
        page: [pytest.approx(box[1::2])] for page, box in enumerate(BOXES)
    }


def test_of_a_heading_only_the_open_lines_are_looked_at() -> None:
    page = printed(*BOXES)

    alone = headings._alone(page, BOXES[1:], DPI / 72)

    assert [line.box[1::2] for line in read_strips(cut(alone, BOXES, DPI), Ruler(), DPI)[0]] == [
        pytest.approx(BOXES[1][1::2])
    ]
