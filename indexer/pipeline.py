"""One file, read to the end: extracted, then recognised."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from indexer.extract import extract
from indexer.records import ExtractedText, Failed, RawDocument, Reading, Recognition


def read(raw: RawDocument) -> Reading | Failed:
    """Extract a file's text and recognise what it says; pure, and for trusted bytes only (see ``sandbox``)."""
    extracted = extract(raw)
    if isinstance(extracted, Failed):
        return extracted
    recognised = _recognise(extracted)
    if recognised.another:
        extracted = replace(extracted, warnings=(*extracted.warnings, _two_documents(*recognised.another)))
    return Reading(extracted, recognised)


def _two_documents(number: str, page: int | None) -> str:
    place = f"Từ trang {page} trở đi" if page else "Phần sau của tệp"
    return f"{place} là một văn bản khác (số {number}); hãy tách tệp rồi nạp riêng từng văn bản."


def _recognise(extracted: ExtractedText) -> Recognition:
    module = import_module("indexer.recognise")
    recognise = getattr(module, "recognise", None)
    found = recognise(extracted) if recognise else Recognition()
    assert isinstance(found, Recognition)  # noqa: S101
    return found
