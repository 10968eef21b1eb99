"""One file, read to the end: extracted, then recognised."""

from __future__ import annotations

from importlib import import_module

from indexer.extract import extract
from indexer.records import ExtractedText, Failed, RawDocument, Reading, Recognition


def read(raw: RawDocument) -> Reading | Failed:
    """Extract a file's text and recognise what it says; pure, and for trusted bytes only (see ``sandbox``)."""
    extracted = extract(raw)
    if isinstance(extracted, Failed):
        return extracted
    return Reading(extracted, _recognise(extracted))


def _recognise(extracted: ExtractedText) -> Recognition:
    module = import_module("indexer.recognise")
    recognise = getattr(module, "recognise", None)
    found = recognise(extracted) if recognise else Recognition()
    assert isinstance(found, Recognition)  # noqa: S101
    return found
