"""Text layers that lie: for each marked file of the truth set what was found, what is said of it, what was repaired.

Marked are the PDFs whose ``text_layer`` in truth.jsonl is neither whole nor missing, and those whose notes speak of it.
*Syllables*: share of the words that are Vietnamese syllables, in the layer as it came and in the text as it was read.

usage: scripts/bench layers
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from indexer import numbers
from indexer.extract import extract, pdfium
from indexer.extract.judging import text_of
from indexer.extract.syllables import vietnamese_share
from indexer.recognise import recognise
from indexer.records import ExtractedText, RawDocument

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/layers.json")
# What the truth set calls a layer, and the verdicts that say the same.
VERDICTS: Final = {
    "full": {"ok"},
    "stamp-only": {"stamp"},
    "garbage": {"garbage", "contradicts_page"},
    "full (broken ToUnicode)": {"broken"},
}


def marked() -> list[dict[str, Any]]:
    """The records of the files whose text layer is worth a look."""
    records = [json.loads(line) for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        record
        for record in records
        if record.get("text_layer") not in {None, "none", "full"} or "text layer" in (record.get("notes") or "")
    ]


def layer_share(content: bytes) -> float | None:
    """Share of Vietnamese syllables in the text layer as it came."""
    opened = pdfium.open_pdf(content)
    return vietnamese_share(" ".join(text_of(pdfium.printed_page(opened, page).words) for page in range(len(opened))))


def judged(record: dict[str, Any]) -> dict[str, Any]:
    """What the indexer makes of one file beside what is true of it."""
    path = CORPUS / record["file"]
    content = path.read_bytes()
    read = extract(RawDocument(path.name, content))
    if not isinstance(read, ExtractedText):
        raise SystemExit(f"{path.name}: {read.reason}")
    found = recognise(read)
    offered = [offer.value for offer in found.suggestions.get("number", ())]
    return {
        "file": path.name,
        "truth": record["text_layer"],
        "found": read.text_layer,
        "is_found": read.text_layer in VERDICTS[record["text_layer"]],
        "said": list(read.warnings),
        "read_from": read.source,
        "syllables_before": layer_share(content),
        "syllables_after": vietnamese_share(read.text),
        "number": _state(found.number, record["number"], offered),
        "day": _state(found.issued_on.isoformat() if found.issued_on else None, record["issued_date"], []),
    }


def _state(got: str | None, truth: str | None, offered: list[str]) -> str:
    if got is None:
        return "offered" if any(_same(value, truth) for value in offered) else "empty"
    return "right" if _same(got, truth) else "wrong"


def _same(got: str, truth: str | None) -> bool:
    one, other = numbers.parse(got), numbers.parse(truth or "")
    return got == truth or (one is not None and other is not None and one.text == other.text)


def main() -> None:
    """Look at every marked file, print the table, write the report."""
    rows = [judged(record) for record in marked()]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    print(f"{'file':36} {'truth':24} {'found':17} {'read from':10} {'syllables':>11}  number  day")
    for row in rows:
        shares = " → ".join(
            "–" if share is None else f"{share:.2f}"[1:] if share < 1 else "1.0"
            for share in (row["syllables_before"], row["syllables_after"])
        )
        print(
            f"{row['file'][:36]:36} {row['truth']:24} {row['found']:17} {row['read_from']:10} {shares:>11}"
            f"  {row['number']:7} {row['day']}"
        )
        for sentence in row["said"]:
            print(f"    {sentence}")
    print(f"{sum(row['is_found'] for row in rows)} of {len(rows)} found as what they are")


if __name__ == "__main__":
    main()
