"""Runs of text and the fonts they are set in; fonts of the years before Unicode give away another encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from indexer import legacy

# ``ABCDEF+`` before a name says that only a part of the font is embedded.
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_LEGACY: Final = re.compile(r"\.?vn[a-z0-9_ -]|vni[- ]|vps|vi ", re.IGNORECASE)


class Run(NamedTuple):
    """Letters in one font; the font's name is empty where unknown."""

    text: str
    font: str = ""


@lru_cache(maxsize=1024)
def is_legacy(font: str) -> bool:
    """Whether a font's name is one of those that draw Vietnamese in an encoding of their own."""
    return bool(_LEGACY.match(_SUBSET.sub("", font)))


def rescued(runs: Iterable[Run]) -> tuple[str, str]:
    """The runs' text in Unicode, and the encoding most of it was rescued from (``unicode`` where none was)."""
    parts: list[str] = []
    weights: dict[str, int] = {}
    for font, group in groupby(runs, key=lambda run: _SUBSET.sub("", run.font) if is_legacy(run.font) else ""):
        text = "".join(run.text for run in group)
        encoding = "unicode"
        if font and text.strip():
            text, encoding = convert(text, font)
        parts.append(text)
        weights[encoding] = weights.get(encoding, 0) + len(text)
    legacy = {encoding: weight for encoding, weight in weights.items() if encoding != "unicode"}
    return "".join(parts), max(legacy, key=legacy.__getitem__) if legacy else "unicode"


def convert(text: str, font: str | None) -> tuple[str, str]:
    """Text in Unicode and its former encoding, by the font's name, or by its content where there is none."""
    converted, encoding = legacy.convert(text, font)
    return converted, encoding
