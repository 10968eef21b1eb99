"""Digital PDFs from bytes to the index on one core: pages a second beside the plain way, where the time goes, memory.

Each file goes the whole way: read in the jail, its answer checked, its terms computed, put into the index. The plain
way is pdfminer.six, underthesea's words and one tantivy field, without a jail (measured on fewer pages).

usage: scripts/bench ingest [--laps 3] [--peer-pages 12]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from indexer import numbers, passages
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.engines.terms import document_terms
from indexer.extract import extract
from indexer.normalise import running_lines
from indexer.recognise import recognise
from indexer.records import ExtractedText, IndexDocument, RawDocument, Reading
from indexer.sandbox import DEFAULT, read_safely
from indexer.sandbox.answers import answer_of, reading_from

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/ingest.json")
BATCH = 16  # documents a commit


class Clock:
    """Adds up what each stage takes, by the clock on the wall."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[stage] += time.perf_counter() - begun


def index_document(name: str, reading: Reading) -> IndexDocument:
    """What the archive makes of a reading before anybody confirms it."""
    found, text = reading.recognised, reading.extracted
    parsed = numbers.parse(found.number) if found.number else None
    running = running_lines(text.text, text.pages)
    return IndexDocument(
        id=name,
        revision=1,
        audience=("all",),
        title=found.subject or "",
        text=text.text,
        number=found.number,
        number_keys=numbers.keys(parsed) if parsed else (),
        passages=passages.cut(text.text, found.provisions, text.pages, running),
        running=running,
        dates={"issued_on": found.issued_on} if found.issued_on else {},
        names={"signer": found.signer} if found.signer else {},
    )


def whole_way(files: list[tuple[str, bytes]], folder: Path, lap: int, clock: Clock) -> int:
    """All files once; returns their pages."""
    pages = 0
    engine = TantivyEngine(folder)
    for start in range(0, len(files), BATCH):
        made = []
        for name, content in files[start : start + BATCH]:
            with clock("read in the jail"):
                outcome = read_safely(content, name)
            if not isinstance(outcome, Reading):
                raise SystemExit(f"{name}: {outcome.reason}")
            pages += len(outcome.extracted.pages)
            with clock("cut passages"):
                made.append(index_document(f"{name}-{lap}", outcome))
        with clock("terms and index"), engine.writing() as writer:
            for document in made:
                writer.put(document)
    engine.close()
    return pages


def stages(files: list[tuple[str, bytes]]) -> dict[str, float]:
    """Seconds of the parts of reading and indexing, one after another in this process."""
    clock = Clock()
    for name, content in files:
        with clock("extract"):
            extracted = extract(RawDocument(name, content))
        if not isinstance(extracted, ExtractedText):
            continue
        with clock("recognise"):
            reading = Reading(extracted, recognise(extracted))
        with clock("write the answer"):
            answer = answer_of(reading)
        with clock("check the answer"):
            reading_from(answer, DEFAULT)
        document = index_document(name, reading)
        with clock("compute terms"):
            document_terms(document)
    return clock.seconds


def plain_way(files: list[tuple[str, bytes]], most: int) -> float:
    """Pages a second of what one would write in an afternoon."""
    import tantivy
    from pdfminer.high_level import extract_text
    from pdfminer.pdfpage import PDFPage
    from underthesea import word_tokenize  # type: ignore[import-untyped]

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer()
    word_tokenize("khởi động")
    pages, begun = 0, time.perf_counter()
    for _, content in files:
        here = min(sum(1 for _ in PDFPage.get_pages(BytesIO(content))), most - pages)
        text = extract_text(BytesIO(content), maxpages=here)
        document = tantivy.Document()
        document.add_text("body", " ".join(word_tokenize(text)))
        writer.add_document(document)
        pages += here
        if pages >= most:
            break
    writer.commit()
    return pages / (time.perf_counter() - begun)


def memory_mb() -> dict[str, int]:
    """The most memory this process, and the largest of its children, ever held."""
    who: dict[str, int] = {"here": resource.RUSAGE_SELF, "largest child": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(usage).ru_maxrss // 1024 for name, usage in who.items()}


def timed(work: Callable[[], int]) -> float:
    """Pages a second of one run."""
    begun = time.perf_counter()
    return work() / (time.perf_counter() - begun)


def main() -> None:
    """Measure, print a table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--laps", type=int, default=3)
    ask.add_argument("--peer-pages", type=int, default=12)
    given = ask.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    files = [(path.name, path.read_bytes()) for path in sorted((CORPUS / "pdf-digital").glob("*.pdf"))]
    clock = Clock()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        whole_way(files[:2], folder / "first", 0, Clock())  # loads what is loaded once
        rates = [timed(lambda lap=lap: whole_way(files, folder / "index", lap, clock)) for lap in range(given.laps)]  # type: ignore[misc]
    memory = memory_mb()
    parts = stages(files)
    peer = plain_way(files, given.peer_pages)
    rate = statistics.median(rates)
    report = {
        "files": len(files), "pages_per_s": round(rate, 1), "plain_pages_per_s": round(peer, 1),
        "ratio": round(rate / peer, 2), "memory_mb": memory,
        "stages_s_a_lap": {name: round(seconds / given.laps, 3) for name, seconds in clock.seconds.items()},
        "in_one_process_s": {name: round(seconds, 3) for name, seconds in parts.items()},
    }  # fmt: skip
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1))
    print(f"{len(files)} files: {rate:.0f} pages/s on one core ({min(rates):.0f}–{max(rates):.0f});")
    print(f"the plain way {peer:.1f} pages/s: {rate / peer:.1f} times as fast")
    for title in ("stages_s_a_lap", "in_one_process_s"):
        print(title.replace("_", " "))
        for name, seconds in sorted(report[title].items(), key=lambda item: -item[1]):  # type: ignore[attr-defined]
            print(f"  {name:<20}{seconds:>8.3f}")
    print(f"memory: {memory['here']} MB here, {memory['largest child']} MB the largest child")


if __name__ == "__main__":
    main()
