"""Real documents: every file ends in a state, and numbers that stand only in fields are in the text."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from indexer.extract import extract
from indexer.extract.ocr import readers
from indexer.records import ExtractedText, Failed, RawDocument

pytestmark = pytest.mark.corpus


@pytest.fixture(autouse=True)
def no_page_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading pictures is tested by itself; here it would cost minutes."""
    monkeypatch.setattr(readers, "available", lambda: ())


def records(corpus: Path, kind: str) -> list[dict[str, str]]:
    lines = (corpus / "truth.jsonl").read_text("utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["kind"] == kind]


def read(corpus: Path, record: dict[str, str]) -> ExtractedText | Failed:
    path = corpus / record["file"] if (corpus / record["file"]).exists() else corpus / record["kind"] / record["file"]
    return extract(RawDocument("tệp", path.read_bytes()))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@pytest.mark.slow
def test_the_number_of_every_digital_document_is_in_its_text(corpus: Path) -> None:
    missing = []
    for record in records(corpus, "pdf-digital"):
        found = read(corpus, record)
        assert isinstance(found, ExtractedText), record["file"]
        if record.get("number") and squeezed(record["number"]) not in squeezed(found.text):
            missing.append(record["file"])

    assert len(missing) <= 1, missing  # one draws its number as shapes


def test_every_word_file_gives_its_text(corpus: Path) -> None:
    for record in records(corpus, "office"):
        found = read(corpus, record)

        assert isinstance(found, ExtractedText), record["file"]
        assert not found.warnings
        if record.get("number"):
            assert squeezed(record["number"]) in squeezed(found.text), record["file"]


def test_every_scan_says_that_it_needs_a_page_reader(corpus: Path) -> None:
    for record in records(corpus, "pdf-scanned"):
        found = read(corpus, record)

        assert isinstance(found, Failed), record["file"]
        assert found.code == "needs_ocr"
