"""Links in a document's text: numbers of other documents, laws by name, own provisions."""

from __future__ import annotations

from flask import url_for

from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.queries import mentions, relations
from docarchive.archive.queries.mentions import Meant
from docarchive.archive.viewing import Link
from docarchive.core.web import actor, work
from indexer.passages import provision_words
from indexer.records import Span


def the_links(found: Document, version: DocumentVersion, text: str) -> list[Link]:
    """Where the newest version speaks of documents the reader may see, and of provisions of its own."""
    session, who = work().session, actor()
    cited = [
        Link(Span(place.start, place.end), url_for("archive.document", document_id=target.id), _name(target))
        for place, target in relations.places(session, who, found)
    ]
    taken = {at for link in cited for at in range(*link.span)}
    meant = (_link(found, each) for each in mentions.mentioned(session, who, found, version, text))
    return [*cited, *(link for link in meant if taken.isdisjoint(range(*link.span)))]


def _link(found: Document, meant: Meant) -> Link:
    span = Span(meant.mention.start, meant.mention.end)
    if meant.path:
        url = url_for("archive.document", document_id=found.id, muc=meant.path, _anchor=meant.path)
        return Link(span, url, provision_words(meant.path))
    if len(meant.documents) == 1:
        return Link(span, url_for("archive.document", document_id=meant.documents[0].id), _name(meant.documents[0]))
    kind, year = meant.documents[0].kind or "", meant.mention.year
    question = f'loai:"{kind}" trichyeu:"{meant.mention.name}" nam:{year}'
    return Link(span, url_for("search.index", q=question), f"Có {len(meant.documents)} văn bản cùng tên. Bấm để chọn.")


def _name(document: Document) -> str:
    return " – ".join(part for part in (document.number, document.subject) if part)
