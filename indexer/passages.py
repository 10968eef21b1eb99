"""Cutting a text into the passages a hit points to: khoản, Điều, paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Final

from indexer.linebreaks import soft_line_ends
from indexer.normalise import without
from indexer.records import Page, Passage, Provision, Span

LONGEST: Final = 1_200
_SHORT: Final = 60  # a paragraph below this joins the next one: headings, lone numbers
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n")
_SENTENCE = re.compile(r"(?<=[.;:!?…])\s+")
_LABELS: Final = {
    "phuluc": "Phụ lục", "danhmuc": "Danh mục", "mau": "Mẫu", "phan": "Phần", "chuong": "Chương", "muc": "Mục",
    "dieu": "Điều", "khoan": "khoản", "diem": "điểm",
}  # fmt: skip


def cut(
    text: str, provisions: Sequence[Provision] = (), pages: Sequence[Page] = (), running: Sequence[Span] = ()
) -> tuple[Passage, ...]:
    """Cut a text; the passages are in order, do not overlap and leave out nothing but blanks and running lines.

    A passage never crosses the beginning of an Điều or khoản, and a page's end only as the one sentence that runs over
    it; longer ones are parted between sentences. Lines broken by the paper's width are one paragraph.

    Args:
        running: Running headers and footers, in order.
    """
    text = without(text, running)
    heads = sorted(provisions, key=lambda provision: provision.start)
    starts = [provision.start for provision in heads]
    page_starts = [page.start for page in pages]
    soft = soft_line_ends(text)
    turns = [at for at in page_starts if _runs_over(text, at, soft)]
    heading = (p.start for p in heads if _level(p) not in {"diem", ""})
    edges = sorted({0, len(text), *heading, *page_starts} - set(turns))
    found = []
    for start, end in pairwise(edges):
        head = bisect_right(starts, start) - 1
        label = _label(heads[head].path) if head >= 0 and start < heads[head].end else None
        inside = turns[bisect_right(turns, start) : bisect_left(turns, end)]
        for first, last in _pieces(text, start, end, soft, inside):
            page = bisect_right(page_starts, first) - 1
            number = pages[page].number if page >= 0 else None
            turn = bisect_right(inside, first)
            runs_over = turn < len(inside) and inside[turn] < last
            found.append(Passage(first, last, number, label, inside[turn] if runs_over else None))
    return tuple(found)


def _runs_over(text: str, page_start: int, soft: Set[int]) -> bool:
    """Whether the sentence goes on behind a page's end."""
    at = page_start
    while at and text[at - 1].isspace():
        at -= 1
    return text.find("\n", at, page_start + 1) in soft


def _pieces(text: str, start: int, end: int, soft: Set[int], turns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs; short ones joined to the next, long ones parted between sentences."""
    open_at: int | None = None
    for first, last in _paragraphs(text, start, end, soft):
        first = first if open_at is None else open_at
        open_at = None
        if last - first < _SHORT and last < end:
            open_at = first
            continue
        for begin, close in _turned(text, first, last, turns):
            yield from _parted(text, begin, close)
    if open_at is not None:
        yield from _parted(text, *_trimmed(text, open_at, end))


def _paragraphs(text: str, start: int, end: int, soft: Set[int]) -> Iterator[tuple[int, int]]:
    at = start
    for match in _PARAGRAPH.finditer(text, start, end):
        if match.start() in soft:
            continue
        if text[at : match.start()].strip():
            yield _trimmed(text, at, match.start())
        at = match.end()
    if text[at:end].strip():
        yield _trimmed(text, at, end)


def _turned(text: str, start: int, end: int, turns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A paragraph, with the sentence that runs over a page's end apart."""
    for turn in turns[bisect_right(turns, start) : bisect_left(turns, end)]:
        if turn <= start:
            continue
        before = [match.end() for match in _SENTENCE.finditer(text, max(start, turn - LONGEST // 2), turn)]
        first = before[-1] if before else max(start, text.rfind(" ", start, max(start, turn - LONGEST // 2)) + 1)
        after = _SENTENCE.search(text, turn, min(end, turn + LONGEST // 2))
        last = after.end() if after else min(end, text.find(" ", turn + LONGEST // 2) + 1 or end)
        if text[start:first].strip():
            yield _trimmed(text, start, first)
        yield _trimmed(text, first, last)
        start = last
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        breaks = [match.end() for match in _SENTENCE.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut_at = breaks[-1] if breaks else text.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
        if text[start:cut_at].strip():
            yield _trimmed(text, start, cut_at)
        start = cut_at
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _level(provision: Provision) -> str:
    return provision.path.rpartition(".")[2].partition("-")[0]


def provision_words(path: str) -> str:
    """Where a provision stands, as one says it: ``Điều 3, khoản 1``; without an Điều from the khoản or điểm on."""
    names = _names(path)
    first = next((at for at, (name, _) in enumerate(names) if name in ("Điều", "khoản", "điểm")), len(names) - 1)
    words = ", ".join(f"{name} {value}" for name, value in names[max(first, 0) :])
    return words[:1].upper() + words[1:]


def _label(path: str) -> str | None:
    """``chuong-2.dieu-3.khoan-1`` → ``Điều 3, khoản 1``: from the Điều on where there is one."""
    names = _names(path)
    articles = [at for at, (name, _) in enumerate(names) if name == "Điều"]
    names = names[articles[0] :] if articles else names[-1:]
    return ", ".join(f"{name} {value}" for name, value in names) or None


def _names(path: str) -> list[tuple[str, str]]:
    levels = [part.partition("-")[::2] for part in path.split(".")]
    return [(_LABELS[level], value) for level, value in levels if level in _LABELS]
