"""Lines that run along at the top or bottom of the pages: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from indexer.fold import fold
from indexer.records import Page, Span

_EDGE_LINES: Final = 2  # lines looked at on each edge of a page
_LEAST_PAGES: Final = 3
_LEAST_SHARE: Final = 0.5
_PAGE_NUMBER = re.compile(r"\s*[-–—.]*\s*(?:trang\s*:?\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—.]*\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SHOWN = re.compile(r"\S")
_LONGEST_NUMBER: Final = 40  # characters of a line that holds a page number only


def running_lines(text: str, pages: Sequence[Page]) -> tuple[Span, ...]:
    """Lines no sentence runs through: numbers that count the pages, and lines most pages share at the same edge.

    What the first page begins with stays: there it is the heading, and nothing runs on through it.

    Returns:
        Spans of whole lines, in order.
    """
    edges = [(page, top, line) for page in pages for top in (True, False) for line in _edge(text, page, top=top)]
    steps = Counter((top, int(match[1]) - page.number) for page, top, line in edges if (match := _number(text, line)))
    same = Counter({key: len(numbers) for key, numbers in _pages_by_key(text, edges).items()})
    enough = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    found = set()
    for page, top, line in edges:
        match = _number(text, line)
        counts = match is not None and (steps[top, int(match[1]) - page.number] >= 2 or int(match[1]) == page.number)
        opens = top and page is pages[0]
        if counts or (same[top, _key(text, line)] >= enough and not opens):
            found.add(line)
    return tuple(sorted(found))


def without(text: str, running: Sequence[Span]) -> str:
    """A text with its running lines blanked out, as long as before: what they part stands on neighbouring lines.

    Args:
        running: Whole lines, in order.
    """
    pieces: list[str] = []
    at = 0
    for start, end in _gaps(text, running):
        pieces += [text[at:start], "\n", " " * (end - start - 1)]
        at = end
    return "".join([*pieces, text[at:]])


def _gaps(text: str, running: Sequence[Span]) -> Iterator[Span]:
    """Running lines with the blanks around them."""
    first = 0
    last = -1
    for line in running:
        if last >= 0 and not _SHOWN.search(text, last, line.start):
            last = line.end
            continue
        if last >= 0:
            yield _with_blanks(text, first, last)
        first, last = line
    if last >= 0:
        yield _with_blanks(text, first, last)


def _with_blanks(text: str, start: int, end: int) -> Span:
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return Span(start, max(end, start + 1))


def _edge(text: str, page: Page, *, top: bool) -> list[Span]:
    lines = []
    at = page.start
    for line in text[page.start : page.end].split("\n"):
        if line.strip():
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    if len(lines) < 2 * _EDGE_LINES:  # a nearly empty page has no edges, only a first and a last line
        return lines[:1] if top else lines[1:][-1:]
    return lines[:_EDGE_LINES] if top else lines[-_EDGE_LINES:]


def _number(text: str, line: Span) -> re.Match[str] | None:
    return _PAGE_NUMBER.fullmatch(text, line.start, line.end) if line.end - line.start <= _LONGEST_NUMBER else None


def _key(text: str, line: Span) -> str:
    return _DIGITS.sub("#", " ".join(fold(text[line.start : line.end]).lower().split()))


def _pages_by_key(text: str, edges: Sequence[tuple[Page, bool, Span]]) -> dict[tuple[bool, str], set[int]]:
    pages: dict[tuple[bool, str], set[int]] = {}
    for page, top, line in edges:
        if not _number(text, line):
            pages.setdefault((top, _key(text, line)), set()).add(page.number)
    return pages
