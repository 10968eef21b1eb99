"""What the reader of a document sees: found places, the page they stand on, the contents; knows no web."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docarchive.archive.layout import PlacedWord, boxes_of
from docarchive.archive.models import DocumentVersion, FieldValue
from indexer import highlight, query
from indexer.fold import fold
from indexer.linebreaks import soft_line_ends
from indexer.normalise import running_lines, without
from indexer.records import Box, Page, Span

Layout = Mapping[int, Sequence[PlacedWord]]
LEVELS = ("phan", "chuong", "muc", "tieumuc", "dieu")
MOST_HITS = 2000
LONG_RUN = 4
HEADING_REACH = 600
LONGEST_HEADING = 110


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page and its stretch of the text."""

    number: int
    start: int
    end: int
    width: float
    height: float
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """A found place.

    Attributes:
        index: From 1, in reading order.
        page: None in formats without pages.
        last_page: Page it ends on.
        parts: Its stretches between the running lines of a page's end it runs over.
    """

    index: int
    span: Span
    page: int | None
    last_page: int | None
    parts: tuple[Span, ...]

    def is_on(self, page: int) -> bool:
        """Whether some of it stands on a page, or nothing has pages."""
        return self.page is None or self.page <= page <= (self.last_page or self.page)


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the text that leads to another document."""

    span: Span
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of the contents.

    Attributes:
        depth: 0 for the highest level the document uses.
    """

    path: str
    heading: str
    start: int
    end: int
    page: int | None
    depth: int
    hits: int


def page_spans(version: DocumentVersion) -> Sequence[PageSpan]:
    """The pages of a version; empty in formats without pages."""
    return [PageSpan(*span) for span in version.page_spans]


def find_places(text: str, words: str, pages: Sequence[PageSpan]) -> Sequence[Place]:
    """Every place where the words of a question stand, at most ``MOST_HITS``.

    Words that stand side by side are one place, running headers and footers none. Where a long run of them is found,
    single words elsewhere are left out, but not on a page that holds all of these words: such a page is found, too.
    """
    if not words.strip():
        return []
    running = running_lines(text, [Page(page.number, page.start, page.end, page.width, page.height) for page in pages])
    said = without(text, running)
    runs = _joined(highlight.find(query.parse(words), said), said)
    longest = max((run.count for run in runs), default=0)
    least = longest // 2 if longest >= LONG_RUN else 1
    kept = _long_or_on_full_pages(runs, least, said, pages) if least > 1 else runs
    spans = [run.span for run in kept[:MOST_HITS]]
    return [
        Place(index, span, page_of(span.start, pages), page_of(span.end - 1, pages), _parts(span, running, text))
        for index, span in enumerate(spans, start=1)
    ]


def _long_or_on_full_pages(runs: Sequence[_Run], least: int, text: str, pages: Sequence[PageSpan]) -> Sequence[_Run]:
    """The long runs, and all runs of pages that have no long one but every word of the longest."""
    wanted = _words(max(runs, key=lambda run: run.count), text)
    has_long: set[int | None] = {None}
    words: dict[int | None, set[str]] = {}
    for run in runs:
        page = page_of(run.span.start, pages)
        words.setdefault(page, set()).update(_words(run, text))
        if run.count >= least:
            has_long.add(page)
    full = {page for page, held in words.items() if page not in has_long and wanted <= held}
    return [run for run in runs if run.count >= least or page_of(run.span.start, pages) in full]


def _words(run: _Run, text: str) -> set[str]:
    return set(fold(text[run.span.start : run.span.end]).lower().split())


def _parts(span: Span, running: Sequence[Span], text: str) -> tuple[Span, ...]:
    parts = []
    start = span.start
    for line in [*running[bisect_left(running, span) : bisect_left(running, Span(span.end, 0))], Span(span.end, 0)]:
        part = text[start : line.start]
        if part.strip():
            begin = start + len(part) - len(part.lstrip())
            parts.append(Span(begin, begin + len(part.strip())))
        start = line.end
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class _Run:
    span: Span
    count: int


def _joined(spans: Sequence[Span], text: str) -> list[_Run]:
    runs: list[_Run] = []
    for span in spans:
        words = len(text[span.start : span.end].split())
        if runs and not text[runs[-1].span.end : span.start].strip(" \n\t,-/"):
            last = runs.pop()
            runs.append(_Run(Span(last.span.start, span.end), last.count + words))
        else:
            runs.append(_Run(span, words))
    return runs


