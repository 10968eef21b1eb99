"""Whether kept bytes are still those that came: compared when a page shows them, with the moment it was done.

Source:
    Decree 30/2020/NĐ-CP, Article 21.2 (authenticity and integrity are checked) and Annex VI part I, section III.5 d.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docarchive.core.files import DamagedFileError, FileStore, MissingFileError

AT_ONCE_BYTES: Final = 16 * 1024 * 1024  # more is compared only where files are what the page is about


class Wholeness(enum.StrEnum):
    """What comparing the bytes with the SHA-256 noted when they came has found."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    MISSING = "missing"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Compared:
    """How one file stands.

    Attributes:
        at: When it was compared.
    """

    sha256: str
    found: Wholeness
    at: datetime


def compare(files: FileStore, sha256: str, size_bytes: int, at: datetime, most_bytes: int = AT_ONCE_BYTES) -> Compared:
    """Compare what the store holds now with what came.

    Args:
        most_bytes: Larger files are left unchecked.

    Raises:
        UnavailableError: The store does not answer.
    """
    if size_bytes > most_bytes:
        return Compared(sha256, Wholeness.UNCHECKED, at)
    try:
        files.open(sha256).close()
    except DamagedFileError:
        return Compared(sha256, Wholeness.DAMAGED, at)
    except MissingFileError:
        return Compared(sha256, Wholeness.MISSING, at)
    return Compared(sha256, Wholeness.WHOLE, at)


def compare_all(
    files: FileStore, named: Iterable[tuple[str | None, int]], at: datetime, most_bytes: int = AT_ONCE_BYTES
) -> Mapping[str, Compared]:
    """The same of several files, each named by SHA-256 and size; by their SHA-256.

    Args:
        most_bytes: Of all of them together; those that go beyond are left unchecked.
    """
    left, found = most_bytes, {}
    for sha256, size_bytes in named:
        if sha256 and sha256 not in found:
            found[sha256] = compare(files, sha256, size_bytes, at, left)
            left -= size_bytes if size_bytes <= left else 0
    return found
