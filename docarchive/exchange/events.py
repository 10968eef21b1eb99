"""What happened with letters that others, or another unit of work, must hear of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReturnRefused:
    """A file that came back signed was not taken; its bytes are in the file store."""

    letter_id: str
    ordinal: int
    name: str
    file_sha: str
    size_bytes: int
    reason: str
