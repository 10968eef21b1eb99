"""Documents printed badly and read as scans: fields right, wrong, empty, of pages no rule for scans was made with.

The digital PDFs of the truth set as a tired copier gives them: coarse, askew, blurred, speckled; the first page, and of
documents of up to eight pages the last one with the signature. "first": right, or empty and offered first.

usage: scripts/bench worn [--seed 11] [--misses]
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from indexer.extract import extract
from indexer.extract.ocr.pages import PAGE_DPI
from indexer.recognise import recognise
from indexer.records import ExtractedText, RawDocument, Recognition
from scripts.benchmarks.ocr import COARSE_DPI, CORPUS, worn
from scripts.benchmarks.recognition import FIELDS, is_right

REPORT = Path("reports/bench/worn.json")
SHORT = 8  # pages of a document whose last page is read, too


def scanned(path: Path, chance: random.Random) -> bytes:
    """First and last page of a PDF, or of a long one the first alone, as a PDF of pictures."""
    opened, held = pdfium.PdfDocument(path), BytesIO()
    opened.init_forms()
    places = sorted({0, len(opened) - 1}) if len(opened) <= SHORT else [0]
    pictures = [worn(opened[at].render(scale=COARSE_DPI / 72).to_pil().convert("RGB"), chance) for at in places]
    pictures[0].save(held, "PDF", save_all=True, append_images=pictures[1:], resolution=PAGE_DPI)
    return held.getvalue()


def documents(seed: int) -> Iterator[tuple[dict[str, Any], Recognition]]:
    """The record of each digital PDF, and what is read of its pictures."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kind"] == "pdf-digital":
            read = extract(RawDocument("worn.pdf", scanned(CORPUS / record["file"], chance)))
            if isinstance(read, ExtractedText):
                yield record, recognise(read)


def main() -> None:
    """Read, compare, print the table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seed", type=int, default=11)
    ask.add_argument("--misses", action="store_true")
    given = ask.parse_args()
    counts = {field: Counter[str]() for field in FIELDS}
    for record, found in documents(given.seed):
        for field, key in FIELDS.items():
            true, got = record.get(key), getattr(found, field)
            if true is None or (field == "signer" and record["pages"] > SHORT):
                continue
            offered = [one.value for one in found.suggestions.get(field, ())]
            right = is_right(field, got, true)
            counts[field]["of"] += 1
            counts[field]["right" if right else "wrong" if got else "empty"] += 1
            counts[field]["first"] += right or (not got and bool(offered) and is_right(field, offered[0], true))
            if given.misses and not right:
                print(f"{record['file']} {field}: {got or offered[:3]} for {true}")
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(counts, indent=1), encoding="utf-8")
    names = ("of", "right", "wrong", "empty", "first")
    print(f"{'':<10}" + " ".join(f"{name:>6}" for name in names))
    for field, count in counts.items():
        print(f"{field:<10}" + " ".join(f"{count[name]:>6}" for name in names))


if __name__ == "__main__":
    main()
