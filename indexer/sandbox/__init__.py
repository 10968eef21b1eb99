"""Reads files nobody vouches for: each in a process of its own, jailed, limited and without network."""

from __future__ import annotations

from indexer.records import Failed, Reading
from indexer.sandbox.answers import get_ready, reading_from
from indexer.sandbox.limits import DEFAULT, Limits
from indexer.sandbox.warm import run

__all__ = ["DEFAULT", "Limits", "read_safely"]


def read_safely(content: bytes, name: str, limits: Limits = DEFAULT) -> Reading | Failed:
    """Extract and recognise one file in a jailed child process; never raises because of the file.

    Args:
        name: Name the file was handed in under; never trusted for its kind.
    """
    if len(content) > limits.file_bytes:
        return Failed("too_large", f"Tệp lớn hơn {limits.file_bytes // 2**20} MB; hãy chia nhỏ rồi nạp lại.")
    get_ready()
    answer = run("read", content, limits, name)
    if isinstance(answer, Failed):
        return answer
    return reading_from(answer, limits)
