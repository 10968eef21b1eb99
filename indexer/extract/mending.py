"""Puts right what a text layer says: letters of old fonts, torn letters, fields laid over a picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from indexer.extract.fonts import convert, is_legacy
from indexer.extract.judging import share_of, text_of
from indexer.extract.layout import Glyphs, Row, fill
from indexer.extract.letters import clean_word
from indexer.records import Box


def in_unicode(words: Sequence[Glyphs]) -> tuple[list[Glyphs], str]:
    """Words set in fonts of the years before Unicode, converted; and the encoding they were in."""
    if not any(is_legacy(word.font) for word in words):
        return list(words), "unicode"
    found: list[Glyphs] = []
    encoding = "unicode"
    for font, group in groupby(words, key=lambda word: word.font if is_legacy(word.font) else ""):
        members = list(group)
        if font:
            members, encoding = _converted(members, font)
        found += members
    return found, encoding


def by_content(words: Sequence[Glyphs]) -> tuple[list[Glyphs], str]:
    """Words no font gave away, converted where that makes Vietnamese of them."""
    converted, encoding = _converted(words, None)
    before, after = share_of(words), share_of(converted)
    if encoding == "unicode" or before is None or after is None or after < before + 0.2:
        return list(words), "unicode"
    return converted, encoding


def _converted(words: Sequence[Glyphs], font: str | None) -> tuple[list[Glyphs], str]:
    text, encoding = convert(text_of(words), font)
    parts = text.split(" ")
    if len(parts) != len(words):
        parts = [convert(word.text, font)[0] for word in words]
    return [
        word._replace(text=clean_word(part) or word.text) for word, part in zip(words, parts, strict=True)
    ], encoding


def torn_lines(rows: Sequence[Row], torn: Sequence[Box]) -> list[tuple[int, Box]]:
    """Places of the lines some of whose letters are torn, and their boxes with those letters."""
    found: list[tuple[int, Box]] = []
    for place, row in enumerate(rows):
        box = row.box
        letters = [letter for letter in torn if _overlaps(box, letter)]
        if letters:
            left, right = min(letter[0] for letter in letters), max(letter[2] for letter in letters)
            found.append((place, (min(box[0], left), box[1], max(box[2], right), box[3])))
    return found


def with_lines_read(rows: Sequence[Row], lines: Sequence[tuple[int, Box]], seen: Sequence[Row]) -> list[Row]:
    """The given lines as a page reader sees them, all others as the text layer has them."""
    boxes = dict(lines)
    found: list[Row] = []
    for place, row in enumerate(rows):
        box = boxes.get(place)
        if box is None:
            found.append(row)
            continue
        words = [word for other in seen for word in other.words if _is_inside(word.box, box)]
        found.append(Row(sorted(words, key=lambda word: word.box[0])) if words else row)
    return found


def with_fields(seen: Sequence[Row], fields: Sequence[Row]) -> list[Row]:
    """A read picture with the text of the fields that lie on it: they are exact where reading is a guess."""
    boxes = [word.box for row in fields for word in row.words]
    kept = [Row([word for word in row.words if not any(_is_inside(word.box, box) for box in boxes)]) for row in seen]
    return fill([row for row in kept if row.words], list(fields))


def _overlaps(line: Box, letter: Box) -> bool:
    reach = line[3] - line[1]
    across = line[0] - reach <= letter[0] and letter[2] <= line[2] + reach
    return across and min(line[3], letter[3]) - max(line[1], letter[1]) > 0.5 * (letter[3] - letter[1])


def _is_inside(word: Box, box: Box) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] - 10 <= x <= box[2] + 10 and box[1] <= y <= box[3]
