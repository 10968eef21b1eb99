"""What the bytes of a file tell: its kind, and whether a text decoder went over them and lost what was no text."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath
from typing import Final

_LOST: Final = "\ufffd".encode()
_PIECE_BYTES: Final = 2**20
_TEXT_SUFFIXES: Final = frozenset({".txt", ".csv", ".xml", ".edxml", ".html", ".htm", ".json", ".md"})
_BINARY_BEGINNINGS: Final = (b"%PDF", b"PK", b"{\\rtf", b"GIF8", b"\xef\xbf\xbd")
_BINARY_SUFFIXES: Final = frozenset(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".zip", ".rar", ".7z", ".png", ".jpg",
     ".jpeg", ".gif", ".tif", ".tiff", ".bmp"}
)  # fmt: skip


def suffix(name: str) -> str:
    """The lower-case ending of a file name: ``.pdf``."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def lost_letters(content: bytes) -> int:
    """How many U+FFFD stand in a file that is UTF-8 from end to end; 0 in any other.

    A file that was never decoded holds bytes that are no UTF-8, as every compressed stream does; an ``EF BF BD``
    in it is chance.
    """
    lost = content.count(_LOST)
    return lost if lost and _is_utf8(content) else 0


def is_binary(name: str, content: bytes) -> bool:
    """Whether a file is of a kind that no text decoder leaves whole."""
    ending = suffix(name)
    if ending in _TEXT_SUFFIXES:
        return False
    return ending in _BINARY_SUFFIXES or content.startswith(_BINARY_BEGINNINGS)


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(view), _PIECE_BYTES):
            decoder.decode(view[start : start + _PIECE_BYTES])
    except UnicodeDecodeError:
        return False
    return True
