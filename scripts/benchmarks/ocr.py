"""Scanned pages against hand-typed ones: errors and pages a second, beside plain tesseract on the same pictures.

Words are counted as a bag (how many of both texts are the same) and in order (1 - word edits for each word typed).
What each step of reading brings is shown with the seconds it takes; the first reading is compared with plain tesseract
at the same work: both have two cores and read two pages at a time, one thread each.

usage: scripts/bench ocr [--laps 3] [--worn 12 (pages of digital PDFs, printed badly, to check that it holds)]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from rapidfuzz.distance import Levenshtein

from indexer.extract import extract
from indexer.extract.ocr import comparing, formulas
from indexer.extract.ocr.pages import PAGE_DPI
from indexer.extract.ocr.protocol import ReadPage
from indexer.extract.ocr.readers import best
from indexer.records import ExtractedText, RawDocument

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/ocr.json")
CORES = 2
COARSE_DPI = 150
os.environ["OMP_THREAD_LIMIT"] = "1"

STEPS = ("plain tesseract", "first reading", "second readers compared", "fixed lines", "heading and closing, as kept")
Read = TypeVar("Read", str, ReadPage)


@dataclass(frozen=True)
class Sheet:
    """A page as a picture, the words that stand on it, and where it is whole the document of this page."""

    name: str
    image: Image.Image
    words: tuple[str, ...]
    content: bytes = b""


def words_of(text: str) -> tuple[str, ...]:
    """Words as they are counted: composed, with the signs that touch them."""
    return tuple(unicodedata.normalize("NFC", text).split())


def typed_pages() -> list[Sheet]:
    """The pages somebody typed by hand."""
    found = []
    for path in sorted((CORPUS / "ocr-reference").glob("*.txt")):
        document, _, page = path.stem.rpartition(".p")
        scan, index = CORPUS / "pdf-scanned" / f"{document}.pdf", int(page) - 1
        words = words_of(path.read_text(encoding="utf8"))
        found.append(Sheet(path.stem, rendered(scan, index), words, one_page(scan, index)))
    return found


def rendered(path: Path, index: int, dpi: float = PAGE_DPI) -> Image.Image:
    """A page as its document draws it."""
    opened = pdfium.PdfDocument(path)
    opened.init_forms()
    image: Image.Image = opened[index].render(scale=dpi / 72, grayscale=True).to_pil()
    opened.close()
    return image


def worn_pages(count: int, seed: int = 5) -> list[Sheet]:
    """Pages of digital PDFs as a tired copier gives them: coarse, askew, blurred, speckled."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    found = []
    for path in sorted((CORPUS / "pdf-digital").glob("*.pdf"))[:count]:
        opened = pdfium.PdfDocument(path)
        index = min(1, len(opened) - 1)
        words = words_of(opened[index].get_textpage().get_text_bounded())
        opened.close()
        found.append(Sheet(f"worn {path.stem}", worn(rendered(path, index, COARSE_DPI), chance), words))
    return found


def worn(image: Image.Image, chance: random.Random) -> Image.Image:
    """A page rendered coarsely as a tired copier gives it, in the resolution pages are read in."""
    coarse = image.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor="white")
    blurred = coarse.filter(ImageFilter.GaussianBlur(0.6))
    noise = Image.effect_noise(blurred.size, 60).convert(blurred.mode)
    size = (round(image.width * PAGE_DPI / COARSE_DPI), round(image.height * PAGE_DPI / COARSE_DPI))
    return Image.blend(blurred, noise, 0.12).resize(size, Image.Resampling.BICUBIC)


def plain(image: Image.Image) -> str:
    """The peer: tesseract as it comes."""
    held = BytesIO()
    image.save(held, format="PPM")
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--dpi", str(PAGE_DPI), "--psm", "3"]
    return subprocess.run(command, input=held.getvalue(), capture_output=True, check=True).stdout.decode()


def first_reading(image: Image.Image) -> ReadPage:
    """Every page once."""
    return best().read(image, PAGE_DPI)


def one_page(path: Path, index: int) -> bytes:
    """A document of one page of another."""
    opened, alone, held = pdfium.PdfDocument(path), pdfium.PdfDocument.new(), BytesIO()
    alone.import_pages(opened, [index])
    alone.save(held)
    return held.getvalue()


