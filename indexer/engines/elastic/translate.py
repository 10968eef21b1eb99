"""From plans to Elasticsearch's queries."""

from __future__ import annotations

from typing import Any as Json
from typing import Final

from indexer.engines.elastic.schema import LIVE
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

_MOST_ENDINGS: Final = 1_000  # words tried for a phrase's last one

Query = dict[str, Json]
NOTHING_ASKED: Final[Query] = {"match_all": {}}


def query(plan: Plan, under: str = "") -> Query:
    """Translate a plan.

    Args:
        under: Name of the nested field whose fields are meant, with a point at its end.
    """
    match plan:
        case Term(field, text):
            return {"term": {under + field: {"value": text}}}
        case OneOf(field, values):
            return _flat({"terms": {under + field: list(values)}}, 0)
        case Sequence():
            return _sequence(plan, under)
        case Beginning(field, prefix):
            return {"prefix": {under + field: {"value": prefix}}}
        case Within(field, first, last):
            bounds = {name: value for name, value in (("gte", first), ("lte", last)) if value is not None}
            return _flat({"range": {under + field: bounds}}, 0)
        case All(plans):
            return _all(plans, under)
        case Any(plans, least):
            if not plans:
                return {"match_none": {}}
            return {"bool": {"should": [query(part, under) for part in plans], "minimum_should_match": least}}
        case Without(inner):
            return {"bool": {"must": [NOTHING_ASKED], "must_not": [query(inner, under)]}}
        case Weighted(inner, weight):
            return {"bool": {"must": [query(inner, under)], "boost": weight}}
        case Flat(inner, score):
            return _flat(query(inner, under), score)


def asked(match: Plan, score: Plan, allow: Plan) -> Query:
    """Documents that match and are allowed, with the score of ``score`` alone."""
    required = [LIVE, *(query(part) for part in (allow, match) if part != EVERYTHING)]
    return _scored(required, score, "")


def asked_of_lines(match: Plan, score: Plan, under: str) -> Query:
    """The same of passages."""
    return _scored([query(match, under)] if match != EVERYTHING else [NOTHING_ASKED], score, under)


def _scored(required: list[Query], score: Plan, under: str) -> Query:
    if score == EVERYTHING:
        return {"bool": {"filter": required}}
    return {"bool": {"filter": required, "should": [query(score, under)]}}


def _all(plans: tuple[Plan, ...], under: str) -> Query:
    if not plans:
        return NOTHING_ASKED
    wanted = [query(part, under) for part in plans if not isinstance(part, Without)]
    unwanted = [query(part.plan, under) for part in plans if isinstance(part, Without)]
    return {"bool": {"must": wanted or [NOTHING_ASKED], "must_not": unwanted}}


def _sequence(plan: Sequence, under: str) -> Query:
    """Spans without slop, with a gap as wide as the positions between two terms: what a phrase with gaps means."""
    if len(plan.terms) == 1:
        only = plan.terms[0][1]
        return query(Beginning(plan.field, only) if plan.prefix else Term(plan.field, only), under)
    field = under + plan.field
    spans: list[Query] = [{"span_term": {field: {"value": term}}} for _, term in plan.terms]
    if plan.prefix:
        ending = {"value": plan.terms[-1][1], "rewrite": f"top_terms_{_MOST_ENDINGS}"}
        spans[-1] = {"span_multi": {"match": {"prefix": {field: ending}}}}
    clauses = spans[:1]
    for (before, _), (at, _), span in zip(plan.terms, plan.terms[1:], spans[1:], strict=False):
        gap = at - before - 1
        clauses += [{"span_gap": {field: gap}}, span] if gap > 0 else [span]
    return {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}


def _flat(inner: Query, score: float) -> Query:
    return {"constant_score": {"filter": inner, "boost": score}}
