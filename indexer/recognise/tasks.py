"""Who has to do what: the obligations of a document, with page and place, where its kind lays down any."""

from __future__ import annotations

from dataclasses import replace

from indexer.obligations import read_whole
from indexer.recognise.lines import Sheet
from indexer.records import Obligation


def read_tasks(sheet: Sheet, kind: str | None) -> tuple[Obligation, ...]:
    """The obligations in the order of the text; none where the kind is unknown or orders nothing."""
    return tuple(_placed(sheet, found) for found in read_whole(sheet.text, sheet.pages, kind))


def _placed(sheet: Sheet, found: Obligation) -> Obligation:
    seen = sheet.evidence(found.start, found.end, 1.0)
    return replace(found, page=seen.page, box=seen.box)
