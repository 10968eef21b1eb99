"""Cutting Vietnamese text into words with exact offsets."""

from __future__ import annotations

from indexer.tokenise.protocol import Token, Tokeniser
from indexer.tokenise.syllables import SyllableTokeniser

__all__ = ["SyllableTokeniser", "Token", "Tokeniser", "tokenise"]


def tokenise(text: str) -> list[Token]:
    """Cut a text into words with the best tokeniser at hand."""
    return SyllableTokeniser().tokens(text)
