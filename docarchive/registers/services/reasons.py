"""Reasons that stand in a register for ever: long enough to say something."""

from __future__ import annotations

from typing import Final

from docarchive.kernel.errors import InvalidInputError

SHORTEST_REASON: Final = 10
TOO_SHORT: Final = f"Ghi lý do, ít nhất {SHORTEST_REASON} ký tự."


def stated(reason: str) -> str:
    """A reason of ten characters or more, tidy.

    Raises:
        InvalidInputError: It is shorter.
    """
    tidy = " ".join(reason.split())
    if len(tidy) < SHORTEST_REASON:
        raise InvalidInputError(TOO_SHORT, fields={"reason": TOO_SHORT})
    return tidy
