"""What a tokeniser must do, whoever it is."""

from __future__ import annotations

from typing import Protocol

Token = tuple[int, int, str]
"""One word or sign: start, end, and ``text[start:end]``; offsets are code points into the text as given."""


class Tokeniser(Protocol):
    """Cuts text into words.

    Tokens come in order, do not overlap, hold no line end and leave out nothing that can be seen. A tokeniser may be
    used from several threads at once.
    """

    name: str

    def tokens(self, text: str) -> list[Token]:
        """Cut a text, NFC or not, of any length; the time grows with its length only."""
