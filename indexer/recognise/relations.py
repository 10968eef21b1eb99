"""What a document does to others: amends, replaces, repeals … – read from the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.numbers import Found as FoundNumber
from indexer.recognise.acts import DOCUMENT, VERB, Act, act_of, is_by_others, is_ending
from indexer.recognise.units import Unit
from indexer.records import Relation

# Between two numbers: the second belongs to the description of the first.
_DESCRIBES = re.compile(
    r"\b(?:ve viec|ve|kem theo|theo|tai|huong dan|thi hanh|thuc hien|quy dinh chi tiet|sua doi|bo sung|thay the"
    r"|ban hanh"
    r"|duoc|can cu|cua luat|phe duyet|quy dinh)\b"
)
_PART = r"(?:toan bo|cac|khoan|dieu|diem|tiet|chuong|muc|phan|phu luc|noi dung|quy dinh)"
_RESUMES = re.compile(
    rf"(?:[;,]|\bva)\s*(?:cac\s+|toan bo\s+)?(?:{_PART}\b[^;]{{0,80}}?)?{DOCUMENT}\s*(?:so\s*)?:?\s*$"
)
# What may stand in a list's item before the number of the document it is about.
_HEADS_ITEM = re.compile(
    rf"^\s*(?:dieu \d+\s*[.:]?|\d{{1,2}}\s*\.|[a-z]\s*\)"
    rf"|[-–+•])?\s*(?:{_PART}\b[^;:]{{0,160}}?)?{DOCUMENT}\s[^;:]{{0,60}}$"
)
_GOES_ON = re.compile(rf"^\s*(?:va\s+)?{DOCUMENT}\s+so\s*:?\s*$")
# The lead-in of a list of documents: "Bãi bỏ các văn bản sau đây:".
_LEADS = re.compile(rf"\b(?:{DOCUMENT}|noi dung|dieu, khoan|dieu khoan|cac dieu)\b[^.;]{{0,160}}:\s*$")
# Before a verb: it goes on from the one before.
_JOINS = re.compile(r"(?:;|,|\bva\b|\bdong thoi\b)(?:\s|,|\bva\b|\bdong thoi\b)*$")
_OF = re.compile(r"\s*(?:doi voi|cua)\b")
# What is acted upon follows this document, and is not it.
_FOLLOWED = re.compile(rf"(?<!kem )\b(?:theo|thuc hien|thi hanh|can cu)\s+(?:cac\s+)?{DOCUMENT}\s*(?:so\s*)?:?\s*$")
_FAR = 420


@dataclass(frozen=True)
class _Carried:
    """A verb whose objects are the items of the list that follows."""

    relation: Relation
    level: int


def relations(
    units: Sequence[Unit],
    numbers: Sequence[FoundNumber],
    subject: tuple[int, int] | None,
    skip: Sequence[tuple[int, int]],
) -> dict[int, Relation]:
    """The relation of each number that this document acts upon, by where the number starts.

    Args:
        subject: Where the subject stands: its verbs are the document's own acts.
        skip: Stretches whose verbs are not its acts: preamble, quoted wording; in order.
    """
    done: dict[int, Relation] = {}
    carried: _Carried | None = None
    going_on: Relation | None = None
    for unit, here in with_numbers(_outside(units, skip), numbers):
        last, going_on = going_on, None
        if carried and unit.level is not None and unit.level <= carried.level:
            carried = None
        own = subject is not None and unit.start < subject[1] and unit.end > subject[0]
        act = act_of(unit, own=own) if here or ":" in unit.folded[-3:] else None
        if act is not None:
            further = list(_further(unit, here, act))
            acted = list(_objects(unit, _until(unit, here, further), act))
            for at, each in enumerate(further, start=1):
                mine = _until(unit, here, further[at:])
                done |= {number.start: each.relation for number in _objects(unit, mine, each)}
            relation: Relation | None = act.relation
            if _LEADS.search(unit.folded[act.start :][-400:]):
                carried = _Carried(act.relation, -1 if unit.level is None else unit.level)
        else:
            relation, acted = _inherited(unit, here, last, carried)
        if relation and acted:
            done |= {number.start: relation for number in acted}
            going_on = relation if unit.folded.rstrip().endswith((";", ":")) else None
    return done


def _outside(units: Sequence[Unit], skip: Sequence[tuple[int, int]]) -> Iterator[Unit]:
    """Units that begin in none of the stretches."""
    stretches = sorted(skip)
    at = 0
    for unit in units:
        while at < len(stretches) and stretches[at][1] <= unit.start:
            at += 1
        if at == len(stretches) or unit.start < stretches[at][0]:
            yield unit


def with_numbers(units: Iterable[Unit], numbers: Sequence[FoundNumber]) -> Iterator[tuple[Unit, Sequence[FoundNumber]]]:
    """Each unit with the numbers that begin in it; both in the order of the text."""
    place = 0
    for unit in units:
        while place < len(numbers) and numbers[place].start < unit.start:
            place += 1
        end = place
        while end < len(numbers) and numbers[end].start < unit.end:
            end += 1
        yield unit, numbers[place:end]


def _inherited(
    unit: Unit, here: Sequence[FoundNumber], last: Relation | None, carried: _Carried | None
) -> tuple[Relation | None, list[FoundNumber]]:
    """The act of the sentence before the semicolon, or of the list's lead-in."""
    if not here:
        return None, []
    head = unit.folded[: here[0].start - unit.start][-_FAR:]
    if last and _GOES_ON.match(head):
        return last, list(_coordinated(unit, here, 0))
    if carried and _HEADS_ITEM.match(head):
        return carried.relation, list(_coordinated(unit, here, 0))
    return None, []


