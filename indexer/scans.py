"""Scans as files: what they lack of the floor of the law, and copies of some of their pages, turned where wanted.

Source:
    Decree 30/2020/NĐ-CP, Annex I, part II and Annex VI: PDF 1.4 or later, colour, at least 200 dpi.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from indexer.records import Failed
from indexer.sandbox.limits import Limits
from indexer.sandbox.warm import run

_LIMITS: Final = Limits(cpu_s=60, wall_s=90.0)


def lacking(content: bytes) -> list[str]:
    """What a scanned PDF lacks, as sentences of a few words; empty: nothing, or it is no scan."""
    answer = run("floor", content, _LIMITS)
    if isinstance(answer, Failed):
        return []
    try:
        found = json.loads(answer)
    except ValueError:
        return []
    return [str(one)[:200] for one in found][:10] if isinstance(found, list) else []


def cut(content: bytes, pages: Sequence[tuple[int, int]]) -> bytes | None:
    """A new PDF of some pages of another; None where it cannot be made.

    Args:
        pages: Page from 1, and by how many degrees it is turned clockwise: 0, 90, 180 or 270.
    """
    made = run("cut", content, _LIMITS, json.dumps([list(each) for each in pages]))
    return made if isinstance(made, bytes) and made.startswith(b"%PDF-") else None


def is_signed(content: bytes) -> bool:
    """Whether a PDF bears a signature: its range of bytes always stands in plain sight."""
    return b"/ByteRange" in content
