"""What a tokeniser must do, whoever it is."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """One word or sign; ``surface == text[start:end]``, offsets in code points."""

    start: int
    end: int
    surface: str


class Tokeniser(Protocol):
    """Cuts text into words.

    Tokens come in order, do not overlap, hold no line end and leave out nothing but blanks. A tokeniser may be used
    from several threads at once.
    """

    name: str

    def tokens(self, text: str) -> list[Token]:
        """Cut a text, NFC or not, of any length; time grows with its length only."""
