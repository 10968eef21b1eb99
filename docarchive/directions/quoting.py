"""Where on the page of a document a quoted sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from docarchive.archive import layout
from docarchive.archive.layout import boxes_of
from docarchive.archive.models import Document
from docarchive.archive.queries import documents
from docarchive.archive.viewing import around, page_of, page_spans
from docarchive.core.files import FileStore
from indexer.records import Box, Span


def place_of(
    session: Session, files: FileStore, document: Document, quote: str, page: int | None = None
) -> tuple[int, Box | None] | None:
    """Page and box of a quote in the newest file; a quote that runs over a page's end is framed on its first page.

    Args:
        page: Where it was seen, for a sentence that stands in the document twice.

    Returns:
        None where the quote is not in the text, word for word; the box is None where words have no places.
    """
    version, words = document.version, quote.split()
    if version is None or not words or not version.page_spans:
        return None
    pages = page_spans(version)
    found = list(_spans(documents.text(session, version), words))
    if not found:
        return None
    span = next((each for each in found if page_of(each.start, pages) == page), found[0])
    number = page_of(span.start, pages)
    if number is None:
        return None
    placed = layout.unpack(files.read(version.layout_sha)) if version.layout_sha else {}
    boxes = boxes_of(span, placed.get(number, ()))
    return number, around(boxes) if boxes else None


def _spans(text: str, words: list[str]) -> Iterator[Span]:
    wanted = re.compile(r"\s+".join(map(re.escape, words)))
    return (Span(found.start(), found.end()) for found in wanted.finditer(text))
