"""Cutting a typed question into pieces: quoted phrases, fields, operators, brackets, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from indexer.fold import fold
from indexer.query import fields

Kind = Literal["text", "phrase", "field", "or", "not", "and", "open", "close"]

_QUOTES: Final = {'"': '"', "“": "”", "”": "”", "„": "“", "«": "»"}
_OPERATORS: Final[dict[str, Kind]] = {
    "OR": "or",
    "HOẶC": "or",
    "HOAC": "or",
    "AND": "and",
    "VÀ": "and",
    "NOT": "not",
    "KHÔNG": "not",
}
_ENGLISH: Final = frozenset({"OR", "AND", "NOT"})
_SENTENCE_WORDS: Final = 12
_GAP = re.compile(r"\s+")
_RUN = re.compile(r"[^\s\"“”„«»()]+")
_VALUE = re.compile(r"[^\s\"“”„«»()]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the question: ``question[start:end]``.

    Attributes:
        value: Inside of the quotes, of the field's value; the piece itself otherwise.
        value_start: Where ``value`` begins in the question.
        field: Engine's name of the field, for pieces of kind ``field``.
        quoted: The value of a field stood in quotes.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    value_start: int = 0
    field: str = ""
    quoted: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Cut a question, left to right; what is nothing special is plain text, word by word."""
    shouted = _all_capitals(text) or _is_sentence(text)
    brackets = _grouping_brackets(text, {"OR", "AND"} if shouted else {"OR", "AND", "HOẶC", "HOAC"})
    at = 0
    while at < len(text):
        if gap := _GAP.match(text, at):
            at = gap.end()
            continue
        piece = _piece(text, at, brackets, shouted=shouted)
        if piece is None:
            at += 1
            continue
        yield piece
        at = max(piece.end, at + 1)


def _piece(text: str, at: int, brackets: frozenset[int], *, shouted: bool) -> Piece | None:
    if at in brackets:
        return Piece("open" if text[at] == "(" else "close", at, at + 1)
    if phrase := _phrase(text, at):
        return phrase
    if text[at] == "-" and _is_minus(text, at):
        return Piece("not", at, at + 1)
    if named := _field(text, at):
        return named
    run = _RUN.match(text, at)
    if run is None:
        return None
    operator = _OPERATORS.get(run.group())
    if operator and (run.group() in _ENGLISH or not shouted):
        return Piece(operator, at, run.end(), run.group(), at)
    return Piece("text", at, run.end(), run.group(), at)


def _phrase(text: str, at: int) -> Piece | None:
    """From an opening quote to the next closing one; a quote without its partner is punctuation."""
    if text[at] not in _QUOTES:
        return None
    closing = {_QUOTES[text[at]], '"'} if text[at] != '"' else {'"', "”"}
    ends = [end for mark in closing if (end := text.find(mark, at + 1)) >= 0]
    if not ends:
        return None
    end = min(ends)
    return Piece("phrase", at, end + 1, text[at + 1 : end], at + 1)


def _is_minus(text: str, at: int) -> bool:
    """A minus stands right before a word, phrase or bracket and has a blank, or nothing, before it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if not (before.isspace() or before == "(") or not (after.isalnum() or after in _QUOTES or after == "("):
        return False
    # "2021 -2025" is a stretch of years
    return not (after.isdigit() and text[:at].rstrip()[-1:].isdigit())


def _field(text: str, at: int) -> Piece | None:
    match = fields.PATTERN.match(text, at)
    if match is None:
        return None
    name = fields.field_named(match[1])
    if name is None:
        return None
    start = match.end()
    if start < len(text) and (quoted := _phrase(text, start)):
        return Piece("field", at, quoted.end, quoted.value, quoted.value_start, name, quoted=True)
    spaced = _GAP.match(text, start)
    if spaced:
        # "Số: 15/NQ-HĐND" is copied from a heading; "về việc: họp" and "nơi nhận: như trên" stay text.
        start = spaced.end()
        if name not in {"number", "issued_on", "year"} or not text[start : start + 1].isdigit():
            return None
    run = _VALUE.match(text, start)
    if run is None or not any(map(str.isalnum, run.group())):
        return None
    return Piece("field", at, run.end(), run.group(), start, name)


def _grouping_brackets(text: str, operators: set[str]) -> frozenset[int]:
    """Brackets that group: pairs with an operator inside; all others are punctuation."""
    open_at: list[int] = []
    found: set[int] = set()
    for at, letter in enumerate(text):
        if letter == "(":
            open_at.append(at)
        elif letter == ")" and open_at:
            start = open_at.pop()
            inside = text[start + 1 : at].split()
            if any(word.strip("()") in operators for word in inside):
                found |= {start, at}
    return frozenset(found)


def _is_sentence(text: str) -> bool:
    """Whether a whole sentence is asked, in which KHÔNG in capitals is stressed, not an operator."""
    return "?" in text or len(text.split()) > _SENTENCE_WORDS


def _all_capitals(text: str) -> bool:
    """Whether the words are typed in capitals, so that KHÔNG may be an ordinary word."""
    others = [word for word in text.split() if word not in _OPERATORS and fold(word).isalpha()]
    return bool(others) and all(word == word.upper() for word in others)
