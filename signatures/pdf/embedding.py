"""Puts a font into a PDF file so that its Vietnamese letters can be shown, searched and copied."""

from __future__ import annotations

import struct
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from signatures.pdf.truetype import Face

_NAME = "/AAAAAA+Tinos-Regular"


def embed(writer: Any, face: Face, text: str) -> Any:
    """Add a font with the letters of a text; gives its reference. Strings in it are two bytes a glyph."""
    glyphs = {face.glyph(letter): letter for letter in sorted(set(text), reverse=True)}
    widths = generic.ArrayObject()
    for glyph in sorted(glyphs):
        widths += [generic.NumberObject(glyph), generic.ArrayObject([generic.NumberObject(face.advance(glyph))])]
    descendant = _dictionary(
        Type="/Font",
        Subtype="/CIDFontType2",
        BaseFont=_NAME,
        CIDSystemInfo=_dictionary(
            Registry=generic.TextStringObject("Adobe"), Ordering=generic.TextStringObject("Identity"), Supplement=0
        ),
        FontDescriptor=writer.add_object(_descriptor(writer, face, set(glyphs))),
        CIDToGIDMap="/Identity",
        DW=1000,
        W=widths,
    )
    font = _dictionary(
        Type="/Font",
        Subtype="/Type0",
        BaseFont=_NAME,
        Encoding="/Identity-H",
        DescendantFonts=generic.ArrayObject([writer.add_object(descendant)]),
        ToUnicode=writer.add_object(_stream(_to_unicode(glyphs))),
    )
    return writer.add_object(font)


def encoded(face: Face, text: str) -> bytes:
    """Write a line as a hexadecimal string of the embedded font."""
    return b"<" + "".join(f"{face.glyph(letter):04X}" for letter in text).encode("ascii") + b">"


def _descriptor(writer: Any, face: Face, glyphs: set[int]) -> generic.DictionaryObject:
    scale = 1000 / face.units
    box = [round(part * scale) for part in struct.unpack_from(">4h", face.tables["head"], 36)]
    ascent, descent = (round(part * scale) for part in struct.unpack_from(">2h", face.tables["hhea"], 4))
    return _dictionary(
        Type="/FontDescriptor",
        FontName=_NAME,
        Flags=4,
        FontBBox=generic.ArrayObject(generic.NumberObject(part) for part in box),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=ascent,
        StemV=80,
        FontFile2=writer.add_object(_stream(face.subset(glyphs))),
    )


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    lines = [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in sorted(glyphs.items())]
    blocks = [lines[place : place + 100] for place in range(0, len(lines), 100)]
    middle = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def "
        "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{middle}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def _stream(data: bytes) -> generic.StreamObject:
    stream = generic.StreamObject(_dictionary(Length1=len(data)), stream_data=data)
    stream.compress()
    return stream


def _dictionary(**values: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): _value(value) for key, value in values.items()})


def _value(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("/"):
        return pdf_name(value)
    return generic.NumberObject(value) if type(value) is int else value
