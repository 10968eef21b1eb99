"""Documents on the same matter: those that share the rare word pairs of one."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from indexer.analysis import analyse
from indexer.engines.backend import Snapshot, Sought, Wanted
from indexer.engines.plan import EVERYTHING, Any, OneOf, Plan, Term
from indexer.engines.protocol import Hit, Sort
from indexer.engines.terms import FOLDED, PAIRS

_PASSAGES: Final = 40
_CANDIDATES: Final = 48
_TERMS: Final = 20
_TITLE: Final = 3


def similar(at: Snapshot, document_id: str, allow: Plan, size: int) -> tuple[Hit, ...]:
    """Best first; nothing where the reader may not see the document itself."""
    mine = at.find(Sought(OneOf("id", (document_id,)), allow, size=1)).located
    if not mine:
        return ()
    (shown,) = at.shown(mine, Wanted(EVERYTHING, EVERYTHING, _PASSAGES))
    body = "\n\n".join(passage.text for passage in shown.passages)
    counts: Counter[str] = Counter()
    for text, weight in ((shown.kept.title, _TITLE), (body, 1)):
        for pair in analyse(text, numbers=False).bigrams.folded:
            counts[pair] += weight
    terms = _rarest(at, counts, allow)
    if not terms:
        return ()
    match = Any(terms, max(1, len(terms) // 5))
    found = at.find(Sought(match, allow, Any(terms), Sort.RELEVANCE, size=size + 1)).located
    kept = at.kept(found)
    return tuple(Hit(one.id, 0.0) for one in kept if one.id != document_id)[:size]


def _rarest(at: Snapshot, counts: Counter[str], allow: Plan) -> tuple[Plan, ...]:
    """The pairs that tell this document from others the reader may see."""
    frequent = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:_CANDIDATES]
    terms = [Term(PAIRS, FOLDED + pair) for pair, _ in frequent]
    total, *held = at.counts([EVERYTHING, *terms], allow)
    worth: list[tuple[float, Plan]] = []
    for (_, often), term, documents in zip(frequent, terms, held, strict=True):
        if documents > 1:
            worth.append((math.log(1 + often) * math.log(1 + total / documents), term))
    worth.sort(key=lambda row: -row[0])
    return tuple(term for _, term in worth[:_TERMS])
