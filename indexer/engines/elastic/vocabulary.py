"""The words of an index: what a question may have meant is looked for among them.

Writers add the words that are new to them, a pack at a time; readers take only packs they have not seen.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from indexer.engines.terms import FOLDED

if TYPE_CHECKING:
    from indexer.engines.elastic.reading import ElasticSnapshot

_PACK: Final = 2_000  # words; a stored value is at most 32 kB
_LONGEST: Final = 14  # letters of a syllable worth offering
_OVERLAP_MS: Final = 600_000  # clocks of writers may differ by as much


class Vocabulary:
    """Words known per generation, shared by the questions of a process."""

    def __init__(self) -> None:
        self._generation = ""
        self._known: _Known | None = None
        self._guard = threading.Lock()

    def of(self, generation: str) -> Callable[[ElasticSnapshot], Sequence[str]]:
        """Give the words of a generation when they are first asked for."""

        def words(at: ElasticSnapshot) -> Sequence[str]:
            with self._guard:
                if self._known is None or self._generation != generation:
                    self._generation, self._known = generation, _Known()
                return self._known.seen_by(at)

        return words


class _Known:
    def __init__(self) -> None:
        self._packs = 0
        self._newest = 0
        self._words: dict[str, None] = {}
        self._sorted: Sequence[str] = ()

    def seen_by(self, at: ElasticSnapshot) -> Sequence[str]:
        packed = {"exists": {"field": "words_born"}}
        count = int(at.asked(query=packed, size=0, track_total_hits=True)["hits"]["total"]["value"])
        if count != self._packs:
            young = {"range": {"words_born": {"gte": max(0, self._newest - _OVERLAP_MS)}}}
            for row in at.packs(young):
                self._newest = max(self._newest, int(row["sort"][0]))
                self._words |= dict.fromkeys(str(row["fields"]["words"][0]).split())
            self._packs = count
            self._sorted = tuple(sorted(self._words))
        return self._sorted


def of_text(body: str) -> Iterator[str]:
    """The exact words of a running field that may be offered."""
    return (term for term in body.split() if term[0] != FOLDED and len(term) <= _LONGEST and term.isalpha())


def packs(words: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Words as they are stored: key and row, the key the same for the same words."""
    ordered = sorted(words)
    for start in range(0, len(ordered), _PACK):
        text = " ".join(ordered[start : start + _PACK])
        yield (
            f"w:{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}",
            {
                "words": text,
                "words_born": int(time.time() * 1000),
            },
        )
