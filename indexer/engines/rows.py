"""Plans answered one row at a time: the meaning of the algebra, spelled out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from indexer.engines import plan as p
from indexer.engines import terms
from indexer.engines.backend import FoundPassage, Kept
from indexer.engines.plan import Plan
from indexer.engines.ranks import key, ranks
from indexer.engines.terms import DocumentTerms, PassageTerms

_K1: Final = 1.2
_B: Final = 0.75


@dataclass(eq=False)
class Row:
    """A document, or one of its passages.

    Attributes:
        running: Field → blank-separated terms.
        whole: Field → values that are never cut.
    """

    key: str
    kept: Kept
    running: Mapping[str, str]
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole_numbers: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[Row, ...] = ()
    shown: PassageTerms | None = None
    _positions: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, made: DocumentTerms) -> Row:
        """A document's row, with a row for each passage."""
        source, ranked = made.document, ranks(made.document)
        kept = Kept(
            source.id, source.revision, tuple(source.audience), source.title,
            source.number, source.names.get("issuer"), ranked["newest"],
        )  # fmt: skip
        own_key = key(source.id, source.revision)
        return cls(
            own_key,
            kept,
            running={
                terms.BODY: made.body, terms.PAIRS: made.pairs, terms.TITLE: made.title,
                terms.TITLE_PAIRS: made.title_pairs, terms.NAMED: made.named,
            },
            whole={
                "id": (source.id,), terms.NUMBERS: source.number_keys, terms.COMPACT: made.compact,
                terms.AUDIENCE: source.audience, **{f"facets.{name}": values for name, values in made.facets.items()},
            },
            facets=made.facets,
            whole_numbers={**made.days, **ranked},
            lines=tuple(
                cls(own_key, kept, {terms.BODY: line.body, terms.PAIRS: line.pairs}, shown=line)
                for line in made.passages
            ),
        )  # fmt: skip

    @property
    def page(self) -> int | None:
        """Page of a passage."""
        return self.shown.passage.page if self.shown else None

    def passage(self, score: float) -> FoundPassage:
        """A passage as it is shown."""
        assert self.shown is not None  # noqa: S101 - only passages are asked
        at = self.shown.passage
        return FoundPassage(self.shown.text, score, at.start, at.page, at.provision, self.shown.turn)

    def positions(self, name: str) -> Mapping[str, list[int]]:
        """Term → where it stands in a field."""
        known = self._positions.get(name)
        if known is None:
            known = self._positions[name] = {}
            for at, term in enumerate(self.running.get(name, "").split()):
                known.setdefault(term, []).append(at)
            for value in self.whole.get(name, ()):
                known.setdefault(value, []).append(0)
        return known

    def length(self, name: str) -> int:
        """Terms of a field."""
        return sum(map(len, self.positions(name).values()))


def holds(plan: Plan, row: Row) -> bool:
    """Whether a row matches."""
    match plan:
        case p.Term() | p.Sequence() | p.Beginning():
            return frequency(plan, row) > 0
        case p.OneOf(name, values):
            return not set(values).isdisjoint(row.whole.get(name, ()))
        case p.Within(name, first, last):
            value = row.whole_numbers.get(name)
            return value is not None and (first is None or first <= value) and (last is None or value <= last)
        case p.All(plans):
            return all(holds(part, row) for part in plans)
        case p.Any(plans, least):
            return sum(holds(part, row) for part in plans) >= least
        case p.Without(inner):
            return not holds(inner, row)
        case p.Weighted(inner, _) | p.Flat(inner, _):
            return holds(inner, row)


def frequency(plan: p.Term | p.Sequence | p.Beginning, row: Row) -> int:
    """How often a row holds a term, a sequence or words that begin so."""
    positions = row.positions(plan.field)
    match plan:
        case p.Term(_, text):
            return len(positions.get(text, ()))
        case p.Beginning(_, prefix):
            return sum(len(at) for term, at in positions.items() if term.startswith(prefix))
        case p.Sequence(_, placed, prefix):
            sets = [set(_places(positions, term, prefix=prefix and at == placed[-1][0])) for at, term in placed]
            return sum(
                all(start - placed[0][0] + at in where for (at, _), where in zip(placed, sets, strict=True))
                for start in sets[0]
            )


def _places(positions: Mapping[str, list[int]], term: str, *, prefix: bool) -> Iterator[int]:
    if not prefix:
        yield from positions.get(term, ())
        return
    for other, where in positions.items():
        if other.startswith(term):
            yield from where


class Scorer:
    """BM25 with the counts of the rows given."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._rarity = lru_cache(maxsize=None)(self._rarity_of)
        self._mean = lru_cache(maxsize=None)(self._mean_of)

    def score(self, plan: Plan, row: Row) -> float | None:
        """The score; None where the row does not match."""
        match plan:
            case p.Term() | p.Sequence() | p.Beginning():
                return self._bm25(plan, row)
            case p.Weighted(inner, weight):
                inside = self.score(inner, row)
                return None if inside is None else inside * weight
            case p.Flat(inner, flat):
                return flat if holds(inner, row) else None
            case p.All(plans) | p.Any(plans):
                if not holds(plan, row):
                    return None
                return sum(value for part in plans if (value := self.score(part, row)) is not None)
            case _:
                return 0.0 if holds(plan, row) else None

    def _bm25(self, plan: p.Term | p.Sequence | p.Beginning, row: Row) -> float | None:
        often = frequency(plan, row)
        if not often:
            return None
        if isinstance(plan, p.Beginning):
            return 1.0
        length = 1 - _B + _B * row.length(plan.field) / (self._mean(plan.field) or 1.0)
        rarity = sum(self._rarity(plan.field, term) for term in _terms(plan))
        return rarity * often * (_K1 + 1) / (often + _K1 * length)

    def _rarity_of(self, name: str, term: str) -> float:
        held = sum(term in row.positions(name) for row in self._rows)
        return math.log(1 + (len(self._rows) - held + 0.5) / (held + 0.5))

    def _mean_of(self, name: str) -> float:
        return sum(row.length(name) for row in self._rows) / max(1, len(self._rows))


def _terms(plan: p.Term | p.Sequence) -> Sequence[str]:
    return (plan.text,) if isinstance(plan, p.Term) else [term for _, term in plan.terms]
