"""A subject printed in capitals, with the capitals the document itself gives its words further down.

``QUẢN LÝ CỦA SỞ TƯ PHÁP, UBND CẤP XÃ`` → ``Quản lý của Sở Tư pháp, UBND cấp xã``, where the body speaks of Sở Tư pháp.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from indexer.normalise.spelling import is_syllable

_ENOUGH: Final = 20_000  # letters of the body that are looked at: bases and first articles
_WORD: Final = re.compile(r"[^\W\d_]+")
_INITIALS: Final = re.compile("[A-ZĐ]{2,6}")
_GOES_ON: Final = re.compile(r"[\s,(/–-]*")  # what may stand between two words of one sentence

_Pair = tuple[str, str]


def as_said(shown: str, printed: str, body: str) -> str:
    """Capitals for the words the body writes with them beside the same neighbour.

    Args:
        shown: The subject as a sentence, letter by letter as long as ``printed``.
        printed: The same in capitals.
        body: The document's text; its lines in capitals say nothing.
    """
    words = list(_WORD.finditer(printed))
    keys = [word.group().lower() for word in words]
    wanted = set(pairwise(keys))
    firsts, seconds = _casings(body[:_ENOUGH], wanted)
    letters = list(shown)
    for at, word in enumerate(words):
        said = seconds.get((keys[at - 1], keys[at])) if at else None
        said = said or (firsts.get((keys[at], keys[at + 1])) if at + 1 < len(keys) else None)
        if said is None and _is_abbreviation(word.group()) and shown[word.start()].islower():
            said = word.group()
        if said is not None and not (at == 0 and said.islower()) and not _is_alone(letters, words, at, said):
            letters[word.start() : word.end()] = said
    return "".join(letters)


def _is_alone(letters: Sequence[str], words: Sequence[re.Match[str]], at: int, said: str) -> bool:
    """A capital after "và" that belongs to a name whose beginning is not here: "khoa học và Công nghệ"."""
    if at < 2 or words[at - 1].group() != "VÀ" or not said.istitle():
        return False
    before = "".join(letters[words[at - 2].start() : words[at - 2].end()])
    start = words[max(0, at - 3)]
    return before.islower() and "".join(letters[start.start() : start.end()]).islower()


def _casings(body: str, wanted: set[_Pair]) -> tuple[Mapping[_Pair, str], Mapping[_Pair, str]]:
    """How each pair's second word is mostly written, and its first where no sentence begins and no name goes on."""
    firsts: defaultdict[_Pair, Counter[str]] = defaultdict(Counter)
    seconds: defaultdict[_Pair, Counter[str]] = defaultdict(Counter)
    for before, first, second in _neighbours(body):
        pair = (first.lower(), second.lower())
        if pair in wanted:
            seconds[pair][second] += 1
            if before.islower():  # what stands inside a name may be small elsewhere: Sở Giáo dục, phát triển giáo dục
                firsts[pair][first] += 1
    return _mostly(firsts), _mostly(seconds)


def _neighbours(body: str) -> Iterator[tuple[str, str, str]]:
    """Each two neighbouring words of lines in small letters, with the word before; empty where a sentence begins."""
    for line in body.split("\n"):
        if line.isupper():
            continue
        before, last = "", None
        for word in _WORD.finditer(line):
            goes_on = last is not None and _GOES_ON.fullmatch(line, last.end(), word.start()) is not None
            if last is not None and goes_on:
                yield before, last.group(), word.group()
            before, last = (last.group() if last is not None and goes_on else ""), word


def _mostly(counted: Mapping[_Pair, Counter[str]]) -> Mapping[_Pair, str]:
    return {pair: max(said, key=lambda word: (said[word], word)) for pair, said in counted.items()}


def _is_abbreviation(word: str) -> bool:
    """Letters that make no syllable: ``UBND``, ``TTHC``, ``ODA``."""
    return bool(_INITIALS.fullmatch(word)) and not is_syllable(word)
