"""Brings text into Unicode's composed form (NFC), but for text made to take for ever."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from edxml.errors import PacketError
from edxml.rules import structure

_PILE: Final = 32
_MAY_PILE: Final = re.compile(rf"[\u0300-\U0010ffff]{{{_PILE + 1}}}")


def composed(text: str, place: str) -> tuple[str, bool]:
    """The text as NFC, and whether it was that before.

    Raises:
        PacketError: More marks stand on one letter than any script has: putting them in order takes quadratic time.
    """
    if text.isascii():
        return text, True
    if _is_piled_up(text):
        raise PacketError(structure.MARKS_PILED_UP.broken(place, limit=_PILE))
    if unicodedata.is_normalized("NFC", text):
        return text, True
    return unicodedata.normalize("NFC", text).strip(), False


def _is_piled_up(text: str) -> bool:
    if not _MAY_PILE.search(text):
        return False
    height = 0
    for letter in text:
        height = height + 1 if unicodedata.combining(letter) else 0
        if height > _PILE:
            return True
    return False
