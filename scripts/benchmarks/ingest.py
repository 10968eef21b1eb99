"""Digital PDFs from bytes to the index on one core: pages a second beside the plain way, where the time goes, memory.

Each file goes the whole way: read in the jail, its answer checked, its terms computed, put into the index. The plain
way is pdfminer.six, underthesea's words and one tantivy field, without a jail (measured on fewer pages). Files some of
whose pages or lines have to be read as pictures are counted apart: what they cost is the reader of pictures.

Rates are per second of processor time, the jail's included, which others on the machine change little; the clock on
the wall stands beside it. All laps go into one index, so the first and the last tell whether a folder keeps its rate:
``--laps 590 --short 5 --cores 1 --no-pictures`` makes one of some 10,000 files.

usage: scripts/bench ingest [--laps 3] [--short PAGES] [--peer-pages 12] [--cores 2] [--no-pictures]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

from indexer import numbers, passages
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.engines.terms import document_terms
from indexer.extract import allowance, extract
from indexer.extract.pdfium import open_pdf
from indexer.normalise import running_lines
from indexer.recognise import recognise
from indexer.records import ExtractedText, IndexDocument, RawDocument, Reading
from indexer.sandbox import DEFAULT, read_safely, warm
from indexer.sandbox.answers import answer_of, reading_from

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/ingest.json")
BATCH = 16  # documents a commit
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Rate:
    """Pages read, and what that took: of the processors, and on the wall."""

    pages: int = 0
    processor_s: float = 0.0
    wall_s: float = 0.0

    @property
    def a_second(self) -> float:
        return self.pages / self.processor_s if self.processor_s else 0.0


class Clock:
    """Adds up what each stage takes of the processor, the jail's time included."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        begun = processor_s()
        yield
        self.seconds[stage] += processor_s() - begun


def processor_s(process: str = "self") -> float:
    """Processor time of a process and of all below it, those that ended included."""
    try:
        spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = [child for task in Path(f"/proc/{process}/task").iterdir() for child in _children(task)]
    except FileNotFoundError:  # it ended meanwhile: its parent has counted it
        return 0.0
    own = time.process_time() if process == "self" else sum(map(int, spent[11:13])) / _TICKS
    return own + sum(map(int, spent[13:15])) / _TICKS + sum(map(processor_s, children))


def _children(task: Path) -> list[str]:
    with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended meanwhile
        return (task / "children").read_text().split()
    return []


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


def measured(work: Callable[[], int]) -> Rate:
    """What one run took."""
    begun, spent = time.perf_counter(), processor_s()
    pages = work()
    return Rate(pages, processor_s() - spent, time.perf_counter() - begun)


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


class _PictureError(Exception):
    """A page is about to be read as a picture."""


def with_pictures(files: list[tuple[str, bytes]]) -> set[str]:
    """Names of the files something of which is read as a picture."""

    def stop() -> NoReturn:
        raise _PictureError

    found: set[str] = set()
    allowance.on_picture_page(stop)
    for name, content in files:
        try:
            extract(RawDocument(name, content))
        except _PictureError:
            found.add(name)
    allowance.on_picture_page(lambda: None)
    return found


def on_cores(files: list[tuple[str, bytes]], cores: int, folder: Path) -> float:
    """Pages a second on the wall with a process on each of so many cores, all reading all files."""
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        list(pool.map(_one_core, range(cores), repeat(files[:2]), repeat(folder / "warm")))
        begun = time.perf_counter()
        pages = sum(pool.map(_one_core, range(cores), repeat(files), repeat(folder / str(cores))))
        return pages / (time.perf_counter() - begun)


def _one_core(core: int, files: list[tuple[str, bytes]], folder: Path) -> int:
    os.sched_setaffinity(0, {core})
    return whole_way(files, folder / str(core), 0, Clock())


def plain_way(files: list[tuple[str, bytes]], most: int) -> Rate:
    """What one would write in an afternoon, on so many pages."""
    import tantivy
    from pdfminer.high_level import extract_text
    from pdfminer.pdfpage import PDFPage
    from underthesea import word_tokenize  # type: ignore[import-untyped]

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer()
    word_tokenize("khởi động")

    def reading() -> int:
        pages = 0
        for _, content in files:
            here = min(sum(1 for _ in PDFPage.get_pages(BytesIO(content), maxpages=most)), most - pages)
            document = tantivy.Document()
            document.add_text("body", " ".join(word_tokenize(extract_text(BytesIO(content), maxpages=here))))
            writer.add_document(document)
            pages += here
            if pages >= most:
                break
        writer.commit()
        return pages

    return measured(reading)


