"""Fonts that betray an encoding by their name."""

from __future__ import annotations

import re
from typing import NamedTuple

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[ ,-]*(?:Bold|Italic|Oblique|Regular|Normal|Roman|BoldItalic|MT|PS)+\d*$", re.IGNORECASE)
# The dot in front gets lost in some files; the names that follow are those of the family.
_TCVN3 = re.compile(
    r"\.Vn\w|Vn(?:3D|Arabia|Arial|Aristote|Avant|Bahamas|Black|Book|Bodoni|Century|Clarendon|Commercial|Cooper|Courier"
    r"|Exotic|Free|Gothic|Helvet|Kool|Korin|Linus|Lincoln|Lucida|Memorandum|Monotype|Mystical|Present|Revue|Shelley|Souther"
    r"|Stamp|Teknical|Tifani|Time|Univer|Vogue)",
    re.IGNORECASE,
)
_VNI = re.compile(r"VNI[- ]", re.IGNORECASE)
_VPS = re.compile(r"VPS[- ]|VPS(?=[A-Z])")
_VISCII = re.compile(r"VI (?:Times|Arial|Helv)|VISCII", re.IGNORECASE)


class FontEncoding(NamedTuple):
    """The encoding a font draws; ``capitals``: it draws small letters as capitals."""

    name: str
    capitals: bool = False


def encoding_of(font: str | None) -> FontEncoding | None:
    """The encoding before Unicode that a font's name stands for, or None."""
    name = _SUBSET.sub("", font or "")
    if _TCVN3.match(name):
        return FontEncoding("tcvn3", capitals=_STYLE.sub("", name).endswith("H"))
    for pattern, encoding in ((_VNI, "vni"), (_VPS, "vps"), (_VISCII, "viscii")):
        if pattern.match(name):
            return FontEncoding(encoding)
    return None
