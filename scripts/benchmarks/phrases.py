"""Phrase fidelity: random stretches of the texts, asked as phrases, beside a scan of every text.

usage: scripts/bench phrases [--spans 4000] [--documents 3000] [--seed 7]
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import tempfile
import time
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from indexer.analysis import syllables_of
from indexer.engines import open_engine
from indexer.engines.protocol import Audience, Query
from indexer.fold import fold
from indexer.passages import cut
from indexer.records import IndexDocument

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/phrases.json")
FORMS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "capitals": str.upper,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no marks": fold,
}
SOURCES = ("phapdien-articles", "hdnd-resolutions-2016-2017", "vbpl-central", "tthc-procedures")


def texts(count: int, seed: int) -> list[str]:
    """Whole texts, drawn from every collection."""
    found: list[str] = []
    for name in SOURCES:
        with lzma.open(CORPUS / "text" / f"{name}.jsonl.xz", "rt", encoding="utf8") as lines:
            rows = [json.loads(line) for line in lines]
        kept = [row.get("text") or row.get("raw_text") or "" for row in rows]
        random.Random(seed).shuffle(kept)  # noqa: S311 - repeatable
        found += [text for text in kept if text.strip()][: count // len(SOURCES) + 1]
    return found


class Scan:
    """Every text as one string of folded syllables between blanks: the peer, right by construction."""

    def __init__(self, corpus: list[str]) -> None:
        streams = [syllables_of(text) for text in corpus]
        self.exact = [stream.exact for stream in streams]
        self.folded = [f" {' '.join(stream.folded)} " for stream in streams]
        # where each syllable's blank stands in the string
        self.blanks = [list(accumulate((len(word) + 1 for word in stream.folded), initial=0)) for stream in streams]

    def holding(self, phrase: str) -> set[str]:
        """Ids of the texts that hold a phrase; words with marks strict, words without in any spelling."""
        asked = syllables_of(phrase)
        folded = f" {' '.join(asked.folded)} "
        strict = [(at, exact) for at, exact in enumerate(asked.exact) if exact != asked.folded[at]]
        return {
            str(at)
            for at, exact in enumerate(self.exact)
            if any(all(exact[first + step] == word for step, word in strict) for first in self._places(at, folded))
        }

    def _places(self, at: int, folded: str) -> Iterator[int]:
        """Numbers of the syllables at which a text holds a folded phrase."""
        text, blanks = self.folded[at], self.blanks[at]
        place = text.find(folded)
        while place >= 0:
            yield bisect_left(blanks, place)
            place = text.find(folded, place + 1)


def spans(corpus: list[str], count: int, seed: int) -> Iterator[str]:
    """Random stretches of two to six syllables, with whatever stood between them."""
    draw = random.Random(seed)  # noqa: S311 - repeatable
    streams = [(text, syllables_of(text)) for text in corpus]
    while count:
        text, stream = draw.choice(streams)
        size = draw.randint(2, 6)
        if len(stream) < size:
            continue
        first = draw.randrange(len(stream) - size + 1)
        yield (
            text[stream.starts[first] : stream.ends[first + size - 1]]
            .replace('"', " ")
            .replace("“", " ")
            .replace("”", " ")
        )
        count -= 1


def main() -> None:
    """Index, ask, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spans", type=int, default=4_000)
    parser.add_argument("--documents", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    corpus = texts(options.documents, options.seed)
    scan = Scan(corpus)
    tally = {form: {"asked": 0, "missed": 0, "false": 0} for form in FORMS}
    took = {"engine": 0.0, "scan": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"tantivy:{folder}/index")
        engine.rebuild(
            IndexDocument(str(at), 1, ("all",), "", text, passages=cut(text)) for at, text in enumerate(corpus)
        )
        for at, phrase in enumerate(spans(corpus, options.spans, options.seed)):
            form = list(FORMS)[at % len(FORMS)]
            typed = FORMS[form](phrase)
            started = time.perf_counter()
            wanted = scan.holding(typed)
            between = time.perf_counter()
            results = engine.search(Query(f'"{typed}"', Audience.operator(), size=1_000, snippets=0))
            took["engine"] += time.perf_counter() - between
            took["scan"] += between - started
            found = {hit.id for hit in results.hits}
            missed, false = wanted - found if results.total <= 1_000 else set(), found - wanted
            tally[form]["asked"] += 1
            tally[form]["missed"] += bool(missed) or results.total != len(wanted)
            tally[form]["false"] += bool(false)
        engine.close()
    for form, row in tally.items():
        print(f"{form:12} asked {row['asked']:5}  missed {row['missed']:3}  false {row['false']:3}")
    ratio = took["scan"] / max(took["engine"], 1e-9)
    print(f"{len(corpus)} texts; the engine answers {ratio:.1f} times as fast as the scan")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps({"texts": len(corpus), "forms": tally, "times_as_fast_as_scan": ratio}, indent=1))


if __name__ == "__main__":
    main()
