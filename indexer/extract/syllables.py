"""Tells Vietnamese from what a wrong decoding makes of it, by the syllables the language allows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ONSET_LIST: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYME_LIST: Final = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oc oi om on ong oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut
    uân uâng uât uây uê uêch uênh uơ uy uya uych uynh uyên uyêt uyt uyn uyu uyp
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt ych
"""
_RHYMES: Final = _RHYME_LIST.split()
# Without tones; in "gì" and "giêng" the onset's i is the rhyme's.
_SYLLABLES: Final = frozenset(
    [onset + rhyme for onset in ("", *_ONSET_LIST.split()) for rhyme in _RHYMES]
    + [f"g{rhyme}" for rhyme in _RHYMES if rhyme.startswith("i")]
)
_TONES: Final = dict.fromkeys((0x0300, 0x0301, 0x0303, 0x0309, 0x0323))
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST: Final = 12


def vietnamese_share(text: str) -> float | None:
    """Share of a text's words that are Vietnamese syllables; None where there are too few words to tell."""
    words = _WORD.findall(unicodedata.normalize("NFC", text[:20_000]))
    if len(words) < _FEWEST:
        return None
    return sum(map(_is_syllable, words)) / len(words)


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    marked = unicodedata.normalize("NFD", word.lower())
    plain = marked.translate(_TONES)
    return len(marked) - len(plain) <= 1 and unicodedata.normalize("NFC", plain) in _SYLLABLES
