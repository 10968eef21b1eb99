"""From relations to what the map of a document shows: groups in the order of the national database, rows, acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from docarchive.archive.models import Document
from docarchive.archive.queries.diagram import Edge
from docarchive.archive.states import RELATION_WORDS, RelationState
from docarchive.archive.validity import BEARING, Cause, Judgement, judge_provision, touched
from docarchive.core.screen import format_date
from indexer.passages import provision_words
from indexer.recognise.places import bare

# Names of the groups: the others this document acts on; the others that act on it.
GROUPS: Mapping[str, tuple[str, str]] = {
    "based_on": ("Văn bản căn cứ", "Văn bản lấy văn bản này làm căn cứ"),
    "guides": ("Văn bản được hướng dẫn, quy định chi tiết", "Văn bản hướng dẫn, quy định chi tiết"),
    "amends": ("Văn bản được sửa đổi, bổ sung", "Văn bản sửa đổi, bổ sung"),
    "supplements": ("Văn bản được bổ sung", "Văn bản bổ sung"),
    "replaces": ("Văn bản bị thay thế", "Văn bản thay thế"),
    "repeals": ("Văn bản bị bãi bỏ", "Văn bản bãi bỏ"),
    "suspends": ("Văn bản bị tạm ngưng hiệu lực", "Văn bản tạm ngưng hiệu lực"),
    "postpones": ("Văn bản bị lùi thời hạn", "Văn bản lùi thời hạn"),
    "corrects": ("Văn bản được đính chính", "Văn bản đính chính"),
    "consolidates": ("Văn bản được hợp nhất", "Văn bản hợp nhất"),
}
_COMPARED = frozenset({"amends", "supplements", "replaces", "corrects", "consolidates"})
STATES: Mapping[RelationState, tuple[str, str]] = {
    RelationState.PROPOSED: ("Máy đọc, chờ xác nhận", "soon"),
    RelationState.CONFIRMED: ("Đã xác nhận", "done"),
    RelationState.REJECTED: ("Đã bỏ", "new"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A provision some relation names, and how it stands."""

    words: str
    url: str | None
    judgement: Judgement


def parts(document: Document, whole: Judgement, causes: Sequence[Cause], day: date) -> Sequence[Part]:
    """The provisions relations name, each with its standing on a day."""
    version = document.version
    known = {bare(str(row[0])): str(row[0]) for row in version.provisions} if version else {}
    return [
        Part(
            provision_words(path),
            url_for("archive.document", document_id=document.id, muc=known[path]) if path in known else None,
            judge_provision(whole, path, causes, day),
        )
        for path in touched(causes)
    ]


def waiting(edges: Sequence[Edge]) -> int:
    """Relations read from this document that nobody settled yet."""
    return sum(each.is_active and each.state is RelationState.PROPOSED for each in edges)


def pending(edges: Sequence[Edge]) -> Sequence[Edge]:
    """Proposals of other documents that would bear on this one's validity once confirmed."""
    return [
        each for each in edges
        if not each.is_active and each.state is RelationState.PROPOSED and each.relation in BEARING
    ]  # fmt: skip


def sides(document: Document, edges: Sequence[Edge], *, keeps: bool) -> Sequence[dict[str, Any]]:
    """Both sides of the map with their groups; what was rejected stands only where it can be taken back."""
    found = []
    for is_active, title in ((True, "Văn bản này tác động đến"), (False, "Văn bản tác động đến văn bản này")):
        groups = []
        for relation, names in GROUPS.items():
            rows = [
                _row(document, each, keeps=keeps and is_active) for each in edges
                if each.relation == relation and each.is_active is is_active
                and (each.state is not RelationState.REJECTED or (keeps and is_active))
            ]  # fmt: skip
            if rows:
                groups.append({"name": names[0 if is_active else 1], "rows": rows})
        found.append({"title": title, "id": "di" if is_active else "den", "groups": groups})
    return found


def choices() -> Sequence[tuple[str, str]]:
    """Relations a person can enter, with their words."""
    return [(relation, RELATION_WORDS[relation][0]) for relation in GROUPS]


def _row(document: Document, edge: Edge, *, keeps: bool) -> dict[str, Any]:
    other = edge.other
    says = document if edge.is_active else other
    is_open = edge.settled is None
    number = (other.number if other else None) or edge.number
    day = other.issued_on if other else edge.day
    kind = (other.kind or "").capitalize() if other else ""
    return {
        "name": " ".join(part for part in (kind, number) if part), "number": number,
        "day": format_date(day) if day else "", "issuer": other.issuer if other else "",
        "subject": other.subject if other else "", "url": _address(other),
        "compare": _comparison(document, edge), "quote": edge.quote, "page": edge.page,
        "place": _place(says, edge, document.number if not edge.is_active else number),
        "provisions": "; ".join(map(provision_words, edge.provisions)), "state": STATES[edge.state],
        "is_open": is_open, "citation": edge.citation_id if keeps and is_open else None,
        "settled": edge.settled.id if keeps and edge.settled else None,
        "by": edge.settled.by_name if keeps and edge.settled else "",
    }  # fmt: skip


def _address(other: Document | None) -> str | None:
    return url_for("archive.relations", document_id=other.id) if other else None


def _comparison(document: Document, edge: Edge) -> str | None:
    """Both texts side by side, where one is made to stand in the other's place or to change it."""
    if edge.other is None or edge.relation not in _COMPARED:
        return None
    return url_for("archive.comparison", document_id=document.id, voi=edge.other.id)


def _place(says: Document | None, edge: Edge, number: str | None) -> str | None:
    """Where the acting document says so, the number lit."""
    if says is None or not edge.quote:
        return None
    asked = f'"{number}"' if number else None
    return url_for("archive.document", document_id=says.id, trang=edge.page, q=asked)
