"""Text typed before Unicode: found out by the font it is set in or by what it spells, and converted.

Such text reaches us with every byte shown as the Western letter of the same number (``Céng hßa`` for ``Cộng hòa``).
Soft hyphens must still be in it: in TCVN3 one is the letter ư. Text that is Unicode already comes back unchanged,
whatever its font claims.
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.legacy import viqr
from indexer.legacy.detecting import better_in, detect, is_viqr, may_need_rescue
from indexer.legacy.fonts import FontEncoding, encoding_of
from indexer.legacy.tables import BYTE_ENCODINGS

__all__ = ["Converted", "convert", "decode", "encoding_of"]


class Converted(NamedTuple):
    """Unicode text and what it was: ``unicode tcvn3 vni viqr viscii vps windows-1258``."""

    text: str
    encoding: str


def convert(text: str, font: str | None = None) -> Converted:
    """Convert a text to Unicode if it is not.

    Args:
        text: With its soft hyphens and control characters. Without a font it should be a whole text or a good part of
            one, at least a few lines: three words no Vietnamese can write decide.
        font: Name of the font all of the text is set in, as the file states it.
    """
    known = encoding_of(font)
    if known:
        return _by_font(text, known)
    if text.isascii():
        return Converted(viqr.decode(text), "viqr") if is_viqr(text) else Converted(text, "unicode")
    return _by_content(text)


def decode(content: bytes) -> Converted:
    """Read the bytes of a plain text: UTF-8, UTF-16 by its mark, else what their words are found to be in."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                return convert(content.decode(encoding))
            except UnicodeDecodeError:
                continue
    shown = content.decode("latin-1")
    found = convert(shown)
    return found if found.encoding != "unicode" else Converted(content.decode("cp1252", "replace"), "unicode")


def _by_font(text: str, font: FontEncoding) -> Converted:
    if not text.isascii() and (not may_need_rescue(text) or not better_in(text, BYTE_ENCODINGS[font.name])):
        return Converted(text, "unicode")
    converted = BYTE_ENCODINGS[font.name](text)
    return Converted(converted.upper() if font.capitals else converted, font.name)


def _by_content(text: str) -> Converted:
    lines = text.split("\n")
    doubtful = [line for line in lines if may_need_rescue(line)]
    encoding = detect(doubtful) if doubtful else None
    if encoding is None:
        return Converted(text, "unicode")
    decoder = BYTE_ENCODINGS[encoding]
    rescued = [decoder(line) if may_need_rescue(line) and better_in(line, decoder) else line for line in lines]
    return Converted("\n".join(rescued), encoding)