def _objects(unit: Unit, here: Sequence[FoundNumber], act: Act) -> Iterator[FoundNumber]:
    before = [number for number in here if number.end - unit.start <= act.start]
    after = [number for number in here if number.start - unit.start >= act.end]
    if not act.follows:
        named = unit.folded[act.end : after[0].start - unit.start] if after else ""
        if not _FOLLOWED.search(named[-_FAR:]):
            yield from _coordinated(unit, after, act.end)
        return
    yield from _coordinated(unit, before, 0)
    if not before and _OF.match(unit.folded, act.end):
        yield from _coordinated(unit, after, act.end)


def _further(unit: Unit, here: Sequence[FoundNumber], act: Act) -> Iterator[Act]:
    """Verbs of the same document that go on after what the first one acts upon: ``thay thế …; bãi bỏ …``."""
    begin = act.end
    for verb in VERB.finditer(unit.folded, act.end) if not act.follows else ():
        ends = [number.end - unit.start for number in here if begin <= number.start - unit.start < verb.start()]
        if not ends or is_ending(verb) or is_by_others(unit.folded, verb):
            continue
        joint = _JOINS.search(unit.folded, ends[-1], verb.start())
        if joint and (joint[0].startswith(";") or not _DESCRIBES.search(unit.folded, ends[-1], joint.start())):
            relation: Relation = verb.lastgroup  # type: ignore[assignment]
            yield Act(relation, verb.start(), verb.end(), follows=False)
            begin = verb.end()


def _until(unit: Unit, here: Sequence[FoundNumber], further: Sequence[Act]) -> Sequence[FoundNumber]:
    """The numbers before the first of some verbs."""
    return [number for number in here if number.start - unit.start < further[0].start] if further else here


def _coordinated(unit: Unit, numbers: Sequence[FoundNumber], begin: int) -> Iterator[FoundNumber]:
    """The first number and those on a level with it, not those that only describe them."""
    last = begin
    for index, number in enumerate(numbers):
        between = unit.folded[last : number.start - unit.start]
        if index == 0 and len(between) > _FAR:
            return
        if index == 0 or _RESUMES.search(between[-_FAR:]) or not _DESCRIBES.search(between):
            yield number
        last = number.end - unit.start