class Score:
    """Words right, over all pages seen so far."""

    def __init__(self) -> None:
        self.typed = self.got = self.shared = self.edits = 0
        self.seconds = 0.0

    def add(self, sheet: Sheet, text: str, seconds: float) -> None:
        """Count a page."""
        words = words_of(text)
        self.typed, self.got = self.typed + len(sheet.words), self.got + len(words)
        self.shared += sum((Counter(words) & Counter(sheet.words)).values())
        self.edits += Levenshtein.distance(words, sheet.words)
        self.seconds += seconds

    def figures(self) -> dict[str, float]:
        """Shares of the typed words, and seconds this step took."""
        return {
            "bag": round(self.shared / self.typed, 4),
            "in order": round(1 - self.edits / self.typed, 4),
            "too many": round((self.got - self.shared) / self.typed, 4),
            "seconds": round(self.seconds, 1),
        }


def score_pages(sheets: Sequence[Sheet]) -> dict[str, dict[str, float]]:
    """Errors of plain tesseract and after each step of ours; seconds are those the step itself took."""
    scores = {name: Score() for name in STEPS}

    def timed(step: str, sheet: Sheet, work: Callable[[], Read]) -> Read:
        begun = time.perf_counter()
        done = work()
        scores[step].add(sheet, done if isinstance(done, str) else done.text, time.perf_counter() - begun)
        return done

    for sheet in sheets:
        timed(STEPS[0], sheet, lambda sheet=sheet: plain(sheet.image))  # type: ignore[misc]
        read = timed(STEPS[1], sheet, lambda sheet=sheet: first_reading(sheet.image))  # type: ignore[misc]
        read = timed(STEPS[2], sheet, lambda s=sheet, read=read: comparing.compared(s.image, read, PAGE_DPI))  # type: ignore[misc]
        read = timed(STEPS[3], sheet, lambda read=read: formulas.mended(read))  # type: ignore[misc]
        if sheet.content:
            timed(STEPS[4], sheet, lambda sheet=sheet: whole(sheet.content))  # type: ignore[misc]
    return {name: score.figures() for name, score in scores.items() if score.typed}


def whole(content: bytes) -> str:
    """The text the archive keeps of a document."""
    found = extract(RawDocument("trang.pdf", content))
    return found.text if isinstance(found, ExtractedText) else ""


def pages_a_second(sheets: Sequence[Sheet], read: Callable[[Image.Image], object]) -> float:
    """All pages, two at a time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(read, [sheet.image for sheet in sheets]))
    return len(sheets) / (time.perf_counter() - begun)


def show(title: str, scores: dict[str, dict[str, float]]) -> None:
    """Print a table of steps."""
    columns = ("bag", "in order", "too many", "seconds")
    print(f"{title:<36}" + "".join(f"{column:>10}" for column in columns))
    for name, found in scores.items():
        print(f"  {name:<34}" + "".join(f"{found[column]:>10.4g}" for column in columns))


def main() -> None:
    """Measure, print a table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--laps", type=int, default=3)
    ask.add_argument("--worn", type=int, default=0)
    given = ask.parse_args()
    typed = typed_pages()
    report: dict[str, object] = {"pages": len(typed), "words": sum(len(sheet.words) for sheet in typed)}
    report["typed"] = score_pages(typed)
    show(f"{len(typed)} pages typed by hand", report["typed"])  # type: ignore[arg-type]
    if given.worn:
        report["worn"] = score_pages(worn_pages(given.worn))
        show(f"{given.worn} pages printed badly", report["worn"])  # type: ignore[arg-type]
    rates: dict[str, list[float]] = {"plain": [], "first": []}
    for _ in range(given.laps):
        rates["plain"].append(pages_a_second(typed, plain))
        rates["first"].append(pages_a_second(typed, first_reading))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    ratio = statistics.median(first / peer for first, peer in zip(rates["first"], rates["plain"], strict=True))
    report |= {"pages_per_s": medians, "ratio": round(ratio, 2)}
    print(f"first reading {medians['first']:.2f} pages/s, plain tesseract {medians['plain']:.2f}: {ratio:.2f} times")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
