"""Between what a reader sees of a page and what the file says: boxes and turned pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic

from signatures.pdf.records import Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        crop: The part of the page that is shown, in the file's own coordinates: left, bottom, right, top.
        turn: Degrees clockwise it is shown turned by: 0, 90, 180 or 270.
        widgets: References of its annotations.
    """

    number: int
    crop: Box
    turn: int
    widgets: frozenset[Any]

    @property
    def width(self) -> float:
        """Width as seen."""
        return self.crop[2] - self.crop[0] if self.turn % 180 == 0 else self.crop[3] - self.crop[1]

    @property
    def height(self) -> float:
        """Height as seen."""
        return self.crop[3] - self.crop[1] if self.turn % 180 == 0 else self.crop[2] - self.crop[0]


def pages_of(handler: Any, max_pages: int) -> list[Page]:
    """List the pages of a file or of an earlier state of it, at most so many."""
    return [_page(number, page) for number, page in enumerate(page_objects(handler.root, max_pages), start=1)]


def page_objects(root: Any, max_pages: int) -> list[dict[str, Any]]:
    """List pages with what they inherit; loops and nonsense in the tree of pages are left out."""
    found: list[dict[str, Any]] = []
    waiting: list[tuple[Any, dict[str, Any], int]] = [(root.raw_get("/Pages"), {}, 0)]
    looked_at = 0
    while waiting and len(found) < max_pages and looked_at < 4 * max_pages:
        held, inherited, depth = waiting.pop()
        node, looked_at = resolved(held), looked_at + 1
        if not isinstance(node, generic.DictionaryObject) or depth > 40:
            continue
        known = inherited | {key: node.raw_get(key) for key in _INHERITED if key in node}
        if "/Kids" in node:
            waiting += [(kid, known, depth + 1) for kid in reversed(raw_items(node["/Kids"])[: 4 * max_pages])]
        else:
            found.append({key: node.raw_get(key) for key in node} | known)
    return found


_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


def _page(number: int, page: dict[str, Any]) -> Page:
    turn = int(resolved(page.get("/Rotate", 0))) % 360
    notes = resolved(page.get("/Annots"))
    widgets = frozenset(note.reference for note in notes or () if isinstance(note, generic.IndirectObject))
    return Page(number, _crop(page), turn if turn in (90, 180, 270) else 0, widgets)


def _crop(page: dict[str, Any]) -> Box:
    media = _rectangle(page.get("/MediaBox")) or (0.0, 0.0, 595.0, 842.0)
    crop = _rectangle(page.get("/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media


def _rectangle(value: Any) -> Box | None:
    value = resolved(value)
    if not isinstance(value, generic.ArrayObject) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(resolved(part)) for part in value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def resolved(value: Any) -> Any:
    """Follow a reference."""
    return value.get_object() if isinstance(value, generic.IndirectObject) else value


def raw_items(array: Any) -> list[Any]:
    """The items of an array, references as such; none where it is no array."""
    return [array.raw_get(place) for place in range(len(array))] if isinstance(array, generic.ArrayObject) else []


def file_box(box: Box, page: Page) -> Box:
    """Turn a box as seen into one in the file's coordinates: left, bottom, right, top."""
    corners = [_to_file(x, y, page) for x, y in (box[:2], box[2:])]
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def seen_box(box: Any, page: Page) -> Box:
    """Turn a box in the file's coordinates into one as seen."""
    left, bottom, right, top = page.crop
    points = []
    for x, y in (box[:2], box[2:]):
        seen = {
            0: (x - left, top - y),
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }
        points.append(seen[page.turn])
    (x0, y0), (x1, y1) = points
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _to_file(x: float, y: float, page: Page) -> tuple[float, float]:
    left, bottom, right, top = page.crop
    points = {
        0: (left + x, top - y),
        90: (left + y, bottom + x),
        180: (right - x, bottom + y),
        270: (right - y, top - x),
    }
    return points[page.turn]
