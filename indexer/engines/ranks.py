"""The key of a revision, and the numbers documents are sorted by."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from indexer.records import IndexDocument

LAST: Final = 2**62  # sorts behind everything


def key(document_id: str, revision: int) -> str:
    """Id and revision in one: passages of an older revision never answer for a newer one."""
    return f"{document_id}#{revision}"


def ranks(source: IndexDocument) -> dict[str, int]:
    """Numbers to sort by; equal days are parted by the id, so that pages of hits never overlap."""
    day = source.dates.get("issued_on", date.min).toordinal()
    tie = int.from_bytes(hashlib.blake2b(source.id.encode(), digest_size=4).digest(), "big")
    known = "issued_on" in source.dates
    return {
        "newest": day << 32 | tie if known else tie,
        "oldest": day << 32 | tie if known else LAST + tie,
        "by_number": source.number_sort << 22 | (2**22 - 1 - day) if source.number_sort else LAST + tie,
    }
