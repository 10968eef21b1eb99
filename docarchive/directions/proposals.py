"""What a document of the archive orders, offered for the register of directions; a person confirms each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.queries import documents
from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.visible import visible_to
from docarchive.directions.reading import Filled, fill_all
from docarchive.exchange.queries.directory import Directory
from indexer.records import Page, Provision


@dataclass(frozen=True)
class Proposal:
    """One piece of work the indexer reads in a document.

    Attributes:
        page: Where its sentence begins, from 1; None in formats without pages.
        given: The assignment made from the same sentence, of those the reader may see; None: not given yet.
        is_past: The day it names lies behind.
    """

    said: Filled
    page: int | None
    given: str | None
    is_past: bool = False

    @property
    def is_sure(self) -> bool:
        """It can be given just as it was read: once, for a day to come, to bodies the directory knows, a part each."""
        named = [self.said.lead, *self.said.co]
        is_open = self.given is None and not self.is_past and not self.said.period
        return is_open and self.said.knows_all and len({*named}) == len(named)


def proposals(session: Session, actor: Actor, document: Document, directory: Directory, today: date) -> list[Proposal]:
    """Everything the newest file of a document orders, in the order of its text.

    Nothing is kept: a document read better the next time is proposed better.
    """
    version = document.version
    if version is None:
        return []
    pages = _pages(version)
    given = _given(session, actor, document)
    return [
        Proposal(
            each,
            _page_at(pages, each.start),
            given.get(each.content),
            is_past=each.due_on is not None and each.due_on < today,
        )
        for each in fill_all(
            documents.text(session, version), pages, document.kind, today, directory, _provisions(version)
        )
    ]


def _pages(version: DocumentVersion) -> list[Page]:
    return [Page(number, start, end, width, height) for number, start, end, width, height, *_ in version.page_spans]


def _provisions(version: DocumentVersion) -> list[Provision]:
    return [Provision(path, heading, start, end, page) for path, heading, start, end, page in version.provisions]


def _page_at(pages: Sequence[Page], at: int) -> int | None:
    return next((page.number for page in pages if page.start <= at < page.end), None)


def _given(session: Session, actor: Actor, document: Document) -> dict[str, str]:
    """Quotes of the document that stand in the register, each with its first assignment."""
    rows = session.execute(
        select(Direction.quote, Assignment.id)
        .join(Assignment, Assignment.direction_id == Direction.id)
        .where(Direction.document_id == document.id, visible_to(actor))
        .order_by(Assignment.ordinal.desc())
    )
    return {" ".join(quote.split()): assignment_id for quote, assignment_id in rows}