def page_of(offset: int, pages: Sequence[PageSpan]) -> int | None:
    """The page an offset of the text stands on."""
    for page in pages:
        if offset < page.end:
            return page.number
    return pages[-1].number if pages else None


@dataclass(frozen=True, slots=True)
class Placing:
    """Finds where fields of a version were read: what stands on no page is found by its words."""

    pages: Sequence[PageSpan]
    layout: Layout

    def heading(self, start: int, end: int) -> tuple[int, Box] | None:
        """Page and box of a heading."""
        number = page_of(start, self.pages)
        boxes = boxes_of(Span(start, end), self.layout.get(number, ())) if number else []
        return (number, around(boxes)) if number and boxes else None

    def page(self, field: FieldValue) -> int | None:
        """The page a field was read on."""
        if field.page is not None or field.start is None:
            return field.page
        return page_of(field.start, self.pages)

    def of(self, field: FieldValue) -> tuple[int, Box] | None:
        """Page and box of a field."""
        number = self.page(field)
        if number is None:
            return None
        if field.box:
            return number, (field.box[0], field.box[1], field.box[2], field.box[3])
        if field.start is None or field.end is None:
            return None
        boxes = boxes_of(Span(field.start, field.end), self.layout.get(number, ()))
        return (number, around(boxes)) if boxes else None


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them; at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def choose(
    places: Sequence[Place], wanted_hit: int | None, wanted_page: int | None, pages: int
) -> tuple[int, int | None]:
    """The page to show and the place lit on it: the asked one, else the first of the fullest.

    Args:
        pages: How many there are; 0 counts as one.
    """
    if wanted_hit and 1 <= wanted_hit <= len(places):
        place = places[wanted_hit - 1]
        return place.page or 1, place.index
    if wanted_page:
        number = max(1, min(wanted_page, max(pages, 1)))
        return number, next((place.index for place in places if place.is_on(number)), None)
    if places:
        longest = max(places, key=lambda place: (place.span.end - place.span.start, -place.index))
        first = next(
            place
            for place in places
            if place.span.end - place.span.start > 0.8 * (longest.span.end - longest.span.start)
        )
        return first.page or 1, first.index
    return 1, None


def rectangles(places: Sequence[Place], words: Sequence[PlacedWord]) -> list[dict[str, Any]]:
    """Boxes of the places of one page, as the component ``page_sheet`` takes them."""
    return [
        as_rectangle(box) | {"index": place.index}
        for place in places
        for part in place.parts
        for box in boxes_of(part, words)
    ]


def linked(links: Sequence[Link], words: Sequence[PlacedWord]) -> list[dict[str, Any]]:
    """Boxes of the links of one page, as the component ``page_sheet`` takes them."""
    return [
        as_rectangle(box) | {"url": link.url, "title": link.title}
        for link in links
        for box in boxes_of(link.span, words)
    ]


def as_rectangle(box: Box | Sequence[float]) -> dict[str, Any]:
    """A box by its corner and size."""
    width, height = box[2] - box[0], box[3] - box[1]
    return {"x": round(box[0], 1), "y": round(box[1], 1), "width": round(width, 1), "height": round(height, 1)}


def contents(version: DocumentVersion, places: Sequence[Place], text: str) -> Sequence[Part]:
    """The headings down to Điều, each with how many places stand under it."""
    rows = [row for row in version.provisions if _level(row[0]) in LEVELS]
    if not rows:
        rows = [row for row in version.provisions if row[0].count(".") < 2]
    used = sorted({LEVELS.index(_level(row[0])) for row in rows if _level(row[0]) in LEVELS})
    depth_of: Mapping[str, int] = {LEVELS[level]: depth for depth, level in enumerate(used)}
    return [
        Part(
            path, whole_heading(text, start, end) or heading, start, end, page,
            depth_of.get(_level(path), path.count(".")),
            sum(start <= place.span.start < end for place in places),
        )
        for path, heading, start, end, page in rows
    ]  # fmt: skip


def whole_heading(text: str, start: int, end: int) -> str:
    """A printed heading over all its lines, shortened where it is no heading but a whole paragraph."""
    near = text[start : min(end, start + HEADING_REACH)]
    soft = soft_line_ends(near)
    hard = next((at for at, letter in enumerate(near) if letter == "\n" and at not in soft), len(near))
    words = " ".join(near[:hard].split())
    return words if len(words) <= LONGEST_HEADING else words[:LONGEST_HEADING].rpartition(" ")[0] + "…"


def _level(path: str) -> str:
    return path.rpartition(".")[2].rpartition("-")[0]
