"""Number and date of a first page that stand there only as a picture: written by hand, stamped, or drawn as shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as raw

from indexer.extract import allowance
from indexer.extract.assemble import PageRows
from indexer.extract.layout import Glyphs, Row
from indexer.fold import fold_lower
from indexer.records import Box, Suggestion

if TYPE_CHECKING:
    from PIL import Image

Offers = Mapping[str, tuple[Suggestion, ...]]
_DEEPEST_FORM: Final = 3
_MOST_OBJECTS: Final = 5_000
_GAP: Final = 6.0
_AROUND: Final = 10.0  # points above and below a line, for strokes that stick out
_TOP: Final = 0.32
_NUMBER_WORDS = re.compile(r"\W{0,3}s[o0e6]\w?\W")
_DAY_WORDS = re.compile(r"\W{0,2}ng.y")


def offers(opened: Any, index: int, dates: Sequence[date], only: Sequence[Box] = ()) -> Offers:
    """What the reader of headings suggests for a page; nothing where the machine has none.

    Args:
        dates: What the file states of when it was made.
        only: Lines to look at, where the text of all others is known.
    """
    from indexer.extract.ocr import heading

    if not heading.is_available():
        return {}
    allowance.picture_page()
    page = opened[index]
    _, height = page.get_size()
    reach = max((line[3] + _AROUND for line in only), default=height)
    end = min(height * heading.HEADING_SHARE, reach)
    scale = heading.HEADING_DPI / 72
    top = page.render(scale=scale, crop=(0, height - end, 0, 0)).to_pil()
    page.close()
    return heading.read_heading(_alone(top, only, scale), dates, heading.HEADING_DPI, index + 1)


def _alone(top: Image.Image, lines: Sequence[Box], scale: float) -> Image.Image:
    """The picture with nothing on it but these lines, over its whole width; as it is where none are given."""
    if not lines:
        return top
    paper = top.copy()
    paper.paste("white", (0, 0, *top.size))
    for _, upper, _, lower in lines:
        band = (0, max(0, round((upper - _AROUND) * scale)), top.width, round((lower + _AROUND) * scale))
        paper.paste(top.crop(band), band[:2])
    return paper


def with_offers(page: PageRows, offers: Offers) -> PageRows:
    """A page that was read as a picture, with number and day as the closer reading is sure of them."""
    number, day = (next(iter(offers.get(name, ())), None) for name in ("number", "issued_on"))
    page = _with(page, number, _NUMBER_WORDS, lambda said: ["Số:", said])
    return _with(page, day, _DAY_WORDS, _day_words)


def _with(
    page: PageRows, offer: Suggestion | None, begins: re.Pattern[str], words_for: Callable[[str], list[str]]
) -> PageRows:
    """The words from the one that ``begins`` the field to the end of its box, in other words."""
    from indexer.extract.ocr.heading import FILL_AT

    if offer is None or offer.confidence < FILL_AT or offer.box is None:
        return page
    left, top, right, bottom = offer.box
    for row in page.rows:
        box = row.box
        if not top < (box[1] + box[3]) / 2 < bottom:
            continue
        places = [at for at, word in enumerate(row.words) if left < (word.box[0] + word.box[2]) / 2 < right]
        first = next((at for at in places if begins.match(fold_lower(row.words[at].text))), None)
        if first is not None:
            last = places[-1] + 1
            wanted = words_for(offer.value)
            if [word.text for word in row.words[first:last]] != wanted:
                row.words[first:last] = _shared(row.words[first:last], wanted)
            return page
    return page


def _shared(words: Sequence[Glyphs], texts: Sequence[str]) -> list[Glyphs]:
    """Other words in the place of these, each with its share of it."""
    left, top, right, bottom = Row(list(words)).box
    letters = [len(text) + 1 for text in texts]
    step = (right - left) / (sum(letters) - 1)
    starts = [left + step * sum(letters[:at]) for at in range(len(texts))]
    return [
        words[0]._replace(text=text, box=(start, top, start + step * len(text), bottom))
        for text, start in zip(texts, starts, strict=True)
    ]


def _day_words(iso: str) -> list[str]:
    """As the decree has days written: with a nought before days below ten and months below three."""
    day = date.fromisoformat(iso)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return ["ngày", f"{day.day:02}", "tháng", month, "năm", str(day.year)]


def drawn_blanks(opened: Any, index: int, rows: Sequence[Row]) -> list[Box]:
    """Where the text of a form leaves number or day open, if something is drawn at one of these places."""
    _, height = opened.get_page_size(index)
    blanks = [gap for row in rows for gap in _blanks(row) if gap[1] < height * _TOP]
    if not blanks:
        return []
    page = opened[index]
    filled = any(_covers(box, blanks) for box in _drawn(page, *page.get_size()))
    page.close()
    return blanks if filled else []


def _blanks(row: Row) -> list[Box]:
    gaps: list[Box] = []
    for left, right in pairwise(row.words):
        before, after = left.text.lower(), right.text.lower()
        is_open = (before in ("số:", "số") and after.startswith("/")) or (before == "ngày" and after == "tháng")
        if is_open and right.box[0] - left.box[2] > _GAP:
            gaps.append((left.box[2], row.box[1], right.box[0], row.box[3]))
    return gaps


def _drawn(page: Any, width: float, height: float) -> list[Box]:
    """Boxes of shapes and pictures smaller than half the page's width; larger ones are background."""
    found: list[Box] = []
    for place, item in enumerate(page.get_objects(max_depth=_DEEPEST_FORM)):
        if item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            left, bottom, right, top = item.get_bounds()
            if right - left < width / 2:
                found.append((left, height - top, right, height - bottom))
        if place > _MOST_OBJECTS:
            break
    return found


def _covers(box: Box, blanks: Sequence[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(blank[0] <= x <= blank[2] and blank[1] - _GAP <= y <= blank[3] + _GAP for blank in blanks)
