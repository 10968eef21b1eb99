"""What amending provisions do to which provisions of which document: read by rules, beside hand-made labels.

Each row of the set is one provision, the headings above it and the title of its document; each label says what it does
to what. The rules were written while looking at the documents that come first in the set; the others were left alone
and are reported apart. Two labels agree when verb and the lowest provision agree and nothing either says of document or
provisions above contradicts the other ("same"), or when they say the same to the letter ("whole").

usage: scripts/bench relations [--misses developed|reported]
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.fold import fold_lower
from indexer.numbers import find_all
from indexer.recognise.amendments import amendments
from indexer.recognise.places import named

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
SET = CORPUS / "extraction" / "legal-relation-triplets.jsonl.xz"
REPORT = Path("reports/bench/relations.json")
DEVELOPED = 28  # documents at the front of the set, looked at while the rules were written
_OWN = re.compile(
    r"^(?P<place>.*?),?\s*trích yếu\s*(?P<quote>['\"])(?P<title>.*?)(?P=quote),?\s*có danh sách", re.DOTALL
)
_LIST = re.compile(r"danh sách ngữ cảnh sau\s*\[?\s*['\"“]?(?=\S)(.*)", re.DOTALL)
_NEXT = re.compile(r"['\"]?\s*,\s*['\"](?=\s*(?:Điều|\d{1,2}[a-z]?\.|[a-zđ]\)|[-–]|[ivx]+\)|[A-ZĐ]))")
_MARK = re.compile(r"\s*(?:Điều\s+\d|\d{1,3}[a-z]?\s*\.|[a-zđ]{1,2}\s*\))")
_VERBS = {"bo sung sua doi": "sua doi bo sung", "bo sung, sua doi": "sua doi bo sung"}


@dataclass(frozen=True)
class Act:
    """A verb, the document acted upon, one provision's path; empty where all of it is meant or none is named."""

    verb: str
    number: str
    place: str

    def agrees(self, other: Act) -> bool:
        """Nothing either says contradicts the other."""
        if self.verb != other.verb or (self.number and other.number and self.number != other.number):
            return False
        mine, theirs = self.place.split("."), other.place.split(".")
        levels = (dict(part.split("-", 1) for part in way if part) for way in (mine, theirs))
        first, second = levels
        return mine[-1] == theirs[-1] and all(second.get(level, sign) == sign for level, sign in first.items())


def labels(row: Mapping[str, Any]) -> set[Act]:
    """What the row's labels say; an object nobody can name by number or provision stays as printed."""
    found = set()
    for _, verb, printed in row["triplets"]:
        place, number = _parted(printed)
        paths = named(place.replace(" / ", " "), {}) or (place,)
        found |= {Act(_verb(verb), number, path) for path in paths}
    return found


def _parted(printed: str) -> tuple[str, str]:
    numbers = find_all(printed)
    if not numbers:
        return printed.strip(), ""
    place = re.sub(r"(?:^|\s*/)\s*[^/]*$", "", printed[: numbers[0].start])
    return place.strip(), numbers[0].number.text.upper()


def answers(row: Mapping[str, Any]) -> set[Act]:
    """What the rules read from the row's text."""
    text, own, number = composed(row["input"])
    read = [each for each in amendments(text, number) if each.at >= own]
    read = [each for each in read if each.provisions or not each.heads] or read
    return {
        Act(_verb(each.verb), (each.number or "").upper(), path)
        for each in read for path in each.provisions or ("",) if path or each.number
    }  # fmt: skip


def composed(given: str) -> tuple[str, int, str | None]:
    """The headings outermost first and then the provision itself, where that begins, and the document of the title."""
    said = _OWN.match(given)
    title = said["title"] if said else ""
    place = said["place"] if said else given[:80]
    listed = _LIST.search(given)
    body = (listed[1] if listed else given).replace("\\n", "\n").rstrip(" ]\n")
    own, *above = [_closed(_lines(piece.strip(" '\"\n,"))) for piece in _NEXT.split(body)]
    beside = [piece for piece in above if not _MARK.match(piece)]
    if not _MARK.match(own):
        own = f"{_mark(place)}{own}" if not beside else f"- {own}"
    own = "\n- ".join([own, *beside])
    above = [piece for piece in above if _MARK.match(piece)][::-1]
    numbers = {each.number: each for each in amendments(title) if each.number}
    head = "\n".join(above) + "\n" if above else ""
    return head + own, len(head), next(iter(numbers)) if len(numbers) == 1 else None


