"""What the shared part of all engines needs from a product's index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.engines.plan import Plan
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
class FoundPassage:
    """A passage found, in its original spelling."""

    text: str
    score: float
    start: int
    page: int | None = None
    provision: str | None = None


class Snapshot(Protocol):
    """An index at one moment; a question is answered from one snapshot only."""

    def find(
        self, match: Plan, score: Plan, allow: Plan, sort: Sort, offset: int, size: int
    ) -> tuple[Sequence[Located], int]:
        """Documents that match and are allowed, in order, and how many there are."""

    def count(self, match: Plan, allow: Plan) -> int:
        """How many documents match and are allowed."""

    def facets(self, match: Plan, allow: Plan, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Counts per value, most frequent first."""

    def kept(self, located: Sequence[Located]) -> Sequence[Kept]:
        """What is stored of documents, in the order given."""

    def best_lines(self, located: Sequence[Located], score: Plan) -> Mapping[str, float]:
        """The best passage's score per key; keys without any are left out."""

    def passages(
        self, located: Sequence[Located], match: Plan, score: Plan, size: int
    ) -> Mapping[str, Sequence[FoundPassage]]:
        """Per key the passages that match, best first, at most ``size``; keys without any are left out."""

    def pages(self, located: Sequence[Located], match: Plan) -> Mapping[str, tuple[int, ...]]:
        """Per key the pages of its passages that match, ascending, at most 50; keys without any are left out."""

    def words(self) -> Sequence[str]:
        """Exact words of all documents, whoever may see them: check with ``count`` before showing one."""
