"""Document numbers as people type them: without marks, in any order, with blanks, misremembered."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from indexer.kinds import CODES, KINDS
from indexer.numbers.grammar import split_serial
from indexer.numbers.letters import fold
from indexer.numbers.spellings import bare_key

_TOKEN = re.compile(r"\d+(?:\.\d+)*[a-z]?(?![a-z0-9])|\d+|[a-z]+(?:\d+(?=[^0-9a-z]|$))?|[/_-]")
_DATE = re.compile(r"\b\d{1,2}\s?([/.-])\s?\d{1,2}\s?\1\s?(?:19|20)\d\d\b|\b(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SERIAL = re.compile(r"\d{1,6}(?:\.\d{1,3})?[a-zđ]?$")
# Words that give the number after them another meaning than a document's: khoản 2, tháng 10, năm 2025, đợt 4.
_OTHER_COUNTS = frozenset(
    {"dieu", "khoan", "diem", "muc", "chuong", "phan", "tiet", "thang", "ngay", "quy", "khoa", "lan", "thu", "dot"}
    | {"trang", "tuan", "bao", "cum", "to", "nhom", "cap", "vung", "hang"}
)
# A syllable of Vietnamese without marks; what is none is an abbreviation.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|kh|gh|gi|ph|qu|[bcdghklmnpqrstvx])?(?:[aeiou][aeiouy]{0,2}(?:ch|ng|nh|[cmnpt])?|y)$"
)
_TYPES = {fold(code) for code in CODES} | {"cv"}
_NAMES = {tuple(fold(kind.name).split()): fold(kind.code) or "cv" for kind in KINDS if kind.group != "copy"}
_BODIES = frozenset({"tu", "hu", "du", "ub"})  # abbreviations that are syllables too
_MAX_ORGANS = 6
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A document number found in a question.

    Attributes:
        keys: What to look up among ``keys(number)`` of the documents: the fullest form first, then with parts left out
            that may be misremembered or may not belong to it (last organs, year, kind).
        slips: Keys of numbers that differ by two neighbouring digits changed over or by the year; for a second look
            where ``keys`` finds nothing.
        start: Where it begins in the NFC question; ``end`` where it ends.
        sure: It has what makes a number (a slash or hyphen, "số", a kind and an organ); else it may be an
            ordinary figure.
    """

    keys: tuple[str, ...]
    slips: tuple[str, ...]
    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    role: str  # serial, year, type, organ, joint, so, word


def read_query(text: str) -> tuple[TypedNumber, ...]:
    """Find the document numbers typed in a question, in whatever spelling, in the order of the question.

    Only its first 2,000 characters are read.
    """
    tokens = _tokens(fold(unicodedata.normalize("NFC", text[:_LONGEST])))
    found = []
    at = 0
    while at < len(tokens):
        run = _run(tokens, at)
        number = _read(run) if run else None
        if number:
            found.append(number)
        at += max(1, len(run))
    return tuple(found)


def _tokens(folded: str) -> list[_Token]:
    dated = {at for match in _DATE.finditer(folded) for at in range(*match.span())}
    matches = [match for match in _TOKEN.finditer(folded) if match.start() not in dated]
    tokens: list[_Token] = []
    at = 0
    while at < len(matches):
        name = _kind_name(matches, at)
        if name:
            last = matches[at + len(name) - 1]
            tokens.append(_Token(_NAMES[name], matches[at].start(), last.end(), "name"))
            at += len(name)
            continue
        tokens += _roles(matches[at], tokens[-1] if tokens else None)
        at += 1
    return tokens


def _kind_name(matches: list[re.Match[str]], at: int) -> tuple[str, ...] | None:
    for size in (4, 3, 2, 1):
        name = tuple(match.group() for match in matches[at : at + size])
        if name in _NAMES:
            return name
    return None