def memory_mb() -> dict[str, int]:
    """The most memory this process, and the largest of its children, ever held."""
    warm.end_all()  # children are counted when they have ended
    who: dict[str, int] = {"here": resource.RUSAGE_SELF, "largest child": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(usage).ru_maxrss // 1024 for name, usage in who.items()}


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(open_pdf(content))


def tenths(laps: Sequence[Rate]) -> list[float]:
    """The rates of many laps as those of ten runs of them; of few laps their own."""
    size = max(1, len(laps) // 10)
    return [round(total(laps[at : at + size]).a_second, 1) for at in range(0, len(laps) - size + 1, size)]


def total(rates: Sequence[Rate]) -> Rate:
    """Several runs as one."""
    return Rate(
        sum(rate.pages for rate in rates),
        sum(rate.processor_s for rate in rates),
        sum(rate.wall_s for rate in rates),
    )


def main() -> None:
    """Measure, print a table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--laps", type=int, default=3)
    ask.add_argument("--short", type=int, help="only files of at most so many pages")
    ask.add_argument("--peer-pages", type=int, default=12)
    ask.add_argument("--cores", type=int, default=2, help="1 leaves the comparison of cores out")
    ask.add_argument("--no-pictures", action="store_true", help="leave out the files that need a reader of pictures")
    given = ask.parse_args()
    files = [(path.name, path.read_bytes()) for path in sorted((CORPUS / "pdf-digital").glob("*.pdf"))]
    pictured = with_pictures(files)
    text_only = [file for file in files if file[0] not in pictured]
    if given.short:
        text_only = [file for file in text_only if pages_of(file[1]) <= given.short]
    everywhere = os.sched_getaffinity(0)
    clock = Clock()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.sched_setaffinity(0, {min(everywhere)})
        whole_way(text_only[:2], folder / "first", 0, Clock())  # loads what is loaded once
        laps = [
            measured(lambda lap=lap: whole_way(text_only, folder / "index", lap, clock))  # type: ignore[misc]
            for lap in range(given.laps)
        ]
        rest = [file for file in files if file[0] in pictured and not given.no_pictures]
        pictures = measured(lambda: whole_way(rest, folder / "pictures", 0, Clock()))
        memory = memory_mb()
        parts = stages(text_only)
        peer = plain_way(text_only, given.peer_pages)
        os.sched_setaffinity(0, everywhere)
        scaling = [on_cores(text_only, cores, folder) for cores in (1, given.cores)] if given.cores > 1 else []
    text = total(laps)
    report = {
        "files": len(text_only), "read": given.laps * len(text_only), "pages_a_lap": laps[0].pages,
        "in_turn": tenths(laps),
        "pages_per_s": round(text.a_second, 1), "on_the_wall": round(text.pages / text.wall_s, 1),
        "with_pictures": {"files": len(rest), "pages": pictures.pages, "pages_per_s": round(pictures.a_second, 1)},
        "plain_pages_per_s": round(peer.a_second, 1), "ratio": round(text.a_second / peer.a_second, 2),
        "cores": {"number": given.cores, "times": round(scaling[1] / scaling[0], 2)} if scaling else None,
        "memory_mb": memory,
        "stages_ms_a_page": {name: round(1000 * spent / text.pages, 2) for name, spent in clock.seconds.items()},
        "in_one_process_ms_a_page": {name: round(1000 * spent / laps[0].pages, 2) for name, spent in parts.items()},
    }  # fmt: skip
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1))
    print(f"{report['read']} files of text: {text.a_second:.0f} pages a second of one core,")
    print(f"  {report['on_the_wall']} on the wall, with what else ran; in turn {report['in_turn']}")
    if rest:
        print(f"{len(rest)} files with pictures in them: {pictures.pages} pages, {pictures.a_second:.1f} a second")
    print(f"the plain way {peer.a_second:.1f} pages a second: {report['ratio']} times as fast")
    if scaling:
        print(f"{given.cores} cores: {scaling[1] / scaling[0]:.2f} times one, on the wall")
    for title in ("stages_ms_a_page", "in_one_process_ms_a_page"):
        print(title.replace("_", " "))
        for name, spent in sorted(report[title].items(), key=lambda item: -item[1]):
            print(f"  {name:<20}{spent:>8.2f}")
    print(f"memory: {memory['here']} MB here, {memory['largest child']} MB the largest child")


if __name__ == "__main__":
    main()
