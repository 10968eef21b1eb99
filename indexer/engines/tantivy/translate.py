"""From plans to tantivy's queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Ordered
from typing import Final

import tantivy
from tantivy import FieldType, Occur, Query

from indexer.engines.plan import (
    EVERYTHING,
    All,
    Any,
    Beginning,
    Flat,
    OneOf,
    Plan,
    Sequence,
    Term,
    Weighted,
    Within,
    Without,
)

_LOW: Final = -(2**62)


def query(schema: tantivy.Schema, plan: Plan) -> Query:
    """Translate a plan."""
    match plan:
        case Term(field, text):
            return Query.term_query(schema, field, text, index_option="freq")
        case OneOf(field, values):
            return _flat(_one_of(schema, field, values), 0)
        case Sequence():
            return _sequence(schema, plan)
        case Beginning(field, prefix):
            return Query.regex_query(schema, field, re.escape(prefix) + ".*")
        case Within(field, first, last):
            low = _LOW if first is None else first
            high = -_LOW if last is None else last
            return _flat(Query.range_query(schema, field, FieldType.Integer, low, high), 0)
        case All(plans):
            return _all(schema, plans)
        case Any(plans, least):
            if not plans:
                return Query.empty_query()
            parts = summands(plan) if least == 1 else ((part, 1.0) for part in plans)
            either = [(Occur.Should, boosted(query(schema, part), weight)) for part, weight in parts]
            return Query.boolean_query(either, minimum_number_should_match=least)
        case Without(inner):
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query(schema, inner))])
        case Weighted(inner, weight):
            return boosted(query(schema, inner), weight)
        case Flat(inner, score):
            return _flat(query(schema, inner), score)


def required(schema: tantivy.Schema, *plans: Plan) -> Query:
    """What matches all of the plans, whatever it is worth."""
    parts = [(Occur.Must, _flat(query(schema, part), 0)) for part in reversed(plans) if part != EVERYTHING]
    return Query.boolean_query(parts or [(Occur.Must, _flat(Query.all_query(), 0))])


def summands(plan: Plan, weight: float = 1.0) -> Iterator[tuple[Plan, float]]:
    """What a sum of scores is made of, with weights: one sum is found in two thirds of the time of sums of sums."""
    match plan:
        case Any(plans, 1):
            for part in plans:
                yield from summands(part, weight)
        case Weighted(inner, more):
            yield from summands(inner, weight * more)
        case _:
            yield plan, weight


def boosted(inner: Query, weight: float) -> Query:
    """The same documents with their scores multiplied."""
    return inner if weight == 1.0 else Query.boost_query(inner, weight)


def _all(schema: tantivy.Schema, plans: Ordered[Plan]) -> Query:
    if not plans:
        return Query.all_query()
    wanted = [(Occur.Must, query(schema, part)) for part in plans if not isinstance(part, Without)]
    unwanted = [(Occur.MustNot, query(schema, part.plan)) for part in plans if isinstance(part, Without)]
    return Query.boolean_query([*(wanted or [(Occur.Must, Query.all_query())]), *unwanted])


def _one_of(schema: tantivy.Schema, field: str, values: Ordered[str]) -> Query:
    if not values:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, Query.term_query(schema, field, value, "basic")) for value in values])


def _sequence(schema: tantivy.Schema, plan: Sequence) -> Query:
    if len(plan.terms) == 1:
        only = plan.terms[0][1]
        return query(schema, Beginning(plan.field, only) if plan.prefix else Term(plan.field, only))
    if plan.prefix:
        escaped = [(at, re.escape(term)) for at, term in plan.terms]
        at, last = escaped[-1]
        return Query.regex_phrase_query(schema, plan.field, [*escaped[:-1], (at, last + ".*")])
    return Query.phrase_query(schema, plan.field, list(plan.terms))


def _flat(inner: Query, score: float) -> Query:
    return Query.const_score_query(inner, score)
