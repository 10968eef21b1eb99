"""A document as paragraphs, and the headings and lead-in lines each of them stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.linebreaks import soft_line_ends
from indexer.obligations.contexts import Over, read_line

_RANKS: Final = (
    (re.compile(r"(?:Phần|PHẦN|Phụ lục|PHỤ LỤC)\s"), 0.0),
    (re.compile(r"(?:Chương|CHƯƠNG)\s+[\dIVXLC]"), 1.0),
    (re.compile(r"(?:Mục|MỤC)\s+[\dIVXLC]"), 2.0),
    (re.compile(r"[“\"]?(?:Điều|ĐIỀU)\s+\d"), 3.0),
    (re.compile(r"[IVXLC]{1,6}\s*[.)/-]\s"), 3.0),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s"), 6.0),
    (re.compile(r"\d{1,2}\.\d{1,2}\.?\s"), 5.0),
    (re.compile(r"[“\"]?\d{1,3}\s*[.)]\s*(?=\D)"), 4.0),
    (re.compile(r"[“\"]?[a-zđ]\s*[.)]\s"), 7.0),
    (re.compile(r"[-–—•▪*]\s*\S"), 8.0),
    (re.compile(r"[+○◦]\s*\S"), 9.0),
)
_PLAIN: Final = 0.5  # added to the level of the heading over it
_UNDER_ARTICLE: Final = 3.5
_ITEMS: Final = 8.0  # from here on a line without a colon is never a heading
_LONGEST_HEADING: Final = 200
_RECIPIENTS: Final = re.compile(r"nơi nhận\b", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n\s*|\n")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text and what it is for what follows it.

    Attributes:
        rank: Its level, 0 the highest; None without bullet or number.
        opens: It is a heading or ends in a colon: it says something for those under it.
    """

    start: int
    end: int
    rank: float | None
    opens: bool


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text; lines broken by the paper's width are one. Lists of recipients are left out."""
    soft = soft_line_ends(text)
    at = 0
    to_recipients = False
    for end, following in _line_ends(text, soft):
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
        stop = at + len(text[at:end].rstrip())
        at = following
        if start >= stop:
            continue
        rank = _rank(text, start, stop)
        to_recipients = bool(_RECIPIENTS.match(text, start)) or (to_recipients and (rank or 0.0) >= _ITEMS)
        if not to_recipients:
            yield Paragraph(start, stop, rank, _opens(text, start, stop, rank))


def _line_ends(text: str, soft: frozenset[int]) -> Iterator[tuple[int, int]]:
    for found in _PARAGRAPH.finditer(text):
        if found.start() not in soft:
            yield found.start(), found.end()
    yield len(text), len(text)


def _rank(text: str, start: int, end: int) -> float | None:
    return next((rank for pattern, rank in _RANKS if pattern.match(text, start, min(end, start + 40))), None)


def _opens(text: str, start: int, end: int, rank: float | None) -> bool:
    if text[end - 1] == ":":
        return True
    short = end - start < _LONGEST_HEADING and text[end - 1] not in ".;,…!?"
    return rank is not None and rank < _ITEMS and short


class Outline:
    """The open headings while a document is read from above."""

    def __init__(self) -> None:
        self._open: list[tuple[float, Over]] = []

    def enter(self, rank: float | None) -> None:
        """Close the headings that a paragraph of this rank does not stand under."""
        while rank is not None and self._open and self._open[-1][0] >= rank:
            self._open.pop()

    def open(self, line: str, rank: float | None) -> None:
        """A heading or lead-in line begins to count."""
        over = read_line(line)
        if rank is None:
            rank = self._plain_rank(over)
            self.enter(rank)
        self._open.append((rank, over))

    def _plain_rank(self, over: Over) -> float:
        """A line without a number that orders something stands under the article; any other under the last heading."""
        if over.bearing in {"ordered", "addressee"} or not self._open:
            return _UNDER_ARTICLE
        last = self._open[-1][0]
        return last if last % 1 else last + _PLAIN

    @property
    def lines(self) -> Sequence[Over]:
        """What stands over the next paragraph, outermost first."""
        return [over for _, over in self._open]
