"""What search asks of the features whose documents it finds; the archive answers, ``wiring`` introduces them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from indexer.engines.protocol import Filter, Sort
from indexer.records import IndexDocument


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of one document, in the office's order.

    Attributes:
        kind: As on screen: ``Nghị quyết``.
        source: ``text``, ``scan`` or ``record``.
        format: Words for the file: ``PDF``.
        confidence: Mean confidence of what was read from a scan, 0–1.
    """

    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    signer: str | None
    source: str
    format: str
    pages: int
    confidence: float
    status: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A document as the database holds it, for comparing it with the index."""

    id: str
    revision: int
    audience: tuple[str, ...]


class Catalogue(Protocol):
    """The documents behind the index."""

    def lines(self, session: Session, actor: Actor, ids: Sequence[str]) -> Mapping[str, Line]:
        """Those of the documents the actor may see."""

    def standings(self, session: Session, actor: Actor, ids: Sequence[str], day: date) -> Mapping[str, tuple[str, str]]:
        """Whether documents are in force on a day: word and kind of a badge, for those where that is known."""

    def labels(self, session: Session, facet: str, values: Iterable[str]) -> Mapping[str, str]:
        """Words for the values of a facet; a path is named by its last step."""

    def listing(
        self, session: Session, actor: Actor, text: str, filters: Sequence[Filter], sort: Sort, offset: int, size: int
    ) -> tuple[int, Sequence[Line]]:
        """What the database can answer alone while the search engine is away: total and one page."""

    def stamps(self, session: Session) -> Iterator[Stamped]:
        """Every document the index should hold."""

    def everything(self, session: Session) -> Iterator[IndexDocument]:
        """Every document, as the index should hold it."""


CATALOGUE = "search.catalogue"
