"""What keeps a numbered letter from being issued: its files have to be known to bear no mark of secrecy."""

from __future__ import annotations

from docarchive.exchange.models import OutgoingFile, OutgoingLetter

LOOKED_AT = "Tệp máy không đọc được, văn thư đã xem, không có dấu mật: {names}"
MARKED = "Tệp có dấu mật. Văn bản mật không ban hành trên hệ thống này."
_NO_TEXT = "Chưa có tệp văn bản ban hành. Tải tệp có số, ngày và chữ ký lên."


def being_read(letter: OutgoingLetter) -> list[OutgoingFile]:
    """The files nobody has read yet, so nobody knows whether they bear a mark."""
    return [one for one in letter.current if one.read is None]


def unreadable(letter: OutgoingLetter) -> list[OutgoingFile]:
    """The files that cannot be read here: a person has to look for marks on them."""
    return [one for one in letter.current if "failed" in (one.read or {})]


def named(files: list[OutgoingFile]) -> str:
    """Files as a sentence names them."""
    return ", ".join(one.name for one in files)


def why_not_issuable(letter: OutgoingLetter) -> str:
    """Why the letter cannot be issued now, as far as its files go; empty where it can.

    Source:
        Law 117/2025/QH15: state secrets do not travel on this network.
    """
    if letter.main is None:
        return _NO_TEXT
    if any((one.read or {}).get("secrecy") for one in letter.current):
        return MARKED
    if waiting := being_read(letter):
        return f"Tệp {named(waiting)} đang được đọc; đợi đọc xong (thường vài giây) rồi ban hành."
    return ""
