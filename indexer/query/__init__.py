"""The query language: any text is a question, and says how it was read."""

from indexer.query.nodes import Days, Either, Every, InField, Node, Not, Number, Phrase, Word, words_of
from indexer.query.parsing import parse
from indexer.query.question import ParsedQuery

__all__ = [
    "Days",
    "Either",
    "Every",
    "InField",
    "Node",
    "Not",
    "Number",
    "ParsedQuery",
    "Phrase",
    "Word",
    "parse",
    "words_of",
]
