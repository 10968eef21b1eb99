"""Takes the base64 of one attachment in pieces, so that it never stands in memory as text."""

from __future__ import annotations

import binascii
from io import BytesIO


class Payload:
    """The content of ``ContentTransferEncoded``.

    Attributes:
        is_broken: It is not base64; nothing of it is decoded.
        says_something: It is not empty.
    """

    def __init__(self) -> None:
        self.is_broken = False
        self.says_something = False
        self._decoded = BytesIO()
        self._rest = ""
        self._has_ended = False

    def feed(self, text: str) -> None:
        """Take the next piece, cut anywhere."""
        piece = "".join(text.split())
        if not piece or self.is_broken:
            return
        self.says_something = True
        if self._has_ended:
            self.spoil()
            return
        piece = self._rest + piece
        whole = len(piece) & ~3
        self._rest = piece[whole:]
        self._decode(piece[:whole])

    def spoil(self) -> None:
        """Give it up: something stands in it that is no base64."""
        self.is_broken = self.says_something = True
        self._decoded = BytesIO()
        self._rest = ""

    def take(self) -> bytes:
        """The bytes carried, handed out once and without a copy."""
        if self._rest:
            self.spoil()
        carried = self._decoded.getvalue()
        self._decoded = BytesIO()
        return carried

    def _decode(self, piece: str) -> None:
        try:
            self._decoded.write(binascii.a2b_base64(piece, strict_mode=True))
        except ValueError:  # binascii.Error is one, and so is a letter outside ASCII
            self.spoil()
        else:
            self._has_ended = piece.endswith("=")
