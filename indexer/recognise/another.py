"""A second document in the same file: head lines, a number of its own and a date stand together once more."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.numbers import find_all
from indexer.recognise import words
from indexer.recognise.header import is_date_line
from indexer.recognise.lines import Sheet, TextLine

_ABOVE, _BELOW = 4, 9  # lines of a heading before and after its head line


@dataclass(frozen=True)
class Another:
    """Where the second document begins, and its number."""

    start: int
    page: int | None
    number: str


def read_another(sheet: Sheet, own: str | None, after: int) -> Another | None:
    """The first document behind the one this file is read as; forms and annexes have no number of their own.

    Args:
        own: The number of the document; the consolidated text has it at its end.
        after: Where its body begins.
    """
    if own is None:
        return None
    for at, line in enumerate(sheet.lines):
        if line.start > after and words.HEAD_LINE.search(line.folded):
            near = sheet.lines[max(0, at - _ABOVE) : at + _BELOW]
            number = _number(near, line.page)
            if number and number.upper() != own.upper() and any(_is_dated(other) for other in near):
                first = min(near, key=lambda other: (other.page != line.page, other.start))
                return Another(min(first.start, line.start), line.page, number)
    return None


def _number(near: tuple[TextLine, ...], page: int | None) -> str | None:
    for line in near:
        label = words.NUMBER_LABEL.match(line.folded)
        found = find_all(line.text) if label and line.page == page and line.text[:1].isupper() else ()
        if found and found[0].start <= (label.end() if label else 0) + 1:
            return found[0].number.text
    return None


def _is_dated(line: TextLine) -> bool:
    date = words.DATE.search(line.folded)
    return is_date_line(line) and date is not None and date["day"].isdigit() and date["month"].isdigit()
