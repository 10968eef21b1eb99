"""From rows to what the pages of a document show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from docarchive.archive import viewing
from docarchive.archive.models import Document, DocumentVersion, FieldValue
from docarchive.archive.queries.catalogue import line, shown_kind
from docarchive.archive.services.printing import is_printable
from docarchive.archive.states import ACCESS_WORDS, FIELD_WORDS, ORIGIN_WORDS, AccessLevel, Origin
from docarchive.archive.viewing import Layout
from docarchive.core.screen import format_date
from docarchive.search.presenting import trust

POOR = 0.85
NO_PICTURE = "Không vẽ được ảnh trang này. Dưới đây là chữ của trang; tải bản gốc ở thẻ Tệp gốc."
NO_PAGES = "Tệp này không chia trang. Dưới đây là toàn bộ chữ."
NOT_PRINTED = "Tệp Word này chưa có ảnh trang. Dưới đây là toàn bộ chữ."
PRINTED = "Ảnh dựng từ tệp Word: chữ đúng như tệp, cách xuống trang có thể khác bản in."


def head(document: Document) -> dict[str, Any]:
    """What ``archive/_head.html`` shows of a document."""
    return {
        "id": document.id, "kind": shown_kind(document.kind), "number": document.number,
        "date": format_date(document.issued_on) if document.issued_on else "", "issuer": document.issuer,
        "title": document.subject or "Chưa có trích yếu", "status": trust(line(document)),
    }  # fmt: skip


def warnings(document: Document, version: DocumentVersion | None) -> list[dict[str, str]]:
    """What a reader should know before relying on the document."""
    found = []
    if not document.is_active:
        found.append({"text": "Văn bản đã được rút khỏi kho. Người đọc khác không thấy văn bản này.", "kind": "late"})
    if document.access != AccessLevel.PUBLIC:
        found.append({"text": f"Phạm vi đọc: {ACCESS_WORDS[AccessLevel(document.access)].lower()}.", "kind": "doing"})
    if document.needs_check:
        found.append({"text": "Thông tin đọc tự động, chưa được người xác nhận.", "kind": "soon"})
    found += [{"text": text, "kind": "soon"} for text in (version.warnings if version else [])]
    return found


def tabs(document: Document, here: str, related: int, words: str) -> list[dict[str, Any]]:
    """The parts of a document, each a page of its own."""
    query = words or None
    parts = (
        ("document", "Toàn văn", None), ("properties", "Thuộc tính", None), ("related", "Văn bản liên quan", related),
        ("files", "Tệp gốc", None), ("history", "Lịch sử", None),
    )  # fmt: skip
    return [
        {
            "text": text, "href": url_for(f"archive.{name}", document_id=document.id, q=query), "current": name == here,
            "count": count,
        }
        for name, text, count in parts
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page and place of a version a reader asked for.

    Attributes:
        words: Searched words.
        hit: Asked place, from 1, or None.
        page: Asked page, from 1, or None.
        mode: ``anh`` or ``chu``.
    """

    words: str
    hit: int | None
    page: int | None
    mode: str
    ordinal: int | None = None


class Viewer:
    """The middle of the page "Toàn văn": one page of one version with the found places lit."""

    def __init__(
        self, document: Document, version: DocumentVersion, text: str, layout: Layout, shown: Shown,
        field: FieldValue | None = None,
    ) -> None:  # fmt: skip
        self.document, self.version, self.text, self.shown, self.field = document, version, text, shown, field
        self.pages = viewing.page_spans(version)
        self.places = viewing.find_places(text, shown.words, self.pages)
        self.placing = viewing.Placing(self.pages, layout)
        wanted = shown.page or (self.placing.page(field) if field else None)
        self.number, self.hit = viewing.choose(self.places, shown.hit, wanted, len(self.pages))
        self._words = layout.get(self.number, [])

    def address(self, **values: Any) -> str:
        """The address of this page with some values changed."""
        kept = {
            "q": self.shown.words or None,
            "xem": "chu" if self.shown.mode == "chu" else None,
            "ban": self.shown.ordinal,
        }
        return url_for("archive.document", document_id=self.document.id, **{**kept, **values})

    def contents(self) -> list[dict[str, Any]]:
        """The contents by Điều with the number of found places."""
        parts = viewing.contents(self.version, self.places)
        current = self._current_part(parts)
        return [
            {
                "label": part.heading, "depth": part.depth, "hits": part.hits, "current": part is current,
                "url": self.address(trang=part.page) if part.page else self.address(_anchor=part.path),
            }
            for part in parts
        ]  # fmt: skip

    def view(self) -> dict[str, Any]:
        """What ``archive/_viewer.html`` shows."""
        page = self.pages[self.number - 1] if self.pages else None
        here = [place for place in self.places if place.page in (self.number, None)]
        has_image = page is not None and self.version.pictured_sha is not None
        return {
            "number": self.number, "count": max(len(self.pages), 1), "words": self.shown.words, "mode": self.shown.mode,
            "previous": self.address(trang=self.number - 1) if self.number > 1 else None,
            "next": self.address(trang=self.number + 1) if self.number < len(self.pages) else None,
            "pages_with_hits": self._pages_with_hits(), "hit": self.hit, "hits": len(self.places),
            "previous_hit": self.address(cho=self.hit - 1) if self.hit and self.hit > 1 else None,
            "next_hit": self.address(cho=self.hit + 1) if self.hit and self.hit < len(self.places) else None,
            "image_url_mode": self.address(trang=self.number, cho=self.hit, xem=None),
            "text_url_mode": self.address(trang=self.number, cho=self.hit, xem="chu"),
            "image": self._image() if has_image else None, "no_image": None if has_image else no_image(self.version),
            "boxes": field_box(self.field, self.number, self.placing),
            "width": page.width if page else 0, "height": page.height if page else 0,
            "marks": viewing.rectangles(here, self._words), "text": self._text(page, here),
            "alt": f"Ảnh trang {self.number}. Chọn “Chữ” để đọc dạng văn bản.",
            "trust": self._trust(page),
        }  # fmt: skip

    def _image(self) -> str:
        return url_for(
            "archive.page_image", document_id=self.document.id, ordinal=self.version.ordinal, number=self.number
        )

    def _pages_with_hits(self) -> list[dict[str, Any]]:
        numbers = dict.fromkeys(place.page for place in self.places if place.page)
        return [{"number": number, "url": self.address(trang=number)} for number in numbers]

    def _current_part(self, parts: Sequence[viewing.Part]) -> viewing.Part | None:
        if self.hit:
            at = self.places[self.hit - 1].span.start
        elif self.pages:
            at = self.pages[self.number - 1].start
        else:
            return None
        return next((part for part in reversed(parts) if part.start <= at), None)

    def _text(self, page: viewing.PageSpan | None, places: Sequence[viewing.Place]) -> Markup:
        start, end = (page.start, page.end) if page else (0, len(self.text))
        anchors = {row[2]: row[0] for row in self.version.provisions if start <= row[2] < end}
        return lit_text(self.text, start, end, places, self.hit, anchors, self.field)

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