def _lines(piece: str) -> str:
    """With the line breaks before items that the set leaves out."""
    return re.sub(r"(?<=[:;.”]) (?=(?:[a-zđ]\)|\d{1,2}\.) [A-ZĐ])", "\n", piece)


def _closed(piece: str) -> str:
    return piece + "”" * (piece.count("“") > piece.count("”"))


def _mark(place: str) -> str:
    level, _, sign = place.partition(" / ")[0].strip().partition(" ")
    return {"Điều": f"Điều {sign}. ", "Khoản": f"{sign}. ", "Điểm": f"{sign}) "}.get(level, "")


def _verb(printed: str) -> str:
    verb = " ".join(re.sub(r",| va ", " ", fold_lower(printed)).split())
    return _VERBS.get(verb, verb)


def is_printed(act: Act, given: str) -> bool:
    """Whether the row's text names the provision at all; labels often tell what stands elsewhere in the document."""
    _, _, text = given.partition("danh sách")
    if not act.place:
        return act.number in fold_upper(text)
    lowest = act.place.rpartition(".")[2]
    return any(lowest in path.split(".") for path in named(text, {}))


def fold_upper(text: str) -> str:
    """Letters only as numbers are compared."""
    return re.sub(r"\s", "", text).upper()


def scored(rows: Iterable[Mapping[str, Any]], *, misses: bool) -> dict[str, float]:
    """Precision, recall and F1 of both measures over some rows."""
    right = wrong = missed = printed = whole = asked = said = 0
    for row in rows:
        want, have = labels(row), answers(row)
        open_ = set(want)
        for act in sorted(have, key=lambda each: each not in want):
            met = act if act in open_ else next((each for each in open_ if act.agrees(each)), None)
            open_.discard(met) if met else None
            right, wrong = right + bool(met), wrong + (not met)
        printed += sum(is_printed(each, row["input"]) for each in want)
        missed += sum(is_printed(each, row["input"]) for each in open_)
        whole, asked, said = whole + len(want & have), asked + len(want), said + len(have)
        if misses and (open_ or want - have):
            said_of = {"want": sorted(map(str, want)), "have": sorted(map(str, have))}
            print(json.dumps({"input": row["input"][:1200], **said_of}, ensure_ascii=False))
    return {
        "labels": asked, "printed": printed, "recall_of_printed": 1 - missed / max(1, printed),
        "precision": right / max(1, said), "recall": right / max(1, asked), "f1": 2 * right / max(1, said + asked),
        "whole_f1": 2 * whole / max(1, said + asked),
    }  # fmt: skip


def parted(rows: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of the documents looked at, and those of the others."""
    of = [_document(row) for row in rows]
    seen = set(list(dict.fromkeys(of))[:DEVELOPED])
    yield "developed", [row for row, document in zip(rows, of, strict=True) if document in seen]
    yield "reported", [row for row, document in zip(rows, of, strict=True) if document not in seen]


def _document(row: Mapping[str, Any]) -> str:
    numbers = find_all(row["input"].replace("_", "-"))
    return numbers[0].number.text if numbers else row["input"][:60]


def main() -> None:
    """Read, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", choices=("developed", "reported"))
    options = parser.parse_args()
    with lzma.open(SET, "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    report = {}
    for name, part in parted(rows):
        report[name] = figures = scored(part, misses=options.misses == name)
        print(
            f"{name:10} {len(part):4} provisions, {figures['labels']:4} labels: precision {figures['precision']:.3f}"
            f"  recall {figures['recall']:.3f} (of the {figures['printed']} printed {figures['recall_of_printed']:.3f})"
            f"  F1 {figures['f1']:.3f}  (whole {figures['whole_f1']:.3f})",
            file=sys.stderr if options.misses else sys.stdout,
        )
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
