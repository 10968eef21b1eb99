"""What the shared part of all engines needs from a product's index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from indexer.engines.plan import EVERYTHING, Plan
from indexer.engines.protocol import Sort


@dataclass(frozen=True, slots=True)
class Located:
    """A document found, before anything is fetched of it.

    Attributes:
        key: Stands for id and revision; passages carry it too.
        handle: The product's own address of it.
    """

    key: str
    score: float
    handle: object = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What an index stores of a document to show and to compare."""

    id: str
    revision: int
    audience: tuple[str, ...]
    title: str
    number: str | None = None
    issuer: str | None = None
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What decides between documents found, beside their own score.

    Attributes:
        line: The best passage's score; 0 without any.
        title: At least as much of it as is compared (``heading.LONGEST``).
    """

    line: float
    title: str


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage found, in its original spelling.

    Attributes:
        page: Page it begins on.
        turn: Where in ``text`` the next page begins; None where it stands on one page.
    """

    text: str
    score: float
    start: int
    page: int | None = None
    provision: str | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which documents are looked for, and what is counted of all that are found.

    Attributes:
        score: What makes one better, in the order by relevance.
        facets: Names of the facets to count.
        among: A second plan; how many match it as well is counted, too.
    """

    match: Plan
    allow: Plan
    score: Plan = EVERYTHING
    sort: Sort = Sort.NEWEST
    offset: int = 0
    size: int = 0
    facets: Sequence[str] = ()
    among: Plan | None = None

    @property
    def ranked(self) -> bool:
        """Whether the best come first."""
        return self.sort is Sort.RELEVANCE


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the documents found, in order.

    Attributes:
        total: How many there are in all.
        facets: Facet → value → count, most frequent first; of all that were found.
        among: How many of all that were found match a second plan, too.
    """

    located: Sequence[Located]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    among: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown of documents found.

    Attributes:
        match: Passages that may be shown, the best by ``score`` first, at most ``size`` a document.
        pages: Whose passages' pages are wanted; None where they are not.
    """

    match: Plan
    score: Plan
    size: int
    pages: Plan | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a document.

    Attributes:
        pages: Ascending, at most 50.
    """

    kept: Kept
    passages: Sequence[FoundPassage] = ()
    pages: tuple[int, ...] = ()


class Snapshot(Protocol):
    """An index at one moment; a question is answered from one snapshot only.

    Each call may be a way over a network, so what belongs together is asked together.
    """

    def find(self, sought: Sought) -> Stretch:
        """Documents that match and are allowed, in order."""

    def counts(self, matches: Sequence[Plan], allow: Plan) -> Sequence[int]:
        """How many documents match and are allowed, for each of several plans."""

    def kept(self, located: Sequence[Located]) -> Sequence[Kept]:
        """What is stored of documents, in the order given."""

    def compared(self, located: Sequence[Located], score: Plan) -> Sequence[Compared]:
        """Titles and the best passages' scores, in the order given."""

    def shown(self, located: Sequence[Located], wanted: Wanted) -> Sequence[Shown]:
        """What is stored of documents and their passages, in the order given."""

    def words(self) -> Sequence[str]:
        """Exact words of all documents, whoever may see them: check with ``counts`` before showing one."""
