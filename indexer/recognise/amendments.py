"""What an amending text does to which provisions: its items, each read with the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from indexer.fold import fold_lower
from indexer.numbers import Found as FoundNumber
from indexer.numbers import find_all
from indexer.recognise.acts import DOCUMENT, VERB, is_ending, is_own_act
from indexer.recognise.places import named
from indexer.recognise.relations import with_numbers
from indexer.recognise.units import Unit, units, whole
from indexer.records import Relation

LONGEST_QUOTE = 20_000
_REACH = 220
_LONGEST_UNIT, _MOST_VERBS = 4_000, 16
_MARK = re.compile("[“”]")
_ITEM = r"(?:dieu \d+[a-z]?\s*[.:]?|\d{1,3}[a-z]?\s*\.|[a-z]{1,2}\s*\)|[-–+•])?\s*"
# "khoản 2 Điều 5 được sửa đổi như sau": the provisions stand before the verb.
_PASSIVE = re.compile(
    rf"^\s*{_ITEM}(?:cac\s+)?(?:ten\s+|tieu de\s+|doan\s+|cau\s+|noi dung\s+)*"
    r"(?:dieu|khoan|diem|muc|chuong|mau|phu luc|danh muc)\b[^:;]*\b(?:duoc|bi)\s*$"
)
_DONE_BEFORE = re.compile(r"\b(?:da|theo|boi)\b[^,;]*$")
_ALSO = re.compile(r"(?:^|[,;]|\bva)\s*$")
_NEW_WORDING = re.compile(r"\bnhu sau\b|:")
_OF_THIS = re.compile(
    rf"\b(?:tai|bang|theo|thanh)\s(?:(?!\b(?:tai|vao)\b)[^;:]){{0,240}}?\b{DOCUMENT}\s+nay\b"
    rf"|\bcua\s+{DOCUMENT}\s+nay\b"
)
_INSTEAD = re.compile(r"\b(?:bang|thanh)\s+(?!(?:cac\s+)?(?:cum\s+)?tu\b)")
_BESIDE = re.compile(
    r"\b(?:vao\s+)?(?:ngay\s+|phia\s+)?(?:sau|truoc)\s+(?:doan\s+|cum tu\s+)?"
    r"(?:(?:dieu|khoan|diem|muc|chuong|phu luc)\s+(?:so\s+)?[a-z0-9]{1,5}\b(?:\s*,?\s*(?=(?:dieu|khoan)\b))?)"
)
SEVERAL = re.compile(r"\bmot so\b|\bcac (?:dieu|khoan|diem|noi dung|quy dinh)(?:,|\s+(?:va|sau|cua)\b)")
_SECOND = re.compile(r"(?:[;,]|\bva)\s")
_CITED_TOO = re.compile(r"\b(?:ngay|cua chinh phu|cua bo truong|quy dinh|huong dan|sua doi|ve|duoc)\b")


class Amendment(NamedTuple):
    """One thing an amending text does.

    Attributes:
        verb: The verb as printed, in lower case: ``sửa đổi, bổ sung``.
        number: The document acted upon, as printed here or in a heading above; None where none is named.
        provisions: Paths of its provisions (see ``places.named``); empty where all of it is meant.
        at: Where the verb stands.
        heads: What follows says it in detail.
    """

    relation: Relation
    verb: str
    number: str | None
    provisions: tuple[str, ...]
    at: int
    heads: bool


@dataclass
class _Scope:
    """What holds for the items under a heading: the document, and what they are part of."""

    level: int
    number: str | None
    above: dict[str, str] = field(default_factory=dict)


def amendments(text: str, number: str | None = None) -> tuple[Amendment, ...]:
    """What a text does to provisions, in its order; new wording in quotation marks says nothing.

    Args:
        number: The document acted upon where no heading names one, as the subject says it.
    """
    bare = without_quotes(text)
    numbers = find_all(bare)
    scopes = [_Scope(-1, number)]
    found: list[Amendment] = []
    cut = [_front(unit) for unit in whole(units(bare))]
    for unit, here in with_numbers(cut, numbers):
        if unit.level is not None:
            while scopes[-1].level >= unit.level:
                scopes.pop()
        done = list(_of_unit(text, unit, here, scopes[-1]))
        found += done
        if done and unit.level is not None:
            scopes.append(_under(unit.level, done[0], scopes[-1]))
    return tuple(found)


def _front(unit: Unit) -> Unit:
    """A sentence without what lies beyond all that one says in earnest."""
    if len(unit.folded) <= _LONGEST_UNIT:
        return unit
    return Unit(unit.start, unit.start + _LONGEST_UNIT, unit.folded[:_LONGEST_UNIT], unit.level)


def without_quotes(text: str) -> str:
    """The text with blanks instead of what stands in quotation marks, as long as before."""
    parts: list[str] = []
    last = 0
    for start, end in quotes(text):
        closed = text[end - 1] == "”"
        parts += [text[last:start], " " * (end - start) if closed else re.sub(r"[^\n]", " ", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


def quotes(text: str, moved: int = 0) -> Iterator[tuple[int, int]]:
    """Where quotations begin and end, marks and quotations in them included; one nobody closes ends with its line.

    Args:
        moved: How far the text stands behind the beginning of the one places are given in.
    """
    depth, opened = 0, 0
    for mark in _MARK.finditer(text):
        if mark.group() == "“":
            opened = opened if depth else mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and mark.end() - opened <= LONGEST_QUOTE:
                yield opened + moved, mark.end() + moved
    if depth:
        end = text.find("\n", opened)
        yield opened + moved, (len(text) if end < 0 else end) + moved


def _under(level: int, done: Amendment, scope: _Scope) -> _Scope:
    above = dict(scope.above) if done.number == scope.number else {}
    if len(done.provisions) == 1:
        above |= dict(part.split("-", 1) for part in done.provisions[0].split(".") if "-" in part)
    return _Scope(level, done.number, above)


def _of_unit(text: str, unit: Unit, here: Sequence[FoundNumber], scope: _Scope) -> Iterator[Amendment]:
    verbs = list(islice(VERB.finditer(unit.folded), _MOST_VERBS))
    begun = False
    for at, verb in enumerate(verbs):
        before = unit.folded[max(0, verb.start() - _REACH) : verb.start()]
        passive = bool(_PASSIVE.match(unit.folded[: verb.start()])) and not _DONE_BEFORE.search(before)
        also = begun and _begins(text, unit, verb)
        if not (passive or also or is_own_act(unit.folded, verb)):
            continue
        begun = True
        until = next((each.start() for each in verbs[at + 1 :] if _begins(text, unit, each)), len(unit.folded))
        first, last = (0, verb.start()) if passive or is_ending(verb) else (verb.end(), until)
        yield from _objects(text, unit, verb, first, last, here, scope)


def _begins(text: str, unit: Unit, verb: re.Match[str]) -> bool:
    """A verb behind a comma or "và", or one with a capital, begins another act of the sentence."""
    return bool(_ALSO.search(unit.folded[: verb.start()])) or text[unit.start + verb.start()].isupper()


def _objects(
    text: str, unit: Unit, verb: re.Match[str], first: int, last: int, here: Sequence[FoundNumber], scope: _Scope
) -> Iterator[Amendment]:
    relation = _relation(verb)
    said = " ".join(text[unit.start + verb.start() : unit.start + verb.end()].lower().split())
    at = unit.start + verb.start()
    folded = _cleared(unit.folded, first, last)
    heads = bool(SEVERAL.search(folded)) or unit.folded.rstrip().endswith(":")
    acted = _acted(unit, here, folded, first)
    begin = first
    for number in acted:
        stop = number.start - unit.start
        own = named(_printed(text, unit, folded, begin, stop, first), {})
        if not own and begin > first and not _SECOND.search(folded[begin - first : stop - first]):
            continue
        yield Amendment(relation, said, number.number.text, own, at, heads)
        begin = number.end - unit.start
    if acted:
        return
    own = named(_printed(text, unit, folded, first, first + len(folded), first), scope.above)
    if not own and scope.above and not SEVERAL.search(folded):
        own = (".".join(f"{level}-{sign}" for level, sign in scope.above.items()),)
    if own or SEVERAL.search(folded):
        yield Amendment(relation, said, scope.number, own, at, heads)


def _cleared(folded: str, first: int, last: int) -> str:
    """The verb's objects, with blanks for what only says where in this document the new wording stands."""
    said = folded[first:last]
    end = _NEW_WORDING.search(said)
    said = said[: end.start()] if end else said
    for pattern in (_OF_THIS, _BESIDE):
        said = pattern.sub(lambda found: " " * len(found.group()), said)
    instead = _INSTEAD.search(said)
    return said[: instead.start()] if instead else said


def _acted(unit: Unit, here: Sequence[FoundNumber], folded: str, first: int) -> list[FoundNumber]:
    """The first document named among the objects and those on a level with it, not those that describe it."""
    found: list[FoundNumber] = []
    last = 0
    for number in here:
        at = number.start - unit.start - first
        if not 0 <= at < len(folded) or not folded[at : at + 1].strip():
            continue
        between = folded[last:at]
        if not found or (_SECOND.search(between) and not _CITED_TOO.search(between)):
            found.append(number)
        last = number.end - unit.start - first
    return found


def _printed(text: str, unit: Unit, folded: str, begin: int, stop: int, first: int) -> str:
    """The objects as printed, where they were not cleared away."""
    said = text[unit.start + begin : unit.start + stop]
    kept = folded[begin - first : stop - first]
    return "".join(letter if mark.strip() else " " for letter, mark in zip(said, kept, strict=False))


def _relation(verb: re.Match[str]) -> Relation:
    if fold_lower(verb.group()).strip() == "bo sung":
        return "supplements"
    relation: Relation = verb.lastgroup  # type: ignore[assignment]
    return relation
