"""Adding scores to what must match, each part of a sum by the cheaper of two ways.

A sum walks every document that holds any of its terms, a million of them for a sentence, whatever must match. Where
that is little, it is cheaper to look up each document that matches in the lists of the common terms. Both ways give the
same scores.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import tantivy
from tantivy import Occur

from indexer.engines.plan import EVERYTHING, All, Any, Flat, OneOf, Plan, Sequence, Term, Weighted
from indexer.engines.tantivy.schema import RUNNING
from indexer.engines.tantivy.translate import boosted, query, summands

_DEARER: Final = 8  # times that looking one document up costs what passing by one in a sum does
_REMEMBERED: Final = 20_000  # terms whose frequency is asked for again and again


class Scoring:
    """Scores of one index at one moment."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._all = searcher.num_docs
        self._frequency = lru_cache(maxsize=_REMEMBERED)(searcher.doc_freq)

    def scored(self, wanted: tantivy.Query, score: Plan, at_most: int) -> tantivy.Query:
        """What was translated before, with the score of ``score`` alone.

        Args:
            at_most: How many documents ``wanted`` can match; the truer, the faster.
        """
        if score == EVERYTHING:
            return wanted
        summed, looked_up = [(Occur.Must, wanted)], list[tuple[Occur, tantivy.Query]]()
        least = _DEARER * at_most
        for part, weight in summands(score):
            worth = (Occur.Should, boosted(query(self._schema, part), weight))
            (looked_up if least < self._all and self._walked(part) > least else summed).append(worth)
        found = tantivy.Query.boolean_query(summed)
        for worth in looked_up:
            found = tantivy.Query.boolean_query([(Occur.Must, found), worth])
        return found

    def at_most(self, plan: Plan) -> int:
        """How many documents a plan can match: never fewer than it does."""
        match plan:
            case Term(field, text):
                return self._frequency(field, text)
            case OneOf(field, values) if "." not in field:  # facets are no terms of their own
                return sum(self._frequency(field, value) for value in values)
            case Sequence(field, terms, prefix=False):
                return min(self._frequency(field, term) for _, term in terms)
            case All(plans):
                return min(map(self.at_most, plans), default=self._all)
            case Any(plans, least):
                return min(self._all, sum(map(self.at_most, plans)) // least)
            case Weighted(inner, _) | Flat(inner, _):
                return self.at_most(inner)
        return self._all

    def _walked(self, part: Plan) -> float:
        """How many documents a part of a sum passes by; 0 of what is always summed, as pairs of words: few hold one."""
        match part:
            case Term(field, text) if field in RUNNING:
                return self._frequency(field, text)
            case Sequence(field, terms, prefix=False):
                return sum(self._frequency(field, term) for _, term in terms) / len(terms)
        return 0
