"""The tree a typed question becomes: frozen values with spans into what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indexer.records import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable, or one group of digits or letters.

    Attributes:
        exact: NFC, lower case, marks as typed.
        folded: The same without marks.
        prefix: Typed with ``*`` at its end: every word that begins so.
    """

    exact: str
    folded: str
    span: Span
    prefix: bool = False

    @property
    def strict(self) -> bool:
        """Typed with marks, so the marks count."""
        return self.exact != self.folded


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to one another, in this order; punctuation and line ends between them do not count."""

    words: tuple[Word, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in any spelling.

    Attributes:
        text: As typed.
        keys: Normal forms, one of which the document's own number has.
        words: What was typed, cut into words, for documents that cite it.
        slips: Forms of numbers that are easily mistaken for it, for where ``keys`` finds nothing.
        sure: It can be nothing but a number; else its words may mean something else.
    """

    text: str
    keys: tuple[str, ...]
    words: tuple[Word, ...]
    span: Span
    slips: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Days:
    """A date field within two days, both included; None leaves a side open."""

    field: str
    first: date | None
    last: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class InField:
    """What stands behind a field's name, looked for in that field only."""

    field: str
    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Every:
    """All of them."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of them."""

    nodes: tuple[Node, ...]
    span: Span


Node = Word | Phrase | Number | Days | InField | Not | Every | Either


def words_of(node: Node) -> Iterator[Word]:
    """The words a node is made of, in the order typed; nothing of what was excluded."""
    match node:
        case Word():
            yield node
        case Phrase(words=words) | Number(words=words):
            yield from words
        case Every(nodes=nodes) | Either(nodes=nodes):
            for inner in nodes:
                yield from words_of(inner)
        case InField(node=inner):
            yield from words_of(inner)
        case _:
            return
