"""What a search engine must do, whoever it is; product-specific options never appear here."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from indexer.records import IndexDocument, Span


@dataclass(frozen=True, slots=True)
class Audience:
    """Who asks: the tokens one of which a document must carry.

    Attributes:
        tokens: None stands for the operator of the instance, who sees everything.
    """

    tokens: frozenset[str] | None

    @classmethod
    def operator(cls) -> Audience:
        """The operator of the instance, for commands run on its own machine."""
        return cls(None)


class Sort(enum.StrEnum):
    """Order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A facet whose chosen values are alternatives; its own counts ignore it (multi-select)."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Between:
    """A date field within two days, both included; None leaves a side open."""

    field: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force on a day: took effect by then and has not ended; without a known first day it is not."""

    day: date


Filter = AnyOf | Between | InForce


@dataclass(frozen=True, slots=True)
class Query:
    """A question. It cannot be asked without saying who asks.

    Attributes:
        text: As typed, in the query language of ``indexer.query``; any text is valid.
        audience: Who asks.
        facets: Facet fields to count.
        offset: Hits to leave out at the front; at most 10,000.
        size: Hits to return, 0–100,000; 0 counts only.
        snippets: Passages per hit to return with marks; 0 marks nothing, the title neither.
    """

    text: str
    audience: Audience
    filters: tuple[Filter, ...] = ()
    facets: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    size: int = 20
    snippets: int = 3


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a passage in its original spelling; ``marks`` are spans of ``text`` to light."""

    text: str
    marks: tuple[Span, ...]
    page: int | None = None
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.

    Attributes:
        score: For the operator only, 0 for everybody else: it depends on documents that may be hidden.
        snippets: Best first; empty where only fields matched.
        title_marks: Spans of the title to light.
        pages: Pages that hold the words, ascending, at most 50.
    """

    id: str
    score: float
    snippets: tuple[Snippet, ...] = ()
    title_marks: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer.

    Attributes:
        total: All documents found that the audience may see.
        facets: Facet → value → count, most frequent first.
        partial: Nothing held all the words; these hold some.
        did_you_mean: The question with words taken from the index, or None.
        read_as: Hints on how the question was read (unknown fields taken as text), Vietnamese, for the page.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    partial: bool = False
    did_you_mean: str | None = None
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index holds of one document, for comparing it with the database."""

    id: str
    revision: int
    audience: tuple[str, ...]


class Writer(Protocol):
    """Changes of one batch."""

    def put(self, document: IndexDocument) -> None:
        """Add or replace a document; an older revision than the one held is ignored."""

    def remove(self, document_id: str, revision: int) -> None:
        """Take a document out, unless a newer revision is held."""


class SearchEngine(Protocol):
    """A search engine."""

    def search(self, query: Query) -> Results:
        """Answer a question."""

    def suggest(self, prefix: str, audience: Audience, size: int = 8) -> tuple[str, ...]:
        """Complete what is being typed: numbers and subjects of documents the audience may see."""

    def similar(self, document_id: str, audience: Audience, size: int = 10) -> tuple[Hit, ...]:
        """Documents with the same rare words, best first, the document itself left out."""

    def writing(self) -> AbstractContextManager[Writer]:
        """One batch: all of it is searchable after the block, or, when the block raises, none of it.

        Raises:
            EngineBusyError: Another process writes.
        """

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Build a new index beside the old one, swap it in, and return how many documents it holds."""

    def stamps(self) -> Iterator[Stamp]:
        """Every document held, in any order."""

    def health(self) -> Mapping[str, object]:
        """``{"ok": bool, "documents": int, "fingerprint": str, "reason": str | None}``."""

    def close(self) -> None:
        """Release files and locks."""
