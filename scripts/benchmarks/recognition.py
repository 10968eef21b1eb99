"""What each family of rules for the first page is worth: the truth set's digital and Word files read without it.

Every file is extracted once and recognised once for each family left out. Values are compared without marks, case and
signs; subjects agree from 95 of 100 on; lists are measured by F1 over all files, citations in complete records only.

usage: scripts/bench recognition
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from rapidfuzz import fuzz

from indexer.extract import extract
from indexer.fold import fold_lower
from indexer.recognise import assemble, citations, recognise, subject
from indexer.records import ExtractedText, RawDocument, Recognition

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/recognition.json")
FIELDS: Final = {"number": "number", "issued_on": "issued_date", "kind": "doc_type", "issuer": "issuer",
                 "subject": "subject", "signer": "signer"}  # fmt: skip
LISTS: Final = ("recipients", "cited", "relations")
RELATIONS: Final = frozenset(
    {"amends", "supplements", "replaces", "repeals", "postpones", "corrects", "consolidates", "suspends"}
)
_SAME: Final = 95.0

Switch = tuple[Any, str, Callable[..., object]]
FAMILIES: Final[dict[str, tuple[Switch, ...]]] = {
    "all rules": (),
    "authentication of consolidated texts": ((assemble, "with_closing", lambda _, header: header),),
    "headings in one sentence": ((assemble, "run_together", lambda *_: None),),
    "purpose of invitations": ((assemble, "purpose", lambda *_: None),),
    "label of the recipients": ((assemble, "recipients_line", lambda _: None),),
    "place before the date": ((assemble, "read_place", lambda _: None),),
    "spelling of the subject in the body": ((subject, "_as_printed", lambda _, text: text),),
    "bases of the preamble": ((assemble, "read_bases", lambda *_: ()),),
    "quoted wording left out": ((citations, "_quotes", lambda _: iter(())),),
    "relations of sentences": ((citations, "relations", lambda *_, **__: {}),),
}
LAYOUT: Final = "places of words and lines on the page"


def _files() -> Iterator[tuple[dict[str, Any], ExtractedText]]:
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kind"] != "pdf-scanned":
            path = CORPUS / record["file"]
            read = extract(RawDocument(path.name, path.read_bytes()))
            if isinstance(read, ExtractedText):
                yield record, read


def _letters(value: object) -> str:
    return re.sub(r"[\W_]+", " ", fold_lower(str(value or ""))).strip()


def is_right(field: str, got: object, truth: object) -> bool:
    """Whether a value is the true one."""
    if field == "subject":
        return fuzz.ratio(_letters(got), _letters(truth)) >= _SAME
    return _letters(got) == _letters(truth)


def _lists(record: dict[str, Any], found: Recognition) -> Iterator[tuple[str, set[Any], set[Any]]]:
    """What is true and what was found, of the lists whose record is complete."""
    if record.get("recipients") and record.get("recipients_complete") is not False:
        yield "recipients", set(map(_letters, record["recipients"])), set(map(_letters, found.recipients))
    relations = {
        (kind, _letters(number)) for kind, listed in (record.get("relations") or {}).items() for number in listed
    }
    if record.get("cites_complete") is True:
        true = {*record.get("legal_bases", ()), *record.get("cites", ()), *record.get("proposal_refs", ())}
        own = _letters(record.get("number"))
        named = {_letters(one) for one in true} | {number for _, number in relations}
        yield "cited", named - {own}, {_letters(one.number) for one in found.citations} - {own}
    if record.get("relations_complete") is True:
        yield "relations", relations, {
            (one.relation, _letters(one.number)) for one in found.citations if one.relation in RELATIONS
        }  # fmt: skip


def _f1(pairs: Collection[tuple[set[Any], set[Any]]]) -> float:
    same = sum(len(true & found) for true, found in pairs)
    total = sum(len(true) + len(found) for true, found in pairs)
    return 2 * same / total if total else 1.0


def measured(files: Collection[tuple[dict[str, Any], ExtractedText]], *, flat: bool = False) -> dict[str, float]:
    """Share of the fields that are right, and F1 of the lists.

    Args:
        flat: Give the text without pages, as if nobody knew where its words stand.
    """
    right = dict.fromkeys(FIELDS, 0)
    lists: dict[str, list[tuple[set[Any], set[Any]]]] = {name: [] for name in LISTS}
    for record, read in files:
        found = recognise(replace(read, pages=()) if flat else read)
        for field, key in FIELDS.items():
            right[field] += is_right(field, getattr(found, field), record.get(key))
        for name, true, seen in _lists(record, found):
            lists[name].append((true, seen))
    shares = {field: count / len(files) for field, count in right.items()}
    return shares | {name: _f1(pairs) for name, pairs in lists.items()}


def main() -> None:
    """Read the truth set with all rules and without each family, print the table, write the report."""
    files = list(_files())
    rows: dict[str, dict[str, float]] = {}
    for family, switches in FAMILIES.items():
        with ExitStack() as off:
            for module, name, instead in switches:
                off.enter_context(patch.object(module, name, instead))
            rows[family] = measured(files)
    rows[LAYOUT] = measured(files, flat=True)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps({"files": len(files), "without": rows}, indent=1))
    print(f"{len(files)} files; without: " + " " * 22 + " ".join(f"{name:>10}" for name in (*FIELDS, *LISTS)))
    for family, shares in rows.items():
        print(f"{family:<46}" + " ".join(f"{shares[name]:>10.3f}" for name in (*FIELDS, *LISTS)))


if __name__ == "__main__":
    main()
