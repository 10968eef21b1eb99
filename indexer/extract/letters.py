"""The characters of an extracted text, put right one by one: NFC, no control characters, no look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Đ is U+0110; keyboards and fonts of the nineties left eth, African D and the letter gha behind.
_LOOK_ALIKES: Final = {0x00D0: "Đ", 0x0189: "Đ", 0x0256: "đ", 0x01A2: "Ư", 0x01A3: "ư"}
_HYPHENS: Final = {0xFFFE: "-", 0x2010: "-", 0x2011: "-", 0x00AD: "-"}
_BULLETS: Final = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF02B: "+"}
_INVISIBLE: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
_TABLE: Final = _LOOK_ALIKES | _BULLETS | _INVISIBLE
_PRINTED: Final = _TABLE | _HYPHENS
# Letters that are right as they are: composed, and none of the look-alikes.
_PLAIN_LETTERS: Final = r"\x20-\x7e\u00c0-\u00cf\u00d1-\u0180\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9–—“”‘’…"
_PLAIN: Final = re.compile(f"[{_PLAIN_LETTERS}]*")
_NOT_PLAIN: Final = re.compile(rf"[^\r\n{_PLAIN_LETTERS}]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def is_plain(page: str) -> bool:
    """Whether every word of a printed page is already as ``clean_word`` would make it."""
    return not _NOT_PLAIN.search(page)


def clean_word(text: str) -> str:
    """A printed word as Unicode means it; a hyphen at a line's end is a plain hyphen again."""
    if _PLAIN.fullmatch(text):
        return text
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.translate(_PRINTED)))


def clean_text(text: str) -> str:
    r"""A flowing text with ``\n`` line ends, NFC; soft hyphens, zero-width and control characters are gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xad", "")
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.translate(_TABLE)))
