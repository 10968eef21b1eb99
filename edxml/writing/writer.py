"""Writes a packet: strictly when it is ours, faithfully always."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import Enum
from itertools import zip_longest
from typing import Final

from edxml.element import texts
from edxml.errors import NotWritableError, PacketError
from edxml.layout import lay_out
from edxml.packets import DocumentPacket, Packet
from edxml.reading import read
from edxml.rule import ERROR, Broken, Finding
from edxml.rules.catalogue import broken_by_ours
from edxml.rules.texts import badly_written
from edxml.rules.values import ELEMENT_REPEATED, NOT_FAITHFUL, VALUE_NOT_UNDERSTOOD
from edxml.writing.packing import Packing, pack
from edxml.writing.scribe import Pack, Scribe

# Breaches that only what is kept verbatim can bring into a packet of ours.
_UNCLEAR: Final = frozenset({ELEMENT_REPEATED.id, VALUE_NOT_UNDERSTOOD.id})
_FILE: Final = b"."
_BROKEN_ZIP: Final = b"PK\x03\x04"


class Purpose(Enum):
    """What a packet is written for: to be issued under our name, or as a copy of one that was received."""

    ISSUE = "issue"
    COPY = "copy"


def write(
    packet: Packet, *, purpose: Purpose = Purpose.ISSUE, packing: Packing = Packing.ZIP, today: date | None = None
) -> bytes:
    """Write a packet; equal packets give equal bytes, and what is read back is the packet.

    Args:
        purpose: A copy need only be read back the same; its signature is taken along and proves nothing.
        packing: How files travel; a file that would be mistaken for a ZIP around another always gets one.
        today: The day in Vietnam; without it no date is called future.

    Raises:
        NotWritableError: The packet breaks rules of what we issue, or would not be read back as it is.
    """
    _refuse(packet, purpose, today)
    _prove(packet, purpose)
    return _written(packet, lambda attachment: pack(attachment, packing))


def review(packet: Packet, *, today: date | None = None) -> tuple[Finding, ...]:
    """Everything that speaks against issuing a packet, warnings too: for whoever fills it in, before it is written."""
    return tuple(_issued(broken_by_ours(packet, today)))


def _refuse(packet: Packet, purpose: Purpose, today: date | None) -> None:
    found = review(packet, today=today) if purpose is Purpose.ISSUE else _issued(badly_written(packet))
    errors = [finding for finding in found if finding.level is ERROR]
    if errors:
        raise NotWritableError(errors)


def _issued(asked: Iterable[Broken]) -> Iterator[Finding]:
    return (finding for finding in (broken.issued() for broken in asked) if finding)


def _prove(packet: Packet, purpose: Purpose) -> None:
    """Read back what would be written, all but the content of files, and compare."""
    bare = _with_stand_ins(packet)
    try:
        reading = read(_written(bare, lambda one: pack(one, Packing.RAW)))
    except PacketError as problem:
        raise NotWritableError([problem.finding]) from problem
    if reading.packet != bare:
        place = _difference(bare, reading.packet)
        raise NotWritableError(list(_issued([NOT_FAITHFUL.broken(place)])))
    unclear = [replace(finding, level=ERROR) for finding in reading.findings if finding.rule in _UNCLEAR]
    if unclear and purpose is Purpose.ISSUE:
        raise NotWritableError(unclear)


def _with_stand_ins(packet: Packet) -> Packet:
    """The packet with a byte for each file, and a broken ZIP for what travelled in the stead of one."""
    if not isinstance(packet, DocumentPacket):
        return packet
    files = (
        replace(one, content=_stand_in(one.content, _FILE), carried=_stand_in(one.carried, _BROKEN_ZIP))
        for one in packet.attachments
    )
    return replace(packet, attachments=tuple(files))


def _stand_in(content: bytes | None, small: bytes) -> bytes | None:
    return None if content is None else small


def _difference(packet: Packet, found: Packet) -> str:
    """The first place that was not read back; what is kept verbatim where no text differs."""
    pairs = zip_longest(texts(lay_out(packet), "edXML"), texts(lay_out(found), "edXML"))
    for ours, theirs in pairs:
        if ours != theirs:
            return (ours or theirs or ("edXML", ""))[0]
    return packet.unknown[0].place if packet.unknown else "edXMLHeader/Signature"


def _written(packet: Packet, pack_one: Pack) -> bytes:
    verbatim: dict[str, list[str]] = {}
    if packet.signature:
        verbatim["edXMLHeader"] = [packet.signature]
    for element in packet.unknown:
        verbatim.setdefault(element.place, []).append(element.xml)
    return Scribe(verbatim, pack_one).write(lay_out(packet))
