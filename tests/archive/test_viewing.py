"""Where in a document the searched words stand, and what of its pages is lit."""

from __future__ import annotations

from docarchive.archive.layout import PlacedWord
from docarchive.archive.littext import lit_text
from docarchive.archive.viewing import PageSpan, Place, choose, find_places, rectangles

PAGES = ("SỔ TAY\nMỗi hộ được cấp cây giống và\n1", "SỔ TAY\nphân bón lót trong hai năm.\n2", "SỔ TAY\nHết sổ tay.\n3")
TEXT = "\n".join(PAGES)


def spans() -> list[PageSpan]:
    starts = [TEXT.index(page) for page in PAGES]
    return [
        PageSpan(number, at, at + len(page), 595, 842, "text", 1.0)
        for number, (at, page) in enumerate(zip(starts, PAGES, strict=True), 1)
    ]


def printed(number: int) -> list[PlacedWord]:
    """Words of a page, ten points a letter, twenty points a line."""
    page, found = spans()[number - 1], []
    for row, line in enumerate(TEXT[page.start : page.end].split("\n")):
        at = TEXT.index(line, page.start)
        for word in line.split():
            start = TEXT.index(word, at)
            left = 10.0 * (start - at)
            found.append(
                PlacedWord(start, start + len(word), (left, 20.0 * row, left + 10 * len(word), 20.0 * row + 12))
            )
    return found


def place() -> Place:
    (found,) = find_places(TEXT, '"giống và phân bón"', spans())
    return found


def test_a_phrase_over_the_end_of_a_page_is_one_place_on_both_pages() -> None:
    assert [TEXT[part.start : part.end] for part in place().parts] == ["giống và", "phân bón"]
    assert (place().page, place().last_page) == (1, 2)
    assert choose([place()], None, 2, 3) == (2, 1)


def test_it_is_lit_on_the_picture_of_each_page_without_head_and_number() -> None:
    assert [box["y"] for box in rectangles([place()], printed(1))] == [20.0]
    assert [(box["x"], box["y"]) for box in rectangles([place()], printed(2))] == [(0.0, 20.0)]


def test_it_is_marked_in_the_text_of_each_page() -> None:
    first, second, _ = spans()

    assert '<mark data-hit="1">giống và</mark>\n1' in lit_text(TEXT, first.start, first.end, [place()], None, {})
    assert '\n<mark data-hit="1">phân bón</mark> lót' in lit_text(TEXT, second.start, second.end, [place()], None, {})


def test_a_running_head_is_no_place() -> None:
    assert [found.page for found in find_places(TEXT, '"sổ tay"', spans())] == [1, 3]
