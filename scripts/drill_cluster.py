"""Kills, freezes and restarts the nodes of a real cluster of three under import and search, then counts.

usage: python -m scripts.drill_cluster [--seconds 20 (calm between blows)] [--seed 1]
Ends with 0 only if no search failed beyond one more try and no document is lost, doubled or stale.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from indexer.engines import open_engine
from indexer.engines.elastic.address import parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.errors import EngineError
from indexer.engines.protocol import Audience, Query, SearchEngine
from indexer.passages import cut
from indexer.records import IndexDocument
from scripts import servers
from scripts.servers import elasticsearch, processes
from scripts.servers.elasticsearch import answering

FOLDER = servers.FOLDER / "elasticsearch"
WORDS = [
    "rừng",
    "biển",
    "núi",
    "sông",
    "đường",
    "cầu",
    "trường",
    "chợ",
    "làng",
    "xã",
    "huyện",
    "tỉnh",
    "ngân",
    "sách",
    "đất",
    "nhà",
    "lúa",
    "ngô",
    "cá",
    "tôm",
    "muối",
]
PATIENCE_S = 300.0


@dataclass
class Load:
    """Writes and searches all the while; remembers what the index must hold and how the searches went."""

    url: str
    chance: random.Random
    wanted: dict[str, int] = field(default_factory=dict)  # document → revision; negative: taken out at that revision
    searches: int = 0
    tried_again: int = 0
    failed: int = 0
    slowest_s: float = 0.0
    writes_repeated: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def write_on(self) -> None:
        """Add, change and take out documents, each batch until it is in."""
        engine = open_engine(self.url)
        while not self.stopped.is_set():
            batch = self._next_batch()
            self.wanted |= batch  # what a database would have committed before the index hears of it
            while not self._is_written(engine, batch):
                self.writes_repeated += 1
                time.sleep(0.5)
            time.sleep(0.05)
        engine.close()

    def search_on(self) -> None:
        """Ask; a question that fails is asked once more."""
        engine = open_engine(self.url)
        while not self.stopped.is_set():
            begun = time.monotonic()
            if not self._is_answered(engine):
                self.tried_again += 1
                time.sleep(3.5)  # as long as the engine lets a cluster rest
                self.failed += not self._is_answered(engine)
            self.searches += 1
            self.slowest_s = max(self.slowest_s, time.monotonic() - begun)
            time.sleep(0.05)
        engine.close()

    def _next_batch(self) -> dict[str, int]:
        new = {f"d{len(self.wanted) + at}": 1 for at in range(20)}
        known = self.chance.sample(sorted(self.wanted), min(5, len(self.wanted)))
        changed = {one: self.wanted[one] + 1 for one in known if self.wanted[one] > 0}
        gone = {one: -changed[one] for one in list(changed)[:1]}
        return {**new, **changed, **gone}

    def _is_written(self, engine: SearchEngine, batch: dict[str, int]) -> bool:
        try:
            with engine.writing() as writer:
                for document_id, revision in batch.items():
                    if revision < 0:
                        writer.remove(document_id, -revision)
                    else:
                        writer.put(make_document(document_id, revision))
        except EngineError as problem:
            print(f"    batch again: {problem}", file=sys.stderr)
            return False
        return True

    def _is_answered(self, engine: SearchEngine) -> bool:
        try:
            engine.search(Query(self.chance.choice(WORDS), Audience.operator()))
        except EngineError as problem:
            print(f"    question again: {problem}", file=sys.stderr)
            return False
        return True


def make_document(document_id: str, revision: int) -> IndexDocument:
    """A document of words that come from its id and revision."""
    chance = random.Random(f"{document_id} {revision}")  # noqa: S311 - the same text every time
    text = ". ".join(" ".join(chance.choices(WORDS, k=12)) for _ in range(8))
    return IndexDocument(
        document_id, revision, ("all",), " ".join(chance.choices(WORDS, k=8)), text, passages=cut(text)
    )


def kill(node: int) -> None:
    """Kill a node and start it again."""
    os.kill(elasticsearch.node_processes(FOLDER)[node][0], signal.SIGKILL)
    time.sleep(3)
    elasticsearch.start_again(FOLDER, node)


def freeze(node: int, seconds: float = 45.0) -> None:
    """Stop a node's process for a while, as a machine that hangs does."""
    pid = elasticsearch.node_processes(FOLDER)[node][0]
    os.kill(pid, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(pid, signal.SIGCONT)


def restart(node: int) -> None:
    """End a node in peace and start it again."""
    processes.end(elasticsearch.node_processes(FOLDER)[node], patience_s=60)
    elasticsearch.start_again(FOLDER, node)


def healed(url: str) -> float:
    """Wait until every shard has its copies again; seconds it took."""
    begun = time.monotonic()
    hosts = [f"http://{host}" for host in url.removeprefix("http://").split(",")]
    answering.wait(hosts, PATIENCE_S, status="green")
    return time.monotonic() - begun


def drill(url: str, load: Load, calm_s: float) -> None:
    """One blow after the other, each after the cluster has healed from the one before."""
    blows: list[tuple[str, Callable[[], None]]] = [
        ("kill -9 of node 2", lambda: kill(1)),
        ("kill -9 of node 3", lambda: kill(2)),
        ("node 1 frozen for 45 s", lambda: freeze(0)),
        *((f"restart of node {node + 1}", lambda node=node: restart(node)) for node in range(3)),
    ]
    time.sleep(calm_s)
    for name, blow in blows:
        before = load.searches, load.tried_again, load.failed, len(load.wanted)
        load.slowest_s = 0.0
        blow()
        healed_s = healed(url)
        time.sleep(calm_s)
        after = load.searches, load.tried_again, load.failed, len(load.wanted)
        asked, again, failed, written = (b - a for a, b in zip(before, after, strict=True))
        print(
            f"{name:24} searches {asked:5}  again {again:3}  failed {failed}  slowest {load.slowest_s:5.1f} s  "
            f"new documents {written:5}  healed after {healed_s:5.1f} s",
            flush=True,
        )


def counted(url: str, load: Load) -> dict[str, int]:
    """Compare the index with what was written, row by row."""
    engine = open_engine(url)
    held: dict[str, int] = {}
    doubled = 0
    for stamp in engine.stamps():
        doubled += stamp.id in held
        held[stamp.id] = stamp.revision
    engine.close()
    live = {one: revision for one, revision in load.wanted.items() if revision > 0}
    return {
        "documents": len(live),
        "lost": len(set(live) - set(held)),
        "surplus": len(set(held) - set(live)),
        "stale": sum(held[one] != live[one] for one in set(held) & set(live)),
        "doubled": doubled,
    }


def loaded(load: Load, work: Callable[[], None]) -> dict[str, int]:
    """Do something while documents are written and searched for, then count."""
    threads = [threading.Thread(target=one) for one in (load.write_on, load.search_on, load.search_on)]
    for thread in threads:
        thread.start()
    try:
        work()
    finally:
        load.stopped.set()
        for thread in threads:
            thread.join()
    figures = counted(load.url, load)
    print(f"searches {load.searches}, asked again {load.tried_again}, failed {load.failed}; {figures}")
    print(f"batches written again {load.writes_repeated}")
    ElasticEngine(parse(load.url)).drop()
    return {**figures, "failed": load.failed}


def is_well(figures: dict[str, int]) -> bool:
    """Whether nothing failed, was lost, doubled or left behind."""
    return not any(figures[name] for name in ("failed", "lost", "surplus", "stale", "doubled"))


def main() -> int:
    """Run the drill and say how it went."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seconds", type=float, default=20.0)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    url = elasticsearch.start(FOLDER, 3)
    index = f"{url}/drill-{os.getpid()}"
    load = Load(index, random.Random(given.seed))  # noqa: S311 - a drill that can be repeated
    return 0 if is_well(loaded(load, lambda: drill(url, load, given.seconds))) else 1


if __name__ == "__main__":
    sys.exit(main())
