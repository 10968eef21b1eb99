"""Takes a file out of the ZIP it travels in, where it travels in one; the bytes decide, not what the packet says."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from edxml.content import suffix
from edxml.limits import Limits
from edxml.rule import Broken, Rule
from edxml.rules import carrying

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_COMMENT_BYTES: Final = 2**16
_DIRECTORY_BYTES: Final = 2**18  # a longer list of members is not read: no file is wrapped so
_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 1
_PIECE_BYTES: Final = 2**20
# What zipfile raises for a ZIP that is none.
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, LookupError,
    OverflowError, EOFError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parcel:
    """What travelled for one attachment.

    Attributes:
        carried: What base64 held.
        name: Name of the attachment: whether it is itself a ZIP.
        place: Its place, for findings.
        room_bytes: So large the file may be.
    """

    carried: bytes
    name: str
    place: str
    room_bytes: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file, or why there is none.

    Attributes:
        content: The file; None where it could not be taken out.
        broken: Rules that are broken on the way.
    """

    content: bytes | None
    broken: tuple[Broken, ...] = ()


class _RefusedError(Exception):
    def __init__(self, rule: Rule, parcel: Parcel, **values: object) -> None:
        super().__init__(rule.id)
        self.broken = rule.broken(parcel.place, name=parcel.name, **values)


def unpack(parcel: Parcel) -> Unpacked:
    """Give the file that travelled."""
    try:
        if is_wrapping(parcel.carried, parcel.name):
            return _unwrap(parcel)
        _refuse_size(parcel, len(parcel.carried))
    except _RefusedError as refused:
        return Unpacked(None, (refused.broken,))
    except _FAULTS:
        return Unpacked(None, (carrying.ZIP_BROKEN.broken(parcel.place, name=parcel.name),))
    return Unpacked(parcel.carried)


def is_wrapping(carried: bytes, name: str) -> bool:
    """Whether a receiver takes these bytes for the ZIP around a file, and not for the file."""
    if not carried.startswith(_ZIP):
        return False
    try:
        return not _is_file_itself(_members(carried), name)
    except _FAULTS:
        return True


def _unwrap(parcel: Parcel) -> Unpacked:
    members = _members(parcel.carried)
    if len(members) != 1:
        raise _RefusedError(carrying.ZIP_MEMBERS, parcel, found=len(members))
    (member,) = members
    if member.flag_bits & _ENCRYPTED:
        raise _RefusedError(carrying.ZIP_ENCRYPTED, parcel)
    if member.compress_type not in _METHODS:
        raise _RefusedError(carrying.ZIP_BROKEN, parcel)
    written = member.orig_filename
    is_path = any(mark in written for mark in ("/", "\\", ":", "\0"))
    told = carrying.ZIP_PATH.broken(parcel.place, name=parcel.name, found=written)
    return Unpacked(_inflate(parcel, member), (told,) if is_path else ())


def _inflate(parcel: Parcel, member: zipfile.ZipInfo) -> bytes:
    """Unpack a file whose declared size is allowed; no more than that is unpacked, whatever is really in it."""
    size, limits = member.file_size, parcel.limits
    if size > limits.zip_ratio_from_bytes and size > limits.zip_ratio * len(parcel.carried):
        raise _RefusedError(carrying.ZIP_BOMB, parcel, limit=limits.zip_ratio)
    _refuse_size(parcel, size)
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(parcel.carried)) as archive, archive.open(member) as opened:
        while piece := opened.read(_PIECE_BYTES):
            content.write(piece)
    return content.getvalue()


def _refuse_size(parcel: Parcel, size_bytes: int) -> None:
    if size_bytes > parcel.room_bytes:
        raise _RefusedError(carrying.TOO_LARGE, parcel, limit=parcel.limits.unpacked_bytes // 2**20)


def _members(carried: bytes) -> list[zipfile.ZipInfo]:
    """The members of a ZIP; where there are too many to be read, as many without a name."""
    end = carried.rfind(_END, max(0, len(carried) - _END_BYTES - _COMMENT_BYTES))
    if end < 0:
        raise zipfile.BadZipFile
    count, directory_bytes = struct.unpack_from("<HI", carried, end + 10)
    if directory_bytes > _DIRECTORY_BYTES:
        return [zipfile.ZipInfo("?")] * max(count, 2)
    with zipfile.ZipFile(BytesIO(carried)) as archive:
        return archive.infolist()


def _is_file_itself(members: list[zipfile.ZipInfo], name: str) -> bool:
    """Whether the ZIP is the file that was meant: a Word file, or an attachment that is itself called a ZIP."""
    names = {member.filename for member in members}
    if len(members) != 1:
        return suffix(name) == ".zip" or bool(names & _OFFICE)
    return suffix(name) == ".zip" and not any(suffix(member) == ".zip" for member in names)
