"""Opens the bytes of a packet: what may stand before its XML, and why XML that is none is refused."""

from __future__ import annotations

import codecs
import re
from typing import Final
from xml.parsers import expat

from edxml.errors import PacketError
from edxml.limits import Limits
from edxml.reading.node import Node
from edxml.reading.tree import parse
from edxml.rule import Broken
from edxml.rules import structure

_UTF8_MARK: Final = codecs.BOM_UTF8
_OTHER_MARKS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    b"<\x00": "UTF-16",
    b"\x00<": "UTF-16",
}
_JUNK_BYTES: Final = 4096  # so far ahead a declaration is looked for
_PIECE_BYTES: Final = 2**20
_UNBOUND: Final = 27  # XML_ERROR_UNBOUND_PREFIX
_REASONS: Final = {
    3: "tệp kết thúc trước khi có phần tử",
    4: "ký tự không được phép",
    5: "thẻ dở dang ở cuối",
    6: "ký tự bị cắt ở cuối",
    7: "thẻ đóng không khớp thẻ mở",
    8: "thuộc tính ghi hai lần",
    9: "có nội dung sau phần tử gốc",
    11: "thực thể chưa định nghĩa",
}


def open_packet(data: bytes, limits: Limits) -> tuple[Node, memoryview, list[Broken]]:
    """Parse a packet: its root, the bytes its places count in, and what is odd about its beginning.

    Raises:
        PacketError: It is no XML that can be read safely.
    """
    if not data:
        raise PacketError(structure.PACKET_EMPTY.broken())
    if len(data) > limits.packet_bytes:
        raise PacketError(too_large(len(data), limits))
    has_mark = data.startswith(_UTF8_MARK)
    _refuse_other_encodings(data)
    view = memoryview(data)[len(_UTF8_MARK) if has_mark else 0 :]
    _refuse_junk(view)
    try:
        root = parse(view, limits)
    except expat.ExpatError as problem:
        raise PacketError(_explain(view, problem)) from problem
    return root, view, [structure.BYTE_ORDER_MARK.broken()] if has_mark else []


def too_large(size_bytes: int, limits: Limits) -> Broken:
    """What is said of a packet over the limit, whether it was read or only measured."""
    return structure.PACKET_TOO_LARGE.broken(found=-(-size_bytes // 2**20), limit=limits.packet_bytes // 2**20)


def _refuse_other_encodings(data: bytes) -> None:
    for mark, name in _OTHER_MARKS.items():
        if data.startswith(mark):
            raise PacketError(structure.ENCODING_NOT_UTF8.broken(found=name))


def _refuse_junk(view: memoryview) -> None:
    beginning = bytes(view[:_JUNK_BYTES])
    found = re.search(rb"<\?xml\s", beginning)
    before = beginning[: found.start()] if found else beginning.partition(b"<")[0].strip()
    if before and b"<" not in before:
        shown = before.decode("utf-8", "replace")
        raise PacketError(structure.JUNK_BEFORE_XML.broken(found=len(before), junk=shown))


def _explain(view: memoryview, problem: expat.ExpatError) -> Broken:
    """Say what the parser stumbled over; looked into only now that it has."""
    nul = _first(view, b"\x00")
    if nul is not None:
        return structure.NUL_BYTE.broken(found=nul)
    undecodable = _first_undecodable(view)
    if undecodable is not None:
        return structure.TEXT_NOT_UTF8.broken(found=undecodable)
    line, column = problem.lineno, problem.offset + 1
    if problem.code == _UNBOUND:
        return structure.PREFIX_UNBOUND.broken(line=line, column=column)
    reason = _REASONS.get(problem.code, expat.ErrorString(problem.code))
    return structure.NOT_WELL_FORMED.broken(line=line, column=column, reason=reason)


def _first(view: memoryview, wanted: bytes) -> int | None:
    for start in range(0, len(view), _PIECE_BYTES):
        found = bytes(view[start : start + _PIECE_BYTES]).find(wanted)
        if found >= 0:
            return start + found
    return None


def _first_undecodable(view: memoryview) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(view), _PIECE_BYTES):
        piece = view[start : start + _PIECE_BYTES]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + len(piece) == len(view))
        except UnicodeDecodeError as problem:
            return start - held + problem.start
    return None
