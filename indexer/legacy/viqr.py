"""VIQR: marks typed as signs behind their letters, ``Vie^.t``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SHAPES: Final = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES: Final = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_UNIT = re.compile(
    r"\\(?P<kept>[`'?~.^(+*d])|(?P<d>[dD][dD])|(?P<letter>[aAeEiIoOuUyY])(?P<shape>[\^(+*])?(?P<tone>[`'?~.])?"
)
_SHAPED_BY: Final = {"^": "aeo", "(": "a", "+": "ou", "*": "ou"}
# A full stop or question mark behind the last word of a sentence is no tone.
_SENTENCE_END = re.compile(r"[\"')\]]*(?:\s*$|\s+[A-Z0-9\"(-])")
TYPICAL = re.compile(r"[aeo]\^|a\([`'?~.]?[a-z]|[ou]\+|\bdd[aeiouy]|[aeiouy][`'?~.][a-z]|[aeiouy][`~]", re.IGNORECASE)


def decode(text: str) -> str:
    """Put the marks on their letters; a backslash keeps a sign as it is."""
    parts: list[str] = []
    at = 0
    for unit in _UNIT.finditer(text):
        parts.append(text[at : unit.start()])
        letters, at = _letter(unit, text)
        parts.append(letters)
    parts.append(text[at:])
    return unicodedata.normalize("NFC", "".join(parts))


def _letter(unit: re.Match[str], text: str) -> tuple[str, int]:
    """The letter of a unit and where the text goes on behind it."""
    if unit["kept"]:
        return unit["kept"], unit.end()
    if unit["d"]:
        return ("Đ" if unit["d"][0] == "D" else "đ"), unit.end()
    letter, shape, tone = unit["letter"], unit["shape"], unit["tone"]
    if shape and letter.lower() not in _SHAPED_BY[shape]:
        return letter, unit.start("shape")
    shaped = letter + _SHAPES.get(shape or "", "")
    if tone and not (tone in ".?" and _SENTENCE_END.match(text, unit.end())):
        return shaped + _TONES[tone], unit.end()
    return shaped, unit.start("tone") if tone else unit.end()
