"""The middle of the page "Toàn văn": one page of a document as picture or text, with what was found on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from markupsafe import Markup

from docarchive.archive import viewing
from docarchive.archive.littext import lit_text
from docarchive.archive.models import Document, DocumentVersion, FieldValue
from docarchive.archive.presenting import field_box
from docarchive.archive.services.printing import is_printable
from docarchive.archive.viewing import Layout
from indexer.records import Box

POOR = 0.85
NO_PAGES = "Tệp này không chia trang. Dưới đây là toàn bộ chữ."
NOT_PRINTED = "Tệp Word này chưa có ảnh trang. Dưới đây là toàn bộ chữ."
PRINTED = "Ảnh dựng từ tệp Word: chữ đúng như tệp, cách xuống trang có thể khác bản in."


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page and place of a version a reader asked for.

    Attributes:
        words: Searched words.
        carried: What every address of the document keeps, the words included.
        hit: Asked place, from 1, or None.
        page: Asked page, from 1, or None.
        mode: ``anh`` or ``chu``.
        part: Path of the provision asked for: ``dieu-3``.
        frame: A box to show on the asked page, as a quote's of a direction.
    """

    words: str
    hit: int | None
    page: int | None
    mode: str
    ordinal: int | None = None
    part: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    frame: Box | None = None


class Viewer:
    """The middle of the page "Toàn văn": one page of one version with the found places lit."""

    def __init__(
        self, document: Document, version: DocumentVersion, text: str, layout: Layout, shown: Shown,
        field: FieldValue | None = None, cited: Sequence[viewing.Link] = (),
    ) -> None:  # fmt: skip
        self.document, self.version, self.text, self.shown, self.field = document, version, text, shown, field
        self.cited = cited
        self.pages = viewing.page_spans(version)
        self.places = viewing.find_places(text, shown.words, self.pages)
        self.placing = viewing.Placing(self.pages, layout)
        self.part = next((row for row in version.provisions if row[0] == shown.part), None)
        wanted = shown.page or (self.placing.page(field) if field else None) or self._page_of_part()
        self.number, self.hit = viewing.choose(self.places, shown.hit, wanted, len(self.pages))
        self._words = layout.get(self.number, [])

    def address(self, **values: Any) -> str:
        """The address of this page with some values changed."""
        kept = {**self.shown.carried, "xem": "chu" if self.shown.mode == "chu" else None, "ban": self.shown.ordinal}
        return url_for("archive.document", document_id=self.document.id, **{**kept, **values})

    def contents(self) -> list[dict[str, Any]]:
        """The contents by Điều with the number of found places."""
        parts = viewing.contents(self.version, self.places, self.text)
        current = self._current_part(parts)
        return [
            {
                "label": part.heading, "depth": part.depth, "hits": part.hits, "current": part is current,
                "url": self.address(muc=part.path, _anchor=part.path),
            }
            for part in parts
        ]  # fmt: skip

    def view(self) -> dict[str, Any]:
        """What ``archive/_viewer.html`` shows."""
        page = self.pages[self.number - 1] if self.pages else None
        here = [place for place in self.places if place.is_on(self.number)]
        has_image = page is not None and self.version.pictured_sha is not None
        return {
            "number": self.number, "count": max(len(self.pages), 1), "words": self.shown.words, "mode": self.shown.mode,
            "previous": self.address(trang=self.number - 1) if self.number > 1 else None,
            "next": self.address(trang=self.number + 1) if self.number < len(self.pages) else None,
            "pages_with_hits": self._pages_with_hits(), "hit": self.hit, "hits": len(self.places),
            "previous_hit": self._hit_address(-1), "next_hit": self._hit_address(1),
            "image_url_mode": self.address(trang=self.number, cho=self.hit, xem=None),
            "text_url_mode": self.address(trang=self.number, cho=self.hit, xem="chu"),
            "image": self._image() if has_image else None, "no_image": None if has_image else no_image(self.version),
            "boxes": [*field_box(self.field, self.number, self.placing), *self._part_box(), *self._frame()],
            "width": page.width if page else 0, "height": page.height if page else 0,
            "links": viewing.linked(self.cited, self._words), "marks": viewing.rectangles(here, self._words),
            "text": self._text(page, here),
            "alt": f"Ảnh trang {self.number}. Chọn “Chữ” để đọc dạng văn bản.",
            "trust": self._trust(page),
        }  # fmt: skip

    def _hit_address(self, step: int) -> str | None:
        """Of the next place, or the one before; from a page without any, in that direction."""
        if self.hit:
            wanted = self.hit + step
        elif step > 0:
            wanted = next((place.index for place in self.places if (place.page or 0) > self.number), 0)
        else:
            wanted = max((place.index for place in self.places if (place.page or 0) < self.number), default=0)
        return self.address(cho=wanted) if 1 <= wanted <= len(self.places) else None

    def _image(self) -> str:
        return url_for(
            "archive.page_image", document_id=self.document.id, ordinal=self.version.ordinal, number=self.number
        )

    def _pages_with_hits(self) -> list[dict[str, Any]]:
        numbers = dict.fromkeys(page for place in self.places for page in (place.page, place.last_page) if page)
        return [{"number": number, "url": self.address(trang=number)} for number in numbers]

    def _current_part(self, parts: Sequence[viewing.Part]) -> viewing.Part | None:
        if self.part:
            at = self.part[2]
        elif self.hit:
            at = self.places[self.hit - 1].span.start
        elif self.pages:
            at = self.pages[self.number - 1].start
        else:
            return None
        return next((part for part in reversed(parts) if part.start <= at), None)

    def _page_of_part(self) -> int | None:
        return viewing.page_of(self.part[2], self.pages) if self.part else None

    def _frame(self) -> list[dict[str, Any]]:
        """The box asked for, on the page it was asked for with."""
        if self.shown.frame is None or self.shown.page != self.number:
            return []
        return [viewing.as_rectangle(self.shown.frame) | {"id": "cau", "now": True}]

    def _part_box(self) -> list[dict[str, Any]]:
        """The heading asked for, on the page it stands on."""
        if self.part is None:
            return []
        path, heading, start = self.part[:3]
        place = self.placing.heading(start, start + len(heading))
        if place is None or place[0] != self.number:
            return []
        return [viewing.as_rectangle(place[1]) | {"id": path, "doubtful": False, "now": True}]

    def _text(self, page: viewing.PageSpan | None, places: Sequence[viewing.Place]) -> Markup:
        start, end = (page.start, page.end) if page else (0, len(self.text))
        anchors = {row[2]: row[0] for row in self.version.provisions if start <= row[2] < end}
        return lit_text(self.text, start, end, places, self.hit, anchors, self.field, self.cited)

    def _trust(self, page: viewing.PageSpan | None) -> str:
        if self.version.printed_sha:
            return PRINTED if self.shown.mode == "anh" else ""
        if page is None or page.source != "ocr":
            return ""
        doubt = " Khó đọc: đối chiếu với ảnh." if page.confidence < POOR else ""
        return f"Trang quét, nhận dạng với độ tin cậy {page.confidence:.0%}.{doubt}"


def no_image(version: DocumentVersion) -> str:
    """Why there is no picture of a page."""
    return NOT_PRINTED if is_printable(version) else NO_PAGES
