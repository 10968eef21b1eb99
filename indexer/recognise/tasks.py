"""Who has to do what: the obligations of a document, with page and place, where its kind lays down any."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from indexer.normalise import running_lines, without
from indexer.obligations import read_document
from indexer.recognise.lines import Sheet
from indexer.records import Obligation

# In reports and proposals the same words say what the writer wishes to be ordered; laws and decrees set rules.
_KINDS: Final = frozenset(
    {
        "nghị quyết", "nghị quyết liên tịch", "quyết định", "chỉ thị", "thông báo", "kết luận", "hướng dẫn",
        "chương trình", "kế hoạch", "phương án", "đề án", "công văn", "công điện", "thông tri",
    }
)  # fmt: skip


def read_tasks(sheet: Sheet, kind: str | None) -> tuple[Obligation, ...]:
    """The obligations in the order of the text; none where the kind is unknown or orders nothing."""
    if kind not in _KINDS:
        return ()
    text = without(sheet.text, running_lines(sheet.text, sheet.pages))
    return tuple(_placed(sheet, found) for found in read_document(text))


def _placed(sheet: Sheet, found: Obligation) -> Obligation:
    seen = sheet.evidence(found.start, found.end, 1.0)
    return replace(found, page=seen.page, box=seen.box)