def _roles(match: re.Match[str], before: _Token | None) -> list[_Token]:
    word, start, end = match.group(), match.start(), match.end()
    if word in "/-_":
        return [_Token(word, start, end, "joint")]
    if word[0].isdigit():
        return [_Token(word, start, end, _figure(word, before))]
    glued = re.match(r"([a-z]+?)(\d+)$", word)
    if glued and glued[1] in _TYPES:
        middle = start + len(glued[1])
        return [_Token(glued[1], start, middle, "type"), _Token(glued[2], middle, end, "serial")]
    if word in {"so", "sohieu"}:
        return [_Token(word, start, end, "so")]
    joined = before is not None and before.role == "joint" and before.end == start
    if word in _TYPES:
        return [_Token(word, start, end, "type")]
    code = word in _BODIES or joined or not _SYLLABLE.match(word.rstrip("0123456789"))
    return [_Token(word, start, end, "organ" if code and len(word) > 1 else "word")]


def _figure(word: str, before: _Token | None) -> str:
    if not _SERIAL.match(word):
        return "word"
    if before is not None and before.role == "word":
        if before.text == "nam" and _YEAR.match(word):
            return "year"
        if before.text in _OTHER_COUNTS:
            return "word"
    return "year" if _YEAR.match(word) else "serial"


def _run(tokens: list[_Token], at: int) -> list[_Token]:
    """The longest stretch from here that may be one number: it ends at a word, a second serial or a second kind."""
    run: list[_Token] = []
    roles: set[str] = set()
    for place in range(at, len(tokens)):
        token = tokens[place]
        again = token.role == "serial" or (token.role == "name" and roles & {"name", "type"}) or token.role == "so"
        if token.role == "word" or ("serial" in roles and again):
            break
        run.append(token)
        roles.add(token.role)
    return run


def _read(run: list[_Token]) -> TypedNumber | None:
    years = [token for token in run if token.role == "year"]
    serial = next((token for token in run if token.role == "serial"), None)
    if serial is None and years and any(token.role in {"type", "organ", "so"} for token in run):
        serial = years.pop(0)  # 2096 is a serial too where codes stand around it
    if serial is None:
        return None
    kind = _kind_beside(run, serial)
    first = min(token.start for token in (kind, serial) if token)
    own = [token for token in run if token.start >= first or token.role == "organ"]
    organs = [token.text for token in own if token.role == "organ" or (token.role == "type" and token is not kind)]
    if not (kind or organs or years):
        return None
    year = years[0].text if years else ""
    parts = _Parts(_plain(serial.text), year, kind.text if kind else "", tuple(organs[:_MAX_ORGANS]))
    return TypedNumber(parts.keys(), parts.slips(), own[0].start, own[-1].end, _sure(own, parts))


def _kind_beside(run: list[_Token], serial: _Token) -> _Token | None:
    """The nearest kind before the serial, else the first one after it."""
    kinds = [token for token in run if token.role in {"type", "name"}]
    before = [token for token in kinds if token.start < serial.start]
    return before[-1] if before else next(iter(kinds), None)


def _sure(own: list[_Token], parts: _Parts) -> bool:
    roles = {token.role for token in own}
    if parts.organs and (parts.code or "joint" in roles):
        return True
    return bool(roles & {"joint", "so"}) and bool(parts.year or parts.code)


def _plain(serial: str) -> str:
    digits, decimal, suffix = split_serial(serial)
    return f"{digits}" + (f".{decimal}" if decimal else "") + suffix


@dataclass(frozen=True, slots=True)
class _Parts:
    serial: str
    year: str
    code: str
    organs: tuple[str, ...]

    def keys(self, serial: str | None = None) -> tuple[str, ...]:
        serial = serial or self.serial
        found = [(self.year, self.code, self.organs[:size]) for size in range(len(self.organs), -1, -1)]
        found += [(self.year, "", self.organs[:1]), ("", self.code, self.organs[:1]), ("", "", self.organs[:2])]
        forms = [bare_key(serial, *parts) for parts in found if any(parts)]
        return tuple(dict.fromkeys(form for form in forms if form != serial))

    def slips(self) -> tuple[str, ...]:
        digits = re.match(r"\d+", self.serial)
        whole = digits.group() if digits else ""
        turned = (
            whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
            for at in range(len(whole) - 1)
            if whole[at] != whole[at + 1] and not (at == 0 and whole[1] == "0")
        )
        found = [key for other in turned for key in self.keys(other + self.serial[len(whole) :])]
        return tuple(dict.fromkeys(found))
