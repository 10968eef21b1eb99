"""Documents on the same matter: those that share the rare word pairs of one."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from indexer.analysis import analyse
from indexer.engines.backend import Snapshot
from indexer.engines.plan import EVERYTHING, Any, OneOf, Plan, Term
from indexer.engines.protocol import Hit, Sort
from indexer.engines.terms import FOLDED, PAIRS

_PASSAGES: Final = 40
_CANDIDATES: Final = 48
_TERMS: Final = 20
_TITLE: Final = 3


def similar(at: Snapshot, document_id: str, allow: Plan, size: int) -> tuple[Hit, ...]:
    """Best first; nothing where the reader may not see the document itself."""
    mine, _ = at.find(OneOf("id", (document_id,)), EVERYTHING, allow, Sort.NEWEST, 0, 1)
    if not mine:
        return ()
    title = at.kept(mine)[0].title
    texts = [
        passage.text for found in at.passages(mine, EVERYTHING, EVERYTHING, _PASSAGES).values() for passage in found
    ]
    counts: Counter[str] = Counter()
    for text, weight in ((title, _TITLE), ("\n\n".join(texts), 1)):
        for pair in analyse(text, numbers=False).bigrams.folded:
            counts[pair] += weight
    terms = _rarest(at, counts, allow)
    if not terms:
        return ()
    match = Any(terms, max(1, len(terms) // 5))
    found, _ = at.find(match, Any(terms), allow, Sort.RELEVANCE, 0, size + 1)
    kept = at.kept(found)
    return tuple(Hit(one.id, 0.0) for one in kept if one.id != document_id)[:size]


def _rarest(at: Snapshot, counts: Counter[str], allow: Plan) -> tuple[Plan, ...]:
    """The pairs that tell this document from others the reader may see."""
    total = at.count(EVERYTHING, allow)
    worth: list[tuple[float, Plan]] = []
    for pair, often in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:_CANDIDATES]:
        term = Term(PAIRS, FOLDED + pair)
        documents = at.count(term, allow)
        if documents > 1:
            worth.append((math.log(1 + often) * math.log(1 + total / documents), term))
    worth.sort(key=lambda row: -row[0])
    return tuple(term for _, term in worth[:_TERMS])
