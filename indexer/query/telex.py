"""Words typed with the input method switched off: ``luaatj`` was to be ``luật``, ``su7a3`` is ``sửa``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_TELEX_TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_VOWELS: Final = (
    ("aa", "â"),
    ("aw", "ă"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("ow", "ơ"),
    ("uw", "ư"),
    ("dd", "đ"),
)
_VNI_VOWELS: Final = (
    ("a6", "â"),
    ("a8", "ă"),
    ("e6", "ê"),
    ("o6", "ô"),
    ("uo7", "ươ"),
    ("o7", "ơ"),
    ("u7", "ư"),
    ("d9", "đ"),
)
_VOWELS = re.compile("[aeiouyâăêôơư]+")


def decoded(word: str) -> Iterator[str]:
    """What the keys would have written; nothing where they are no keys of Telex or VNI."""
    for tones, vowels in ((_TELEX_TONES, _TELEX_VOWELS), (_VNI_TONES, _VNI_VOWELS)):
        found = _decoded(word.lower(), tones, vowels)
        if found and found != word:
            yield found


def _decoded(word: str, tones: dict[str, str], vowels: tuple[tuple[str, str], ...]) -> str | None:
    if not word.isascii() or len(word) < 3:
        return None
    tone = ""
    # The tone's key stands at the end, or right behind the vowel: "luaatj", "luaajt", "suwar".
    for at in range(len(word) - 1, 0, -1):
        if word[at] in tones and _VOWELS.search(word[:at]):
            tone, word = tones[word[at]], word[:at] + word[at + 1 :]
            break
    for keys, letter in vowels:
        word = word.replace(keys, letter)
    match = _VOWELS.search(word)
    if match is None or any(letter.isdigit() for letter in word):
        return None
    if not tone:
        return word
    at = match.start() + _carrier(match.group(), word[match.end() :])
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


def _carrier(vowels: str, final: str) -> int:
    marked = [index for index, vowel in enumerate(vowels) if vowel in "âăêôơư"]
    if marked:
        return marked[-1]
    return min(len(vowels) - 1, 1) if final or len(vowels) > 2 else 0
