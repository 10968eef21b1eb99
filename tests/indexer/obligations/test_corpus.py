"""Passages of real documents, marked by hand: most obligations are found, few sentences are taken for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.obligations import read_obligations
from indexer.records import Obligation

pytestmark = pytest.mark.corpus


def test_obligations_of_real_passages_are_found(corpus: Path) -> None:
    path = corpus / "obligations" / "passages.jsonl"
    if not path.exists():
        pytest.skip(f"needs {path}")
    right = proposed = marked = 0
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        found = read_obligations(row["text"], row["context"])
        right += sum(any(overlaps(one, wanted) for one in found) for wanted in row["obligations"])
        proposed += len(found)
        marked += len(row["obligations"])

    assert 2 * right / (proposed + marked) >= 0.85


def overlaps(found: Obligation, wanted: dict[str, Any]) -> bool:
    """They share half of the longer of the two."""
    shared = min(found.end, wanted["end"]) - max(found.start, wanted["start"])
    return bool(2 * shared >= max(found.end - found.start, wanted["end"] - wanted["start"]))