def lit_text(
    text: str, start: int, end: int, places: Sequence[viewing.Place], current: int | None, anchors: Mapping[int, str],
    field: FieldValue | None = None,
) -> Markup:  # fmt: skip
    """A stretch of a text with the found places marked, its headings and the place of a field reachable by address.

    Args:
        anchors: Offset of a heading → its path.
    """
    cuts: list[tuple[int, int, Markup]] = [
        (at, 0, Markup('<span id="{}"></span>').format(path)) for at, path in anchors.items()
    ]
    for place in places:
        name = Markup(' class="is-now"') if place.index == current else Markup("")
        cuts.append((place.span.start, 2, Markup('<mark{} data-hit="{}">').format(name, place.index)))
        cuts.append((place.span.end, 1, Markup("</mark>")))
    if field and field.start is not None and field.end is not None:
        cuts.append((field.start, 1, Markup('<span class="field-place" id="{}">').format(f"o-{field.name}")))
        cuts.append((field.end, 1, Markup("</span>")))
    pieces: list[Markup] = []
    at = start
    for offset, _order, mark in sorted(cuts, key=lambda cut: (cut[0], cut[1])):
        if start <= offset <= end:
            pieces += [escape(text[at:offset]), mark]
            at = offset
    return Markup("").join([*pieces, escape(text[at:end])])


SHOWN_FIELDS = (
    "number", "kind", "issued_on", "issuer", "superior", "subject", "signer", "signer_title", "place", "urgency",
    "recipients", "status",
)  # fmt: skip
SURE = 0.9


def field_box(held: FieldValue | None, number: int, placing: viewing.Placing) -> list[dict[str, Any]]:
    """Where a field was read, as the component ``page_sheet`` takes it; nothing on other pages."""
    place = placing.of(held) if held else None
    if held is None or place is None or place[0] != number:
        return []
    return [viewing.as_rectangle(place[1]) | {"id": f"o-{held.name}", "doubtful": held.confidence < SURE, "now": True}]


def field_row(document: Document, name: str, held: FieldValue | None, offers: Sequence[FieldValue]) -> dict[str, Any]:
    """One field with its value, its place in the document, and how sure it is."""
    value = getattr(document, name)
    origin = Origin(held.origin) if held else (Origin.RECORD if value is not None else None)
    trust_ = (
        "none" if value is None else ("check" if held and origin is Origin.READ and held.confidence < SURE else "sure")
    )
    return {
        "name": name, "label": FIELD_WORDS[name], "value": shown(name, value), "held": held, "trust": trust_,
        "offers": [{"value": shown(name, offer.value), "label": shown(name, offer.value)} for offer in offers][:3],
        "origin": ORIGIN_WORDS[origin] if origin else "", "who": held.by_name if held else "",
        "url": _place(document, held),
    }  # fmt: skip


def shown(name: str, value: object) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if name == "issued_on":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{day:%d/%m/%Y}"
    return (shown_kind(str(value)) or "") if name == "kind" else str(value)


def _place(document: Document, held: FieldValue | None) -> str | None:
    if held is None or (held.page is None and held.start is None):
        return None
    return url_for(
        "archive.document", document_id=document.id, o=held.name, trang=held.page, ban=held.version_ordinal,
        _anchor=f"o-{held.name}",
    )  # fmt: skip
