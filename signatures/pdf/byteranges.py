"""Checks that a signature covers everything up to the end of its part of the file, except itself.

Whoever may choose the gap chooses what is not signed; so the gap must be the signature's own digits and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")


def end_of(data: bytes, ranges: Sequence[object], contents: bytes) -> int | None:
    """Find where the signed part of a file ends.

    Args:
        ranges: The signature's ``ByteRange`` as it stands there.
        contents: The signature's own bytes, padding included.

    Returns:
        The offset behind the last signed byte; None when the ranges are anything but whole and honest.
    """
    if len(ranges) != 4 or not all(isinstance(number, int) for number in ranges):
        return None
    start, first, second, length = (int(str(number)) for number in ranges)
    if start != 0 or not 0 < first < second or length <= 0 or second + length > len(data):
        return None
    gap = data[first:second]
    if not _HEX.fullmatch(gap) or _bytes(gap) != contents:
        return None
    return second + length


def _bytes(gap: bytes) -> bytes:
    digits = b"".join(gap[1:-1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
