"""What the letters of the encodings before Unicode stand for, when each byte is shown as the Western letter it was.

Sources: TCVN 5712:1993 (VN3), the VNI typing manual, RFC 1456 (VISCII), the VPS code chart, code page 1258.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from indexer.legacy.capitals import restored

Decode = Callable[[str], str]

# fmt: off
# From the byte 0xA1 or 0x80 on; a blank where the encoding has no letter of its own. The no-break blank of Western
# text stays one, though VISCII has the rare Õ there.
_TCVN3: Final = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ "
_VISCII: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ ắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS: Final = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ  ỀỂỄỐỒỔỖýỷỵỚỜỞ ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺßàáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)
# fmt: on
_VISCII_CONTROLS: Final = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VPS_CONTROLS: Final = dict(
    zip((2, 3, 4, 5, 6, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1C, 0x1D), "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ", strict=True)
)

_VNI_TONES: Final = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_HATS: Final = dict(zip("âàáåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVES: Final = dict(zip("êèéúüë", ("", *_VNI_TONES.values()), strict=True))
_VNI_ALONE: Final = dict(zip("ñíìæóòîôö", "đíìỉĩịỵơư", strict=True))


def _shown_as(byte: int) -> set[str]:
    """The characters a byte may have become: of Latin-1, and of Windows' Western code page."""
    shown = {chr(byte)}
    if 0x80 <= byte < 0xA0:
        shown.add(bytes([byte]).decode("cp1252", "replace"))
    return shown - {"\ufffd"}


def _by_bytes(first: int, letters: str, controls: dict[int, str] | None = None) -> Decode:
    table = {byte: letter for byte, letter in enumerate(letters, first) if letter != " "} | (controls or {})
    translation = str.maketrans({shown: letter for byte, letter in table.items() for shown in _shown_as(byte)})
    return lambda text: text.translate(translation)


def _vni_pairs() -> dict[str, str]:
    """Letter and mark → letter, with marks of either case behind a capital."""
    marked = {base + mark: base + tone for base in "aeouyôö" for mark, tone in _VNI_TONES.items()}
    marked |= {base + mark: f"{base}\u0302{tone}" for base in "aeo" for mark, tone in _VNI_HATS.items()}
    marked |= {f"a{mark}": f"a\u0306{tone}" for mark, tone in _VNI_BREVES.items()}
    pairs: dict[str, str] = dict(_VNI_ALONE)
    for typed, spread in marked.items():
        letter = unicodedata.normalize("NFC", _VNI_ALONE.get(spread[0], spread[0]) + spread[1:])
        pairs[typed] = letter
    capitals = {typed.upper(): letter.upper() for typed, letter in pairs.items()}
    mixed = {typed[0].upper() + typed[1:]: letter.upper() for typed, letter in pairs.items() if len(typed) == 2}
    return pairs | mixed | capitals


_VNI: Final = _vni_pairs()
_VNI_UNIT = re.compile("|".join(map(re.escape, sorted(_VNI, key=len, reverse=True))))


def _vni(text: str) -> str:
    return _VNI_UNIT.sub(lambda found: _VNI[found.group()], text)


_WINDOWS_1258: Final = {
    ord(shown): letter
    for byte in range(0x80, 0x100)
    for shown in _shown_as(byte)
    if (letter := bytes([byte]).decode("cp1258", "ignore"))
}


def _windows_1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_WINDOWS_1258))


_tcvn3_letters = _by_bytes(0xA1, _TCVN3)


def _tcvn3(text: str) -> str:
    return restored(_tcvn3_letters(text))


BYTE_ENCODINGS: Final[dict[str, Decode]] = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "viscii": _by_bytes(0x80, _VISCII, _VISCII_CONTROLS),
    "vps": _by_bytes(0x80, _VPS, _VPS_CONTROLS),
    "windows-1258": _windows_1258,
}
"""Encoding → its decoder; those met most come first."""
