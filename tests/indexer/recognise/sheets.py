"""Documents of the tests: printed pages made of lines with places, and plain texts as Word gives them."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records import ExtractedText, Line, Page, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, MIDDLE, RIGHT = 150.0, 311.0, 410.0
_LETTER = 5.6  # width of a letter in points


@dataclass(frozen=True)
class Printed:
    """One line: its text, the middle of its line from the left, its top from above."""

    text: str
    middle: float
    top: float
    bold: bool = False
    size: float = 13.0


def left(text: str, top: float, *, bold: bool = False) -> Printed:
    return Printed(text, LEFT, top, bold)


def right(text: str, top: float, *, bold: bool = False) -> Printed:
    return Printed(text, RIGHT, top, bold)


def middle(text: str, top: float, *, bold: bool = True) -> Printed:
    return Printed(text, MIDDLE, top, bold)


def body(*texts: str, top: float) -> list[Printed]:
    """Lines of running text from the left margin."""
    return [Printed(text, 85 + len(text) * _LETTER / 2, top + 18 * at) for at, text in enumerate(texts)]


HEAD = [
    right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 57, bold=True),
    right("Độc lập - Tự do - Hạnh phúc", 75, bold=True),
]


def pages(*printed: list[Printed]) -> ExtractedText:
    """A document of pages with fixed places, in the given order of reading."""
    texts: list[str] = []
    made: list[Page] = []
    place = 0
    for number, lines in enumerate(printed, start=1):
        page = _page(number, lines, place)
        texts.append("\n".join(line.text for line in lines))
        made.append(page)
        place = page.end + 1
    return ExtractedText("\n".join(texts), tuple(made))


def plain(text: str) -> ExtractedText:
    """A document without pages."""
    return ExtractedText(text)


def _page(number: int, printed: list[Printed], start: int) -> Page:
    lines: list[Line] = []
    words: list[Word] = []
    place = start
    for line in printed:
        x0 = line.middle - len(line.text) * _LETTER / 2
        at = 0
        for word in line.text.split(" "):
            if word:
                box = (x0 + at * _LETTER, line.top, x0 + (at + len(word)) * _LETTER, line.top + line.size)
                words.append(Word(place + at, place + at + len(word), box))
            at += len(word) + 1
        box = (x0, line.top, x0 + len(line.text) * _LETTER, line.top + line.size)
        lines.append(Line(place, place + len(line.text), box, line.size, line.bold))
        place += len(line.text) + 1
    return Page(number, start, place - 1, WIDTH, HEIGHT, tuple(words), tuple(lines))
