"""The question as documents spell it: typed without marks, offered with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.engines.protocol import Hit
from indexer.fold import fold
from indexer.records import Span

_OPERATORS = frozenset('":()*-')


def joined(text: str, marks: Sequence[Span]) -> list[Span]:
    """Marks of a text in order, those of words side by side as one."""
    found: list[Span] = []
    for mark in sorted(mark for mark in marks if 0 <= mark[0] < mark[1] <= len(text)):
        if found and (mark[0] <= found[-1].end or text[found[-1].end : mark[0]].isspace()):
            found[-1] = Span(found[-1].start, max(mark[1], found[-1].end))
        else:
            found.append(Span(*mark))
    return found


def with_marks(question: str, hits: Sequence[tuple[Hit, str]]) -> str | None:
    """Words typed without marks, as most of the hits spell them side by side; None where there is nothing to offer.

    Args:
        hits: Each with its title.
    """
    typed = " ".join(question.lower().split())
    if not typed.isascii() or " " not in typed or _OPERATORS & set(typed):
        return None
    spelled = Counter(words for words in _lit(hits) if fold(words) == typed)
    best = spelled.most_common(1)
    return best[0][0] if best and best[0][0] != typed else None


def _lit(hits: Sequence[tuple[Hit, str]]) -> Iterator[str]:
    for hit, title in hits:
        for text, marks in ((title, hit.title_marks), *((each.text, each.marks) for each in hit.snippets)):
            for start, end in joined(text, marks):
                yield " ".join(text[start:end].lower().split())
