"""In which language a text is written: Vietnamese or English."""

from __future__ import annotations

import re

_MARKED = re.compile(r"[à-ỹăđơư]")
_LETTERS = re.compile(r"[^\W\d_]")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|shall|on|with|by)\b", re.IGNORECASE)
_SAMPLE = 20_000


def language_of(text: str) -> str:
    """``en`` for text without Vietnamese letters and full of English words, else ``vi``."""
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    if letters < 40:
        return "vi"
    marked = len(_MARKED.findall(sample.lower())) / letters
    words = len(sample.split())
    return "en" if marked < 0.03 and len(_ENGLISH.findall(sample)) > 0.06 * words else "vi"
