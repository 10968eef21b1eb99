"""Packs a file for its way: in a ZIP of its own, as the axis does, or as it is."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator
from enum import Enum
from io import BytesIO
from typing import Final

from edxml.content import suffix
from edxml.files import Attachment
from edxml.reading.unpack import is_wrapping

_PIECE_BYTES: Final = 3 * 2**18  # a multiple of three: base64 of the pieces is base64 of the whole
_LONGEST_SUFFIX: Final = 12
_RATIO: Final = 100  # a file that shrinks by more looks like a bomb to whoever unpacks it, so it is only stored
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NAMES: Final = uuid.UUID("9f0c7d1e-6a55-5b0e-9d43-2f6f4f1c8a10")


class Packing(Enum):
    """How files travel."""

    ZIP = "zip"
    RAW = "raw"


def pack(attachment: Attachment, packing: Packing) -> memoryview:
    """The bytes that travel; the same for the same file.

    A file that a receiver would take for a ZIP around something else is put in a ZIP, raw or not.
    """
    content = attachment.content
    if content is None:
        return memoryview(attachment.carried or b"")
    if packing is Packing.RAW and content and not is_wrapping(content, attachment.name):
        return memoryview(content)
    zipped = _zipped(attachment, content, zipfile.ZIP_DEFLATED)
    if len(content) > _RATIO * len(zipped):
        zipped = _zipped(attachment, content, zipfile.ZIP_STORED)
    return zipped


def pieces(packed: memoryview) -> Iterator[memoryview]:
    """The bytes in pieces that can be encoded one by one."""
    return (packed[start : start + _PIECE_BYTES] for start in range(0, len(packed), _PIECE_BYTES))


def _zipped(attachment: Attachment, content: bytes, method: int) -> memoryview:
    member = zipfile.ZipInfo(_member_name(attachment), _EPOCH)
    member.compress_type = method
    member.create_system = 0
    member.file_size = len(content)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, archive.open(member, "w") as opened:
        for piece in pieces(memoryview(content)):
            opened.write(piece)
    return packed.getbuffer()


def _member_name(attachment: Attachment) -> str:
    """A name that tells nothing but the kind of the file, as the kit of the axis gives it."""
    ending = suffix(attachment.name)
    is_plain = ending[1:].isalnum() and ending.isascii() and len(ending) <= _LONGEST_SUFFIX
    return f"{uuid.uuid5(_NAMES, attachment.sha256)}{ending if is_plain else ''}"
