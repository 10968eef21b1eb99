"""A comparison as its page shows it: what is alike folded away, every difference marked and said in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from docarchive.archive.queries.catalogue import shown_kind
from docarchive.archive.queries.comparison import Comparison, Held
from docarchive.core.screen import format_date
from indexer.comparing import Change, Pair, Piece, Row

PAGE = 40
WORDS: dict[Change, tuple[str, str]] = {
    Change.SAME: ("Giống nhau", "new"), Change.FORM: ("Chỉ khác cách trình bày", "new"),
    Change.CHANGED: ("Có sửa", "soon"), Change.ADDED: ("Thêm mới", "done"), Change.REMOVED: ("Không còn", "late"),
}  # fmt: skip
_QUIET = (Change.SAME, Change.FORM)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of both sides, or how many alike ones are folded away here."""

    left: Markup | str = ""
    right: Markup | str = ""
    change: str = ""
    folded: int = 0


def sums(rows: Sequence[Row]) -> str:
    """How many articles are what: ``3 có sửa, 1 thêm mới, 12 giống nhau``."""
    counts = Counter(row.change for row in rows)
    order = (Change.CHANGED, Change.ADDED, Change.REMOVED, Change.FORM, Change.SAME)
    return ", ".join(f"{counts[each]} {WORDS[each][0].lower()}" for each in order if counts[each])


def differing(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows whose words differ."""
    return [row for row in rows if row.change not in _QUIET]


def shown(found: Comparison, row: Row, *, everything: bool) -> dict[str, Any]:
    """A row of the page."""
    left, right = (_place(side, path) for side, path in ((found.left, row.left), (found.right, row.right)))
    return {
        "status": WORDS[row.change],
        "left": {"heading": row.left_heading or _unnamed(row.left), "url": left},
        "right": {"heading": row.right_heading or _unnamed(row.right), "url": None if found.by_amendment else right},
        "lines": list(_lines(row.pairs, everything=everything)),
    }


def side(held: Held) -> dict[str, Any]:
    """What the head of a column says."""
    document, version = held.document, held.version
    name = " ".join(part for part in (shown_kind(document.kind), document.number) if part)
    return {
        "name": name or "Văn bản chưa rõ số", "day": format_date(document.issued_on) if document.issued_on else "",
        "subject": document.subject or "", "ordinal": version.ordinal, "count": len(document.versions),
        "url": url_for("archive.document", document_id=document.id, ban=version.ordinal),
        "poor": version.source != "text" and version.confidence < 0.9,
    }  # fmt: skip


def _place(held: Held, path: str | None) -> str | None:
    if not path:
        return None
    return url_for("archive.document", document_id=held.document.id, ban=held.version.ordinal, muc=path)


def _unnamed(path: str | None) -> str:
    return "Phần đầu văn bản" if path == "" else ""


def _lines(pairs: Sequence[Pair], *, everything: bool) -> Iterator[Line]:
    alike = 0
    for pair in pairs:
        if pair.change in _QUIET and not everything:
            alike += 1
            continue
        if alike:
            yield Line(folded=alike)
            alike = 0
        yield Line(_marked(pair.left, "del"), _marked(pair.right, "ins"), pair.change.value)
    if alike:
        yield Line(folded=alike)


def _marked(pieces: Sequence[Piece], tag: str) -> Markup:
    """Words that differ in ``ins`` or ``del``."""
    said = (Markup("<{0}>{1}</{0}>").format(tag, each.text) if each.differs else escape(each.text) for each in pieces)
    return Markup(" ").join(said)
