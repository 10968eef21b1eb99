"""Whether a run of letters can be a Vietnamese syllable: the measure for text in the wrong encoding or badly read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_RHYMES: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oem oen oeo oet oi om on ong oong
    ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uâ uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    """.split()  # noqa: SIM905 - a table reads better than a list
)
_INITIAL = re.compile("(?:ngh|ng|gh|gi|kh|ch|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?")
_MISSPELT = re.compile("c[eêiy]|(?:ng|g)[eê]|ngi|(?:ng|g)h[^eêi]")  # k, gh and ngh stand before e, ê, i
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONE_ON_CONSONANT = re.compile("[bcdđghklmnpqrstvx][\u0300\u0301\u0303\u0309\u0323]")
_STOPPED_TONES: Final = frozenset("\u0301\u0323")  # syllables that end in a stop carry one of these two


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether the letters and the tone of a word make a possible Vietnamese syllable; case and tone place are free."""
    if len(word) > 16:
        return False
    spread = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(spread)
    if len(tones) > 1 or _TONE_ON_CONSONANT.search(spread):
        return False
    bare = unicodedata.normalize("NFC", _TONE.sub("", spread))
    # Without a tone it is no syllable either, but hurried typing leaves it out.
    stopped = bare.endswith(("c", "p", "t", "ch"))
    return _has_parts(bare) and not _MISSPELT.match(bare) and not (stopped and tones and tones[0] not in _STOPPED_TONES)


def _has_parts(bare: str) -> bool:
    match = _INITIAL.match(bare)
    initial = match.group() if match else ""
    rhyme = bare[len(initial) :]
    if initial == "qu":
        return f"u{rhyme}" in _RHYMES or f"o{rhyme}" in _RHYMES or rhyme in {"ôc", "y", "it", "i", "ơ", "a", "e", "ac"}
    if initial == "gi":
        return rhyme in _RHYMES or f"i{rhyme}" in _RHYMES
    return rhyme in _RHYMES
