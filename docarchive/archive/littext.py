"""A document's text with the found places marked, its headings named, and its citations as links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from docarchive.archive.models import FieldValue
from docarchive.archive.viewing import Link, Place
from indexer.records import Span

# In which order the tags at one place of a text stand: what opened last closes first.
CLOSES_MARK, CLOSES_FIELD, CLOSES_LINK, OPENS_LINK, OPENS_FIELD, OPENS_MARK = range(1, 7)


def lit_text(
    text: str, start: int, end: int, places: Sequence[Place], current: int | None, anchors: Mapping[int, str],
    field: FieldValue | None = None, links: Sequence[Link] = (),
) -> Markup:  # fmt: skip
    """A stretch of a text with the found places marked, its headings and the place of a field reachable by address.

    Args:
        anchors: Offset of a heading → its path.
    """
    cuts: list[tuple[int, int, Markup]] = [
        (at, 0, Markup('<span id="{}"></span>').format(path)) for at, path in anchors.items()
    ]
    taken = []
    for place in places:
        name = Markup(' class="is-now"') if place.index == current else Markup("")
        for part in place.parts:
            shown = Span(max(part.start, start), min(part.end, end))
            if shown.start < shown.end:
                taken.append(shown)
                cuts.append((shown.start, OPENS_MARK, Markup('<mark{} data-hit="{}">').format(name, place.index)))
                cuts.append((shown.end, CLOSES_MARK, Markup("</mark>")))
    if field and field.start is not None and field.end is not None:
        taken.append(Span(field.start, field.end))
        cuts.append((field.start, OPENS_FIELD, Markup('<span class="field-place" id="{}">').format(f"o-{field.name}")))
        cuts.append((field.end, CLOSES_FIELD, Markup("</span>")))
    for link in links:
        if start <= link.span.start and link.span.end <= end and all(_nests(link.span, each) for each in taken):
            cuts.append((link.span.start, OPENS_LINK, Markup('<a href="{}" title="{}">').format(link.url, link.title)))
            cuts.append((link.span.end, CLOSES_LINK, Markup("</a>")))
    pieces: list[Markup] = []
    at = start
    for offset, _order, mark in sorted(cuts, key=lambda cut: (cut[0], cut[1])):
        if start <= offset <= end:
            pieces += [escape(text[at:offset]), mark]
            at = offset
    return Markup("").join([*pieces, escape(text[at:end])])


def _nests(outer: Span, inner: Span) -> bool:
    """The one holds the other, or they do not meet: only so may marks stand in a link."""
    is_apart = inner.end <= outer.start or outer.end <= inner.start
    return is_apart or (outer.start <= inner.start and inner.end <= outer.end)
