"""Judges whether a page's text layer says what the page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.extract.layout import Glyphs
from indexer.extract.syllables import vietnamese_share
from indexer.records import TextLayer

# A page of running text has more; a stamp, a signature or a page number has fewer.
FEW_WORDS: Final = 60
COVERING: Final = 0.5
GOOD: Final = 0.75
_POOR: Final = 0.55
# Private letters, replacement signs, glyph numbers instead of letters.
_ODD: Final = re.compile(r"[\ue000-\uf8ff\ufffd]|\(cid:\d+\)|(?<=[a-zà-ỹ])[$^~{}|\\<>@#](?=[a-zà-ỹ])")


def text_of(words: Sequence[Glyphs]) -> str:
    """A page's words as running text."""
    return " ".join(word.text for word in words)


def share_of(words: Sequence[Glyphs]) -> float | None:
    """Share of Vietnamese syllables; None where there are too few words to tell."""
    return vietnamese_share(text_of(words))


def looks_wrong(words: Sequence[Glyphs]) -> bool:
    """Whether a page deserves a closer look; cheap, for every page."""
    if len(words) < FEW_WORDS:
        return True
    share = share_of(words)
    return share is not None and share < GOOD


def is_strange(words: Sequence[Glyphs]) -> bool:
    """Whether a text has hardly a Vietnamese syllable: it is in another language, or its letters are mixed up."""
    share = share_of(words)
    return share is not None and share < _POOR


def layer_of(words: Sequence[Glyphs], picture: float) -> TextLayer:
    """What a page that looks wrong has for a text layer.

    Args:
        picture: Share of the page its largest picture covers.
    """
    covered = picture >= COVERING
    if not words:
        return "none"
    if len(words) < FEW_WORDS and covered:
        return "stamp"
    share = share_of(words)
    if share is None:
        return "ok"
    if covered:
        return "garbage" if share < GOOD else "ok"
    odd = len(_ODD.findall(text_of(words)))
    # Other languages and tables of figures have few Vietnamese syllables too, but no odd signs.
    return "broken" if share < _POOR and odd > max(3, len(words) // 50) else "ok"


def layer_of_document(layers: Sequence[TextLayer]) -> TextLayer:
    """The verdict on a document from those on its pages; blank pages are left out before."""
    readable = [layer for layer in layers if layer in ("ok", "broken")]
    if readable and len(readable) * 2 >= len(layers):
        return "broken" if "broken" in readable else "ok"
    for verdict in ("garbage", "stamp", "none"):
        if verdict in layers:
            return verdict
    return "ok"
