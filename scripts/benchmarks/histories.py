"""Lives through histories of two installations that crash, lose and repeat; checks what was promised after each.

usage: scripts/bench histories [--count N] [--first SEED] [--minutes M] [--resume] [--workers N] [--no-mutations]

A history is its seed. What was lived through stands in reports/bench/histories.jsonl as it is done; --resume leaves
that out.
The peer is the same program with a safeguard taken out: how many histories until that is noticed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from docarchive.core.logs import configure_logging
from tests.delivery.simulation.histories import live_through
from tests.delivery.simulation.mutations import MUTATIONS, found_after
from tests.delivery.simulation.sites import Template

REPORT = Path("reports/bench/histories.json")
DONE = REPORT.with_suffix(".jsonl")
CHUNK = 50  # histories of one template: making it costs as much as living through a few
PROMISES = {
    "I1": "every letter is delivered, or somebody is told why not",
    "I2": "each arrives once and takes effect once",
    "I3": "what arrived is, byte for byte, what was signed",
    "I4": "delivered means: with a receipt that holds",
    "I5": "what has a receipt is there, whatever crashed since",
    "I7": "both audit chains are whole",
    "I8": "one id is one packet",
    "I10": "no lease and no lock is left",
    "I11": "what nobody may let in is not in",
    "I13": "once the world heals, all ends within the bound",
}


@dataclass
class Chunk:
    """Some histories lived through.

    Attributes:
        last: The first seed that is no longer among them.
        failed: Seed and what was wrong.
        happened: What befell the two installations, and how often.
    """

    first: int
    last: int
    failed: list[tuple[int, str]] = field(default_factory=list)
    happened: dict[str, int] = field(default_factory=dict)


def main() -> int:
    """Run, print a table, write a report; 1 where a history ended badly or a mutation went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=None, help="begin no more after so long")
    parser.add_argument("--resume", action="store_true", help="go on where a run before stopped")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--no-mutations", action="store_true")
    asked = parser.parse_args()
    DONE.parent.mkdir(parents=True, exist_ok=True)
    if not asked.resume:
        DONE.unlink(missing_ok=True)
    before = kept(DONE)
    began = time.perf_counter()
    until = None if asked.minutes is None else time.monotonic() + 60 * asked.minutes
    wanted = left_of(range(asked.first, asked.first + asked.count), before)
    lived = list(_lived(wanted, asked.workers, until))
    seconds = time.perf_counter() - began
    noticed = {} if asked.no_mutations else _mutations()
    return _show(before, lived, seconds, noticed)


def kept(path: Path) -> list[Chunk]:
    """What a run before noted; a line it was killed in the middle of does not count."""
    found = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            one = Chunk(**json.loads(line))
        except ValueError:
            continue
        one.failed = [(seed, words) for seed, words in one.failed]
        found.append(one)
    return found


def left_of(seeds: range, before: Sequence[Chunk]) -> Iterator[tuple[int, int]]:
    """The seeds that were not lived through, in chunks."""
    over = {seed for one in before for seed in range(one.first, one.last)}
    start = None
    for seed in [*seeds, seeds.stop]:
        is_left = seed in seeds and seed not in over
        if start is not None and (not is_left or seed - start == CHUNK):
            yield start, seed
            start = None
        if is_left and start is None:
            start = seed


def _lived(wanted: Iterable[tuple[int, int]], workers: int, until: float | None) -> Iterator[Chunk]:
    """Live through chunks in child processes; each is noted when it is done."""

    def in_time() -> Iterator[tuple[int, int]]:
        for seeds in wanted:
            room.acquire()  # a pool takes whatever it is offered: it is offered only what it can begin with
            if until is not None and time.monotonic() > until:
                return
            yield seeds

    context = multiprocessing.get_context("spawn")
    room = context.Semaphore(workers)
    with context.Pool(workers) as pool, DONE.open("a", encoding="utf-8") as notes:
        for one in pool.imap_unordered(live, in_time()):
            room.release()
            notes.write(json.dumps(asdict(one)) + "\n")
            notes.flush()
            yield one


def live(seeds: tuple[int, int]) -> Chunk:
    """Live through the histories of some seeds."""
    configure_logging("CRITICAL")
    chunk, happened = Chunk(*seeds), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        template = Template.make(Path(folder))
        for seed in range(*seeds):
            try:
                live_through(template, seed, happened=happened)
            except Exception as problem:  # every fault of every history is of interest
                chunk.failed.append((seed, f"{type(problem).__name__}: {problem}"[:300]))
    chunk.happened = dict(happened)
    return chunk


def _mutations() -> dict[str, int | None]:
    configure_logging("CRITICAL")
    with tempfile.TemporaryDirectory() as folder:
        template = Template.make(Path(folder))
        return {getattr(one, "__name__", "?"): found_after(template, one) for one in MUTATIONS}


def _show(before: list[Chunk], lived: list[Chunk], seconds: float, noticed: dict[str, int | None]) -> int:
    every = [*before, *lived]
    count, now = (sum(one.last - one.first for one in some) for some in (every, lived))
    failed = sorted(each for one in every for each in one.failed)
    happened = sum((Counter(one.happened) for one in every), Counter())
    broken = Counter(code for _seed, words in failed for code in _codes(words))
    rate = round(now / max(seconds, 0.01), 1)
    print(f"{'promise':60} histories   broken")
    for code, words in {**PROMISES, "?": "anything else"}.items():
        print(f"{code:4} {words:55} {count:9} {broken[code]:8}")
    print(f"\nhistories {count} ({now} now)   failed {len(failed)}   {seconds:.0f} s   {rate} a second")
    print("befell them: " + ", ".join(f"{name} {times}" for name, times in happened.most_common()))
    for seed, words in failed[:20]:
        print(f"  seed {seed}: {words}")
    for name, after in noticed.items():
        print(f"  {name:32} noticed after {after if after is not None else 'NOTHING'}")
    found = {
        "histories": count, "seconds": round(seconds, 1), "a_second": rate,
        "failed": failed, "broken": {code: broken[code] for code in PROMISES}, "happened": happened,
        "mutations": noticed,
    }  # fmt: skip
    REPORT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 1 if failed or None in noticed.values() else 0


def _codes(words: str) -> list[str]:
    return re.findall(r"\bI\d+\b", words) or ["?"]


if __name__ == "__main__":
    sys.exit(main())
