"""How names are compared: word by word, signs between them left out, with marks or without."""

from __future__ import annotations

import re
from typing import Final

from indexer.fold import canonical, fold, has_marks

WORD: Final = re.compile(r"\w+", re.UNICODE)


def folded_words(name: str) -> str:
    """The words without marks and capitals: ``Bà Rịa - Vũng Tàu`` → ``ba ria vung tau``."""
    return " ".join(WORD.findall(fold(name).lower()))


def marked_words(name: str) -> str:
    """The words in one spelling of their marks, without capitals."""
    return " ".join(WORD.findall(canonical(name).lower()))


def may_be(typed: str, name: str) -> bool:
    """Whether a name may be meant: typed with marks it must be the name itself, "quang năm" is none."""
    return marked_words(typed) == marked_words(name) if has_marks(typed) else folded_words(typed) == folded_words(name)
