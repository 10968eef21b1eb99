"""Which words of a question carry its meaning, and which are only the way of asking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from indexer.fold import fold
from indexer.query.nodes import Every, Node, Number, Word
from indexer.query.question import ParsedQuery

_ASKING: Final = frozenset(
    [
        "tìm",
        "kiếm",
        "giúp",
        "tôi",
        "mình",
        "cho",
        "xin",
        "hỏi",
        "muốn",
        "cần",
        "biết",
        "về",
        "của",
        "và",
        "là",
        "các",
        "những",
        "thì",
        "mà",
        "có",
        "được",
        "bị",
        "ở",
        "tại",
        "trong",
        "theo",
        "với",
        "để",
        "khi",
        "này",
        "đó",
        "nào",
        "gì",
        "ai",
        "bao",
        "nhiêu",
        "như",
        "thế",
        "sao",
        "vậy",
        "hay",
        "hoặc",
        "phải",
        "sẽ",
        "đã",
        "đang",
        "do",
        "bởi",
        "từ",
        "đến",
        "hãy",
        "vui",
        "lòng",
        "ơi",
        "ạ",
        "nhé",
    ]
)
_ASKING_FOLDED: Final = frozenset(map(fold, _ASKING))
_QUESTIONING: Final = re.compile(
    r"\?\s*\Z|\b(?:nào|gì|mấy|ra sao|bao (?:nhiêu|lâu|giờ))\b|\b(?:the nao|la gi|bao (?:nhieu|lau|gio))\b"
)
_THE_THING: Final = frozenset({"văn", "bản", "tài", "liệu", "số", "van", "ban", "tai", "lieu", "so"})
_SEEKING: Final = frozenset({"tìm", "tim", "kiếm", "kiem"})


def is_asking(word: Word) -> bool:
    """Whether a word is nothing but a way of asking (``tìm``, ``giúp tôi``, ``về``)."""
    return not word.prefix and (word.exact in _ASKING or (not word.strict and word.folded in _ASKING_FOLDED))


def asks(text: str) -> bool:
    """Whether a text is a question: it ends like one, or holds ``nào``, ``gì``, ``bao nhiêu`` and the like.

    Typed without marks only what can hardly mean anything else counts: "bao cao" is a report.
    """
    return _QUESTIONING.search(unicodedata.normalize("NFC", text).lower()) is not None


def carrying(words: Sequence[Word | Number]) -> tuple[bool, ...]:
    """For each word of a plain question whether it must be found; where none would be, all must.

    "Văn bản" and "số" mean nothing beside a number or behind "tìm".
    """
    numbered = any(isinstance(word, Number) and word.sure for word in words)
    sought = numbered or any(isinstance(word, Word) and word.exact in _SEEKING for word in words[:3])
    kept = [
        isinstance(word, Number) or not (is_asking(word) or (sought and word.exact in _THE_THING)) for word in words
    ]
    return tuple(kept) if any(kept) else (True,) * len(words)


def lit(parsed: ParsedQuery) -> tuple[Node, ...]:
    """What of a question is lit in a text: in a plain question the words that carry it, else all that was asked for."""
    leaves = tuple(parsed.leaves())
    plain = [leaf for leaf in leaves if isinstance(leaf, Word | Number)]
    if not isinstance(parsed.root, Every) or not parsed.plain:
        return leaves
    return tuple(word for word, kept in zip(plain, carrying(plain), strict=True) if kept)
