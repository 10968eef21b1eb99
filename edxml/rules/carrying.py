"""How a file travels in an attachment: base64 of the file itself or of a ZIP that holds it alone."""

from __future__ import annotations

from typing import Final

from edxml.rule import ERROR, WARNING, Rule

_ANEW: Final = "đề nghị bên gửi đóng gói và gửi lại tệp"

# fmt: off
NO_CONTENT = Rule(
    "attachment-no-content", ERROR, ERROR,
    f"Tệp «{{name}}» không có nội dung trong gói; {_ANEW}.",
    "Every attachment carries content.",
)
NOT_BASE64 = Rule(
    "attachment-not-base64", ERROR, None,
    f"Nội dung tệp «{{name}}» không phải base64 hợp lệ; {_ANEW}.",
    "The content is base64.",
)
ZIP_BROKEN = Rule(
    "attachment-zip-broken", ERROR, None,
    f"Gói ZIP của tệp «{{name}}» bị hỏng hoặc bị cắt; {_ANEW}.",
    "The ZIP around a file is whole and its checksum right.",
)
ZIP_MEMBERS = Rule(
    "attachment-zip-members", ERROR, None,
    "Gói ZIP của tệp «{name}» có {found} tệp bên trong, chuẩn cho phép đúng một; đề nghị gửi mỗi tệp một đính kèm.",
    "The ZIP around a file holds just that file; an attachment that is itself a ZIP, Word or ODF file may be raw.",
)
ZIP_ENCRYPTED = Rule(
    "attachment-zip-encrypted", ERROR, None,
    "Gói ZIP của tệp «{name}» đặt mật khẩu; đề nghị gửi lại không mật khẩu.",
    "The ZIP around a file has no password.",
)
ZIP_PATH = Rule(
    "attachment-zip-path", WARNING, None,
    "Tệp trong gói ZIP của «{name}» mang đường dẫn «{found}»; đường dẫn ấy bị bỏ qua.",
    "The member of a ZIP has a plain name; a path in it is never followed.",
)
TOO_LARGE = Rule(
    "attachment-too-large", ERROR, None,
    "Tệp «{name}» khi mở ra vượt giới hạn {limit} MB của một gói; đề nghị chia nhỏ rồi gửi lại.",
    "All files of a packet together are no larger than `Limits.unpacked_bytes`.",
)
ZIP_BOMB = Rule(
    "attachment-zip-ratio", ERROR, None,
    "Tệp «{name}» nở ra hơn {limit} lần khi giải nén, dấu hiệu của tệp phá hoại; hãy xác minh với bên gửi.",
    "A file does not grow by more than `Limits.zip_ratio` when it is unpacked.",
)
DAMAGED = Rule(
    "attachment-damaged", ERROR, ERROR,
    "Tệp «{name}» bị hỏng khi đóng gói (byte bị thay bằng ký tự U+FFFD, {found} chỗ); đề nghị gửi lại từ tệp gốc.",
    "No file went through a text decoder, which turns bytes into U+FFFD (`EF BF BD`).",
)
TEXT_DAMAGED = Rule(
    "attachment-text-damaged", WARNING, WARNING,
    "Tệp chữ «{name}» có {found} ký tự đã mất (U+FFFD).",
    "A text file holds no replacement characters.",
)

RULES: Final = (
    NO_CONTENT, NOT_BASE64, ZIP_BROKEN, ZIP_MEMBERS, ZIP_ENCRYPTED, ZIP_PATH, TOO_LARGE, ZIP_BOMB, DAMAGED,
    TEXT_DAMAGED,
)
# fmt: on
