"""The forms under which Vietnamese text is compared: folded (no marks) and canonical (one spelling per syllable).

Both are forms for comparing only; what is stored and shown keeps its own spelling.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Characters that are drawn as nothing: soft hyphen, zero-width blanks and joiners, direction marks, byte order mark.
IGNORABLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_IGNORED = re.compile(f"[{IGNORABLE}]+")
_MARKS = re.compile("[\u0300-\u036f]+")
# More marks than any letter bears: sorting a heap of them would take a time that grows with its square.
_PIECE: Final = 1024  # characters folded at a time, for marks of other scripts
_HEAP = re.compile("([\u0300-\u036f]{16})[\u0300-\u036f]+")

# Eth and African D look like Đ and are typed for it; đ itself has no decomposition.
D_LOOKALIKES: Final = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_D_FOLDED: Final = tuple(zip("ĐđÐðƉɖ", "DdDdDd", strict=True))

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_VOWELS = re.compile("[aeiouyăâêôơư]+")
_I_OR_Y = re.compile("(h|k|l|m|qu|t)i")
_S_OR_Y = re.compile("sy")


def fold(text: str) -> str:
    """Take away tone and vowel marks: ``Điều`` → ``Dieu``; case stays, the result is free of combining marks.

    Precomposed and decomposed spellings fold to the same text. NFC text of Vietnamese letters keeps its length, so
    offsets stay valid.
    """
    if text.isascii():
        return text
    if len(text) > _PIECE:
        return "".join(fold(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))
    if not unicodedata.is_normalized("NFC", text):
        return _bare(text)
    letters = text.translate(_LETTERS)
    return letters if letters.isascii() else unicodedata.normalize("NFC", letters)


def _bare(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    for letter, folded in _D_FOLDED:  # sooner than a table, which is asked for every letter
        bare = bare.replace(letter, folded)
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)


class _Letters(dict[int, str]):
    """What each letter folds to, learned as letters are met: looking one up is cheaper than taking it apart."""

    def __missing__(self, letter: int) -> str:
        self[letter] = bare = _bare(chr(letter))
        return bare


_LETTERS: Final = _Letters()


def fold_lower(text: str) -> str:
    """Fold into lower case, always as long as the text, so that offsets stay valid whatever it holds."""
    bare = fold(text).lower()
    return bare if len(bare) == len(text) else "".join(fold(letter).lower()[:1] or letter for letter in text)


def has_marks(text: str) -> bool:
    """Whether the text was typed with Vietnamese marks (or any other that folding takes away)."""
    return not text.isascii() and fold(text) != unicodedata.normalize("NFC", _HEAP.sub(r"\1", text))


def plain_letters(text: str) -> str:
    """NFC without what is drawn as nothing and with real đ: the text itself, unchanged to the eye."""
    if text.isascii():
        return text
    return _IGNORED.sub("", unicodedata.normalize("NFC", _HEAP.sub(r"\1", text))).translate(D_LOOKALIKES)


def canonical(syllable: str) -> str:
    """The one form of a syllable under which its spellings meet: ``Hoà`` → ``hòa``, ``QUÍ`` → ``quý``, ``kĩ`` → ``kỹ``.

    Lower case, compatibility forms resolved, the tone on the letter where the older placement rule puts it, i and y
    unified where both are in use. Words of other languages come out in lower case. Idempotent.
    """
    word = unicodedata.normalize("NFKC", plain_letters(syllable)).lower()
    # Lower-casing and compatibility forms may bring new combining marks: İ → i̇.
    word = plain_letters(word) if not word.isascii() else word
    return _one_letter(_tone_placed(word))


def _one_letter(word: str) -> str:
    """Unify i and y in open syllables, by the spelling official documents use most."""
    bare, tone = _tone_taken(word)
    if _I_OR_Y.fullmatch(bare):
        bare = f"{bare[:-1]}y"
    elif _S_OR_Y.fullmatch(bare):
        bare = "si"
    else:
        return word
    return unicodedata.normalize("NFC", bare + tone)


def _tone_placed(word: str) -> str:
    bare, tone = _tone_taken(word)
    if not tone:
        return word
    groups = list(_VOWELS.finditer(bare))
    if len(groups) > 1 or not groups:
        return word
    start, end = groups[0].span()
    at = start + _tone_index(bare[:start], bare[start:end], bare[end:])
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


def _tone_taken(word: str) -> tuple[str, str]:
    """The word without its tone, and the tone; no tone where there are several."""
    if word.isascii():
        return word, ""
    spread = unicodedata.normalize("NFD", word)
    tones = _TONE.findall(spread)
    if len(tones) != 1:
        return word, ""
    return unicodedata.normalize("NFC", _TONE.sub("", spread)), tones[0]


def _tone_index(initial: str, vowels: str, final: str) -> int:
    """Which letter of the vowels carries the tone, by the older rule (``hòa``, ``thủy``)."""
    for index in range(len(vowels) - 1, -1, -1):  # the last marked vowel carries it: ươ → ơ
        if vowels[index] in "ăâêôơ" or (vowels[index] == "ư" and not set(vowels) & set("ăâêôơ")):
            return index
    skipped = 1 if len(vowels) > 1 and (initial[-1:] + vowels[0] in {"qu", "gi"}) else 0
    nucleus = vowels[skipped:]
    if len(nucleus) == 1:
        return skipped
    if final or len(nucleus) > 2:
        return skipped + 1
    return skipped
