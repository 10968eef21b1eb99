"""Bytes of plain text become Unicode, whatever the years before Unicode wrote them in."""

from __future__ import annotations

import codecs
from typing import Final

from indexer.extract.fonts import convert
from indexer.extract.syllables import vietnamese_share

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text, and the encoding it was rescued from: ``unicode``, ``windows-1258``, ``tcvn3`` and so on.

    Args:
        declared: What the file says of itself, believed only where the bytes agree.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace"), "unicode"
    wide = _wide(content)
    if wide:
        return content.decode(wide, "replace"), "unicode"
    try:
        return rescued(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _of_single_bytes(content, declared)


def rescued(text: str) -> tuple[str, str]:
    """Text that may be TCVN3, VNI or VIQR read as Western letters."""
    converted, encoding = convert(text, None)
    return (converted, encoding) if encoding != "unicode" and _better(converted, text) else (text, "unicode")


def _of_single_bytes(content: bytes, declared: str | None) -> tuple[str, str]:
    western = content.decode("latin-1") if _uses_control_letters(content) else content.decode("cp1252", "replace")
    found = [rescued(western), (content.decode("cp1258", "replace"), "windows-1258")]
    codec = _known(declared)
    if codec:
        found.append((content.decode(codec, "replace"), "unicode"))
    return max(found, key=lambda pair: vietnamese_share(pair[0]) or 0.0)


def _uses_control_letters(content: bytes) -> bool:
    return any(byte in content for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _known(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters leave a zero on one side."""
    sample = content[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(len(sample) // 10, 1):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _better(converted: str, text: str) -> bool:
    after, before = vietnamese_share(converted), vietnamese_share(text)
    return after is None or before is None or after > before + 0.05
