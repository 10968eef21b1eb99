"""Whether the files of a packet are there, whole, and those the manifest announces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from edxml.codes import BusinessType
from edxml.content import is_binary, lost_letters, suffix
from edxml.files import Attachment
from edxml.packets import DocumentPacket
from edxml.rule import ERROR, WARNING, Broken, Rule
from edxml.rules.carrying import DAMAGED, NO_CONTENT, TEXT_DAMAGED

# fmt: off
FILES_MISSING = Rule(
    "files-missing", ERROR, ERROR,
    "Gói văn bản không có tệp nào; đề nghị bên gửi đính kèm tệp văn bản rồi gửi lại.",
    "A new document and a replacement carry at least one file.",
)
FILE_NOT_SENT = Rule(
    "manifest-file-missing", ERROR, ERROR,
    "Bản kê nêu tệp «{found}» nhưng trong gói không có tệp ấy; đề nghị bên gửi gửi lại cho đủ.",
    "Every file of the manifest is in the packet, under its `ContentId`.",
)
FILE_NOT_ANNOUNCED = Rule(
    "manifest-file-unlisted", ERROR, ERROR,
    "Tệp «{found}» có trong gói nhưng bản kê không nêu; đề nghị bên gửi ghi vào bản kê rồi gửi lại.",
    "Every file of the packet is in the manifest.",
)
NAMES_DIFFER = Rule(
    "manifest-name-differs", WARNING, ERROR,
    "Bản kê gọi tệp «{found}», còn tệp mang tên «{name}».",
    "A file has one name in manifest and packet.",
)
CONTENT_ID_MISSING = Rule(
    "content-id-missing", ERROR, ERROR,
    "Tệp «{found}» không có mã tệp (ContentId); đề nghị bên gửi ghi mã rồi gửi lại.",
    "Every file has a `ContentId`.",
)
CONTENT_ID_TWICE = Rule(
    "content-id-twice", ERROR, ERROR,
    "Mã tệp «{found}» được dùng hai lần; đề nghị bên gửi đặt mã khác nhau rồi gửi lại.",
    "Every file has a `ContentId` of its own.",
)
FILE_EMPTY = Rule(
    "attachment-empty", ERROR, ERROR,
    "Tệp «{found}» rỗng (0 byte); đề nghị bên gửi gửi lại từ tệp gốc.",
    "No file is empty.",
)
FILE_TWICE = Rule(
    "attachment-twice", WARNING, WARNING,
    "Các tệp {found} có nội dung giống hệt nhau (cùng SHA-256).",
    "No file is sent twice.",
)
FILE_NAME = Rule(
    "attachment-name", WARNING, ERROR,
    "Tên tệp «{found}» trống, chứa đường dẫn hoặc ký tự điều khiển.",
    "The name of a file is a plain name.",
)
FILE_KIND = Rule(
    "attachment-kind", WARNING, WARNING,
    "Tệp «{found}» không phải loại tệp mà đuôi tên của nó nói.",
    "A file is what the ending of its name says.",
)

RULES: Final = (
    FILES_MISSING, FILE_NOT_SENT, FILE_NOT_ANNOUNCED, NAMES_DIFFER, CONTENT_ID_MISSING, CONTENT_ID_TWICE, FILE_EMPTY,
    FILE_TWICE, FILE_NAME, FILE_KIND,
)
# fmt: on

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK"
_BEGINNINGS: Final = {
    ".pdf": b"%PDF", ".doc": _OLE, ".xls": _OLE, ".ppt": _OLE, ".docx": _ZIP, ".xlsx": _ZIP, ".pptx": _ZIP,
    ".odt": _ZIP, ".ods": _ZIP, ".zip": _ZIP, ".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8",
}  # fmt: skip
_LOOKED_AT_BYTES: Final = 1024  # readers of PDF look so far ahead for its first line
_FILES: Final = "AttachmentEncoded"


def present(packet: DocumentPacket) -> Iterator[Broken]:
    """A packet that brings a document brings its files."""
    if not packet.attachments and packet.business.type in {BusinessType.NEW, BusinessType.REPLACE}:
        yield FILES_MISSING.broken(_FILES)


def announced(packet: DocumentPacket) -> Iterator[Broken]:
    """Manifest and files match, each way."""
    listed = {entry.content_id: entry for entry in packet.announced if entry.content_id}
    sent = {one.content_id: one for one in packet.attachments if one.content_id}
    for content_id, entry in listed.items():
        if content_id not in sent:
            yield FILE_NOT_SENT.broken("edXMLManifest", found=entry.name or content_id)
    for content_id, one in sent.items():
        if content_id not in listed:
            yield FILE_NOT_ANNOUNCED.broken(_FILES, found=one.name or content_id)
        elif one.name != listed[content_id].name:
            yield NAMES_DIFFER.broken("edXMLManifest", found=listed[content_id].name, name=one.name)


def identified(packet: DocumentPacket) -> Iterator[Broken]:
    """Every file, and every line of the manifest, has an identifier of its own."""
    for place, items in (("edXMLManifest", packet.announced), (_FILES, packet.attachments)):
        yield from (CONTENT_ID_MISSING.broken(place, found=one.name) for one in items if not one.content_id)
        times = Counter(one.content_id for one in items if one.content_id)
        yield from (CONTENT_ID_TWICE.broken(place, found=name) for name, count in times.items() if count > 1)


def sound(packet: DocumentPacket) -> Iterator[Broken]:
    """Every file holds something and is what its name says."""
    for count, one in enumerate(packet.attachments, 1):
        place = f"{_FILES}/Attachment[{count}]"
        if not _is_plain(one.name):
            yield FILE_NAME.broken(place, found=one.name)
        if one.content is not None and not one.content:
            yield FILE_EMPTY.broken(place, found=one.name)
        elif one.content is not None and not _is_of_its_kind(one.name, one.content):
            yield FILE_KIND.broken(place, found=one.name)


def fit_to_send(packet: DocumentPacket) -> Iterator[Broken]:
    """Every file is there and whole; in what is received the reading itself says so."""
    for count, one in enumerate(packet.attachments, 1):
        place = f"{_FILES}/Attachment[{count}]"
        if one.content is None:
            yield NO_CONTENT.broken(place, name=one.name)
        elif lost := lost_letters(one.content):
            rule = DAMAGED if is_binary(one.name, one.content) else TEXT_DAMAGED
            yield rule.broken(place, name=one.name, found=lost)


def sent_once(packet: DocumentPacket) -> Iterator[Broken]:
    """No two files are the same."""
    by_size = Counter(len(one.content) for one in packet.attachments if one.content)
    same: dict[str, list[Attachment]] = {}
    for one in packet.attachments:
        if one.content and by_size[len(one.content)] > 1:
            same.setdefault(one.sha256, []).append(one)
    for group in same.values():
        if len(group) > 1:
            yield FILE_TWICE.broken(_FILES, found=", ".join(f"«{one.name}»" for one in group))


def _is_plain(name: str) -> bool:
    return bool(name) and name.isprintable() and not any(mark in name for mark in "/\\:")


def _is_of_its_kind(name: str, content: bytes) -> bool:
    beginning = _BEGINNINGS.get(suffix(name))
    return beginning is None or beginning in content[: _LOOKED_AT_BYTES if beginning == b"%PDF" else len(beginning)]
