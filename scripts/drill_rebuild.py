"""Builds the index of a cluster anew under import, edits and search, breaks off again and again, then counts.

usage: python -m scripts.drill_rebuild [--documents 20000] [--breaks 3] [--seed 1]
Ends with 0 only if no search failed beyond one more try and no document is lost, doubled or stale.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator

from indexer.engines import open_engine
from indexer.engines.protocol import SearchEngine
from indexer.records import IndexDocument
from scripts import servers
from scripts.drill_cluster import Load, is_well, loaded, make_document
from scripts.servers import elasticsearch


class BrokenOffError(Exception):
    """The rebuild ends here, as if its process had been killed."""


def documents(load: Load, last: int | None) -> Iterator[IndexDocument]:
    """What the database holds, in the order of ids, read as it is reached; broken off after so many."""
    for at, document_id in enumerate(sorted(load.wanted)):
        if at == last:
            raise BrokenOffError
        revision = load.wanted[document_id]
        if revision > 0:
            yield make_document(document_id, revision)


def rebuild(engine: SearchEngine, load: Load, breaks: int) -> None:
    """Break off at random, then build to the end."""
    time.sleep(2)
    for _ in range(breaks):
        last = load.chance.randrange(len(load.wanted))
        begun = time.monotonic()
        try:
            engine.rebuild(documents(load, last))
        except BrokenOffError:
            print(f"broken off after {last:7} documents, {time.monotonic() - begun:6.1f} s", flush=True)
    begun = time.monotonic()
    count = engine.rebuild(documents(load, None))
    print(f"built to the end: {count:7} documents, {time.monotonic() - begun:6.1f} s", flush=True)


def main() -> int:
    """Run the drill and say how it went."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=20_000)
    ask.add_argument("--breaks", type=int, default=3)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    url = servers.url_of("elasticsearch") or elasticsearch.start(servers.FOLDER / "elasticsearch")
    load = Load(f"{url}/drill-{os.getpid()}", random.Random(given.seed))  # noqa: S311 - a drill that can be repeated
    engine = open_engine(load.url)
    load.wanted |= {f"a{at}": 1 for at in range(given.documents)}
    engine.rebuild(documents(load, None))
    figures = loaded(load, lambda: rebuild(engine, load, given.breaks))
    engine.close()
    return 0 if is_well(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
