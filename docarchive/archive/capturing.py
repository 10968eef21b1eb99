"""A page of a document beside a form: what was read from it, where, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field

from docarchive.archive import presenting, viewing
from docarchive.archive.models import Document, DocumentVersion, FieldValue
from docarchive.archive.queries import documents
from docarchive.archive.viewing import Layout
from indexer.records import Box

TEXT_SHOWN = 6000

Address = Callable[..., str]


class Capture:
    """What ``components/capture.html`` shows of a document and a form about it.

    Attributes:
        fields: Rows of the form in order.
    """

    def __init__(
        self, session: Session, document: Document, layout: Layout, form: FlaskForm, names: Iterable[str],
        spans: Mapping[str, str], notes: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._session, self._document = session, document
        self._version: DocumentVersion = documents.version(document)
        self._pages = viewing.page_spans(self._version)
        self._placing = viewing.Placing(self._pages, layout)
        self._spans, self._notes = spans, notes or {}
        self.fields = self._rows(form, names)

    def view(self, asked: str, address: Address) -> dict[str, Any]:
        """The page beside the form.

        Args:
            asked: Number of the page, as it stands in the address.
            address: Makes the address of this page with another number: ``address(trang=2)``.
        """
        count = max(len(self._pages), 1)
        number = min(max(whole(asked), 1), count)
        page = self._pages[number - 1] if self._pages else None
        return {
            "number": number, "count": count,
            "previous": address(trang=number - 1) if number > 1 else None,
            "next": address(trang=number + 1) if number < len(self._pages) else None,
            "image": self._image(number) if page and self._version.pictured_sha else None,
            "width": page.width if page else 0, "height": page.height if page else 0,
            "boxes": [row["rectangle"] for row in self.fields if row["rectangle"] and row["page"] == number],
            "alt": f"Ảnh trang {number}, đánh số các ô đã đọc được",
            "text": documents.text(self._session, self._version)[:TEXT_SHOWN],
        }  # fmt: skip

    def _image(self, number: int) -> str:
        ordinal = self._version.ordinal
        return url_for("archive.page_image", document_id=self._document.id, ordinal=ordinal, number=number)

    def _rows(self, form: FlaskForm, names: Iterable[str]) -> list[dict[str, Any]]:
        held = documents.values(self._session, self._document)
        offers = documents.suggestions(self._session, self._document)
        rows, tag = [], 0
        for name in names:
            seen = held.get(name) or (offers[name][0] if offers.get(name) else None)
            place = self._placing.of(seen) if seen else None
            tag += place is not None
            rows.append(self._row(form[name], held.get(name), offers.get(name, []), place and (tag, *place)))
        return rows

    def _row(
        self, field: Field, held: FieldValue | None, offers: Sequence[FieldValue], place: tuple[int, int, Box] | None
    ) -> dict[str, Any]:
        name = field.name
        row = presenting.field_row(self._document, name, held, offers)
        trust = "offer" if row["trust"] == "none" and offers else row["trust"]
        tag, page, corners = place or (None, None, None)
        box = f"o-{tag}" if tag else ""
        rectangle = None
        if corners:
            rectangle = viewing.as_rectangle(corners) | {"tag": tag, "id": box, "doubtful": trust != "sure"}
        values = [
            {"value": offer["value"].lower() if name == "kind" else offer["value"], "label": offer["label"]}
            for offer in row["offers"]
        ]
        return {
            **plain_row(field, self._spans.get(name, "span-3"), self._notes.get(name, "")), "tag": tag, "trust": trust,
            "box": box, "offers": values, "placeholder": "dd/mm/yyyy" if name == "issued_on" else "",
            "rectangle": rectangle, "page": page,
        }  # fmt: skip


def plain_row(field: Field, span: str, note: str = "") -> dict[str, Any]:
    """A field of the form that stands on no page."""
    return {
        "field": field, "span": span, "note": note, "tag": None, "trust": "", "box": "", "offers": [],
        "placeholder": "", "rectangle": None, "page": None,
    }  # fmt: skip


def whole(text: str) -> int:
    """A whole number of an address; 1 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 7 else 1
