"""Which documents lay work on somebody at all, and everything such a document lays down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from indexer.normalise import running_lines, without
from indexer.obligations.documents import read_document
from indexer.records import Obligation, Page, Provision

# In reports and proposals the same words say what the writer wishes to be ordered; laws and decrees set rules.
_KINDS: Final = frozenset(
    {
        "nghị quyết", "nghị quyết liên tịch", "quyết định", "chỉ thị", "thông báo", "kết luận", "hướng dẫn",
        "chương trình", "kế hoạch", "phương án", "đề án", "công văn", "công điện", "thông tri",
    }
)  # fmt: skip


def lays_work(kind: str | None) -> bool:
    """Whether documents of a kind give orders; an unknown kind is not taken for one that does."""
    return kind in _KINDS


def read_whole(
    text: str, pages: Sequence[Page], kind: str | None, *, today: date | None = None,
    provisions: Sequence[Provision] = (),
) -> tuple[Obligation, ...]:  # fmt: skip
    """The obligations of a document in the order of its text; none where its kind gives no orders.

    Args:
        pages: Lines that run along their edges part no sentence.
        today: A day printed without its year is the next coming one from here; without it such a day has no date.
        provisions: The structure of the document; each obligation says the lowest it stands in.
    """
    if not lays_work(kind):
        return ()
    found = read_document(without(text, running_lines(text, pages)), today=today)
    return tuple(replace(one, provision=_lowest(provisions, one.start)) for one in found)


def _lowest(provisions: Sequence[Provision], at: int) -> str | None:
    """The path of the provision that begins last before a place and reaches over it."""
    over = [one for one in provisions if one.start <= at < one.end]
    return max(over, key=lambda one: (one.start, -one.end)).path if over else None
