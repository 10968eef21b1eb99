"""Lives through histories of two installations that crash, lose and repeat; checks what was promised after each.

usage: scripts/bench histories [--count N] [--first SEED] [--workers N] [--no-mutations]

The peer is the same program with a safeguard taken out: how many histories until that is noticed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from docarchive.core.logs import configure_logging
from tests.delivery.simulation import MUTATIONS, Template, found_after, live_through

REPORT = Path("reports/bench/histories.json")


def main() -> int:
    """Run, print a table, write a report; 1 where a history ended badly or a mutation went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--no-mutations", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    size = max(1, min(250, asked.count // asked.workers))
    last = asked.first + asked.count
    ranges = [(start, min(start + size, last)) for start in range(asked.first, last, size)]
    with multiprocessing.get_context("spawn").Pool(asked.workers) as pool:
        failed = [one for found in pool.imap_unordered(_live, ranges) for one in found]
    seconds = time.perf_counter() - began
    noticed = {} if asked.no_mutations else _mutations()
    _show(asked.count, seconds, failed, noticed)
    return 1 if failed or None in noticed.values() else 0


def _live(seeds: tuple[int, int]) -> list[tuple[int, str]]:
    configure_logging("CRITICAL")
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        template = Template.make(Path(folder))
        for seed in range(*seeds):
            try:
                live_through(template, seed)
            except Exception as problem:  # every fault of every history is of interest
                failed.append((seed, f"{type(problem).__name__}: {problem}"[:300]))
    return failed


def _mutations() -> dict[str, int | None]:
    configure_logging("CRITICAL")
    with tempfile.TemporaryDirectory() as folder:
        template = Template.make(Path(folder))
        return {getattr(one, "__name__", "?"): found_after(template, one) for one in MUTATIONS}


def _show(count: int, seconds: float, failed: list[tuple[int, str]], noticed: dict[str, int | None]) -> None:
    print(f"histories {count}   failed {len(failed)}   {seconds:.0f} s   {count / seconds:.1f} a second")
    for seed, words in failed[:20]:
        print(f"  seed {seed}: {words}")
    for name, after in noticed.items():
        print(f"  {name:32} noticed after {after if after is not None else 'NOTHING'}")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    found = {"histories": count, "seconds": round(seconds, 1), "failed": failed, "mutations": noticed}
    REPORT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
