"""Reasons of formal acts: long enough to say something to whoever reads them later."""

from __future__ import annotations

from typing import Final

from docarchive.kernel.errors import InvalidInputError

SHORTEST_REASON: Final = 10
TOO_SHORT: Final = f"Ghi lý do, ít nhất {SHORTEST_REASON} ký tự."


class ReasonMissingError(InvalidInputError):
    """A formal act needs a reason."""

    code = "reason-missing"

    def __init__(self) -> None:
        super().__init__(TOO_SHORT, fields={"reason": TOO_SHORT})


def stated(reason: str) -> str:
    """Give a reason of ten characters or more, tidy.

    Raises:
        ReasonMissingError: It is shorter.
    """
    tidy = " ".join(reason.split())
    if len(tidy) < SHORTEST_REASON:
        raise ReasonMissingError
    return tidy
