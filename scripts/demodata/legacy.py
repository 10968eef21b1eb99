"""Writes a paper as offices did before Unicode: RTF whose bytes mean Vietnamese only in a TCVN3 or VNI font."""

from __future__ import annotations

import unicodedata
from typing import Literal

from scripts.demodata.paper import Paper
from scripts.demodata.province import PLACE

# TCVN 5712:1993 (VN3): one byte a letter, capitals without tone marks of their own.
_TCVN3_LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3_BYTES = bytes.fromhex(
    "a8a9aeaaabacad" "b5b6b7b8b9" "bbbcbdbec6" "c7c8c9cacb" "cccecfd0d1" "d2d3d4d5d6" "d7d8dcddde"
    "dfe1e2e3e4" "e5e6e7e8e9" "eaebecedee" "eff1f2f3f4" "f5f6f7f8f9" "fafbfcfdfe"
)  # fmt: skip
_TCVN3 = dict(zip(_TCVN3_LETTERS, _TCVN3_BYTES, strict=True)) | dict(
    zip("ĂÂĐÊÔƠƯ", bytes.fromhex("a1a2a7a3a4a5a6"), strict=True)
)

# VNI: the bare letter followed by a byte for its marks.
_VNI_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
_VNI_CIRCUMFLEX = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
_VNI_BREVE = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
_VNI_I = {"\u0301": 0xED, "\u0300": 0xEC, "\u0309": 0xE6, "\u0303": 0xF3, "\u0323": 0xF2}
_CAPITAL = 0x20  # capitals carry capital mark bytes, 0x20 below the small ones


def _tcvn3(letter: str) -> bytes:
    if letter in _TCVN3:
        return bytes([_TCVN3[letter]])
    if letter.lower() in _TCVN3:
        return bytes([_TCVN3[letter.lower()]])
    return letter.encode("cp1252", "replace")


def _vni(letter: str) -> bytes:
    if letter in "đĐ":
        return b"\xf1" if letter == "đ" else b"\xd1"
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    shift = _CAPITAL if base.isupper() else 0
    if base in "iI" and tone:
        return bytes([_VNI_I[tone] - shift])
    if "\u031b" in marks:  # horn: ơ and ư are single bytes of their own
        own = {"o": 0xF4, "u": 0xF6}[base.lower()] - shift
        return bytes([own, _VNI_TONES[tone] - shift]) if tone else bytes([own])
    table = _VNI_CIRCUMFLEX if "\u0302" in marks else _VNI_BREVE if "\u0306" in marks else None
    if table:
        return bytes([ord(base), table[tone] - shift])
    if base in "yY" and tone == "\u0323":
        return bytes([0xEE - shift])
    return bytes([ord(base), _VNI_TONES[tone] - shift]) if tone else letter.encode("cp1252", "replace")


_FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}


def to_rtf(paper: Paper, encoding: Literal["tcvn3", "vni"]) -> bytes:
    """The paper as RTF in one legacy font."""
    day = paper.issued_on
    lines = [paper.office.superior.upper(), paper.office.name.upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
             "Độc lập - Tự do - Hạnh phúc", f"Số: {paper.number}",
             f"{PLACE}, ngày {day:%d} tháng {day:%m} năm {day.year}", paper.kind, paper.subject,
             *("Kính gửi: " + name for name in paper.addressees), *paper.bases, *(item.text for item in paper.body),
             *paper.authority, paper.signer, "Nơi nhận:", *(f"- {name};" for name in paper.recipients)]  # fmt: skip
    encode = _tcvn3 if encoding == "tcvn3" else _vni
    body = b"\\par\n".join(b"".join(_escaped(encode(letter)) for letter in line) for line in lines if line)
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman "
        + _FONTS[encoding].encode()
        + rb";}}\f0\fs28 "
        + body
        + rb"\par}"
    )


def _escaped(data: bytes) -> bytes:
    return b"".join(
        b"\\'%02x" % byte if byte > 0x7F else (b"\\" + bytes([byte]) if byte in b"\\{}" else bytes([byte]))
        for byte in data
    )
