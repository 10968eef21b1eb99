"""A question that has been read: its tree, and what can be asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.query import days, fields
from indexer.query.nodes import Days, Either, Every, InField, Node, Not, Number, Phrase, Word
from indexer.records import Span


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A typed question and the tree it means.

    Attributes:
        text: As typed; all spans point into it.
        root: None where nothing was asked for: every document.
        hints: What was read otherwise than it looks, Vietnamese, for the page.
    """

    text: str
    root: Node | None
    hints: tuple[str, ...] = ()

    def to_text(self) -> str:
        """The question in its shortest spelling; reading it again gives the same tree."""
        return _written(self.root, inside=False) if self.root is not None else ""

    def leaves(self) -> Iterator[Word | Phrase | Number]:
        """What may be lit in a text: everything asked for, nothing that was excluded or is a field of its own."""
        yield from _leaves(self.root)

    @property
    def plain(self) -> bool:
        """Only words and numbers were typed: no quotes, fields, operators."""
        nodes = self.root.nodes if isinstance(self.root, Every) else (self.root,)
        return all(isinstance(node, Word | Number) for node in nodes)

    @property
    def has_numbers(self) -> bool:
        """Some of it was read as document numbers."""
        return any(isinstance(leaf, Number) for leaf in self.leaves())

    def without_numbers(self) -> ParsedQuery:
        """The same question with its document numbers read as the words they are made of."""
        nodes = self.root.nodes if isinstance(self.root, Every) else (self.root,) if self.root is not None else ()
        words = (node.words if isinstance(node, Number) else (node,) for node in nodes)
        flat = tuple(node for group in words for node in group)
        return replace(self, root=Every(flat, Span(0, len(self.text))))


_QUOTES = re.compile('["“”„«»]')
_UNLIT = frozenset({"kind", "issuer", "signer", "recipients", "field", "urgency", "status", "source", "number"})


def _leaves(node: Node | None) -> Iterator[Word | Phrase | Number]:
    match node:
        case Word() | Phrase() | Number():
            yield node
        case Every(nodes=nodes) | Either(nodes=nodes):
            for inner in nodes:
                yield from _leaves(inner)
        case InField(field=field, node=inner) if field not in _UNLIT:
            yield from _leaves(inner)
        case _:
            return


def _written(node: Node, *, inside: bool) -> str:
    match node:
        case Word():
            return node.exact + "*" * node.prefix
        case Phrase():
            return f'"{" ".join(word.exact for word in node.words)}{"*" * node.words[-1].prefix}"'
        case Number():
            return _QUOTES.sub(" ", node.text)
        case Days():
            return f"{fields.written(node.field)}:{days.written(days.Stretch(node.first, node.last))}"
        case InField(field=field, node=inner):
            return f"{fields.written(field)}:{_value(inner)}"
        case Not(node=Every(nodes=nodes)):  # brackets group where an operator stands inside
            return f"-({' AND '.join(_written(inner, inside=True) for inner in nodes)})"
        case Not(node=inner):
            return f"-{_written(inner, inside=True)}"
        case Every(nodes=nodes):
            return " ".join(_written(inner, inside=True) for inner in nodes)
        case Either(nodes=nodes):
            text = " OR ".join(_written(inner, inside=False) for inner in nodes)
            return f"({text})" if inside else text


def _value(node: Node) -> str:
    match node:
        case Word():
            return _written(node, inside=True)
        case Phrase():
            return _written(node, inside=True)
        case Number(text=text):
            return f'"{text.partition(":")[2].strip(chr(34)) if ":" in text else text}"'
        case _:
            return (
                f'"{" ".join(_written(inner, inside=True) for inner in node.nodes)}"'
                if isinstance(node, Every)
                else _written(node, inside=True)
            )
