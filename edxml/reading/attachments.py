"""Reads the files of a packet and what its manifest announces."""

from __future__ import annotations

from typing import Final

from edxml.content import is_binary, lost_letters
from edxml.files import Attachment, ManifestEntry
from edxml.names import MANIFEST_VERSION
from edxml.reading.part import Part
from edxml.reading.unpack import Parcel, unpack
from edxml.rule import Broken
from edxml.rules import carrying, values

_KEPT_BYTES: Final = 2**20  # broken base64 up to here is kept verbatim; of a larger one the packet as received tells


def manifest(part: Part) -> tuple[ManifestEntry, ...]:
    """``edXMLManifest``."""
    with part:
        version = part.node.attributes.get("version", MANIFEST_VERSION) if part.node else MANIFEST_VERSION
        if version != MANIFEST_VERSION:
            part.notes.note(values.MANIFEST_VERSION_UNKNOWN.broken(part.place, found=version))
        return tuple(_entry(one) for one in part.parts("Reference"))


def _entry(part: Part) -> ManifestEntry:
    with part:
        return ManifestEntry(
            content_id=part.text("ContentId"),
            content_type=part.text("ContentType"),
            name=part.text("AttachmentName"),
            description=part.text("Description"),
        )


def attachments(part: Part) -> tuple[Attachment, ...]:
    """``AttachmentEncoded``; all files together stay within the limit of what is unpacked."""
    found = []
    room_bytes = part.notes.limits.unpacked_bytes
    with part:
        for one in part.parts("Attachment"):
            attachment = _attachment(one, room_bytes)
            room_bytes -= len(attachment.content or attachment.carried or b"")
            found.append(attachment)
    return tuple(found)


def _attachment(part: Part, room_bytes: int) -> Attachment:
    with part:
        name = part.text("AttachmentName")
        content, carried = _content(part, name, room_bytes)
        return Attachment(
            content_id=part.text("ContentId"),
            name=name,
            content_type=part.text("ContentType"),
            description=part.text("Description"),
            content=content,
            carried=carried,
        )


def _content(part: Part, name: str, room_bytes: int) -> tuple[bytes | None, bytes | None]:
    """The file, or else what travelled in its stead."""
    carried = _carried(part, name)
    if carried is None:
        return None, None
    unpacked = unpack(Parcel(carried, name, part.place, room_bytes, part.notes.limits))
    if unpacked.content is None:
        lost = lost_letters(carried)
        _note(part, *([carrying.DAMAGED.broken(part.place, name=name, found=lost)] if lost else unpacked.broken))
        return None, carried
    _note(part, *unpacked.broken, *_damage(part, name, unpacked.content))
    return unpacked.content, None


def _carried(part: Part, name: str) -> bytes | None:
    node = part.one("ContentTransferEncoded")
    payload = node.payload if node else None
    if node is None or payload is None:
        _note(part, carrying.NO_CONTENT.broken(part.place, name=name))
        return None
    carried = payload.take()
    if payload.is_broken:
        _note(part, carrying.NOT_BASE64.broken(part.place, name=name))
        if node.end - node.start <= _KEPT_BYTES:
            part.notes.keep(node, part.place)
        return None
    return carried


def _damage(part: Part, name: str, content: bytes) -> list[Broken]:
    lost = lost_letters(content)
    rule = carrying.DAMAGED if is_binary(name, content) else carrying.TEXT_DAMAGED
    return [rule.broken(part.place, name=name, found=lost)] if lost else []


def _note(part: Part, *broken: Broken) -> None:
    for one in broken:
        part.notes.note(one)
