"""What a document does to others: amends, replaces, repeals … – read from the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.numbers import Found as FoundNumber
from indexer.recognise.units import Unit
from indexer.records import Relation

_VERBS: tuple[tuple[Relation, str], ...] = (
    ("suspends", r"tam ngung hieu luc|ngung hieu luc|dinh chi (?:viec )?thi hanh|tam dinh chi"),
    ("repeals", r"bai bo|huy bo|het hieu luc|cham dut hieu luc|khong con hieu luc|het gia tri"),
    ("replaces", r"thay the"),
    ("amends", r"sua doi,? bo sung|sua doi va bo sung|sua doi|bo sung, sua doi|bo sung|dieu chinh, bo sung"),
    ("corrects", r"dinh chinh"),
    ("postpones", r"tam hoan|hoan to chuc|hoan (?:hoi nghi|cuoc hop|hop|ky hop)|lui thoi gian"),
)
_VERB = re.compile("|".join(f"(?P<{name}>(?<!\\w)(?:{pattern})(?!\\w))" for name, pattern in _VERBS))
_ENDING = re.compile(r"het hieu luc|cham dut hieu luc|khong con hieu luc|het gia tri")
# Before a verb: it says what was done to a text by others, not what this document does.
_ATTRIBUTE = re.compile(
    r"(?:\bda duoc|\bduoc|\bda|\bve viec|\bve|\bviec|\bquy dinh|\bquyet dinh|\bluat|\bnghi dinh|\bthong tu|\bnghi quyet|\bneu|\bcac van ban"
    r"|\bhoac|\bkhong|\btruong hop|\bde nghi|\bkien nghi|\bxem xet|\bxay dung|\btham muu|\btrinh|\bcho den khi|\btruoc khi|\bchua)\s*(?:,\s*)?$"
)
_BY_OTHERS = re.compile(r"^\s*(?:,? ?boi|tai|theo|bang van ban)\b")
_PASSIVE = re.compile(r"\b(?:bi|duoc)\s*$")
_OPENS = re.compile(
    r"^\s*(?:dieu \d+[a-z]?\s*[.:]?|\d{1,2}\s*\.|[a-z]\s*\)|[-–+•])?\s*(?:nay\s+|quyet dinh\s+|viec\s+|thong nhat\s+|toan bo\s+)?$"
)
_THIS = re.compile(
    r"\b(?:quyet dinh|nghi dinh|thong tu|thong tu lien tich|nghi quyet|luat|bo luat|phap lenh|chi thi|quy dinh|quy che|thong bao|van ban|ke hoach"
    r"|cong van|lenh|huong dan|quyet dinh nay)\s+nay\b"
)
# Between two numbers: the second belongs to the description of the first.
_DESCRIBES = re.compile(
    r"\b(?:ve viec|ve|kem theo|theo|tai|huong dan|thi hanh|thuc hien|quy dinh chi tiet|sua doi|bo sung|thay the|ban hanh|duoc|can cu|cua luat"
    r"|phe duyet|quy dinh)\b"
)
_RESUMES = re.compile(
    r"(?:[;,]|\bva)\s*(?:cac\s+|toan bo\s+)?(?:(?:khoan|dieu|diem|chuong|muc|phan|phu luc)\b[^;]{0,80}?)?"
    r"(?:quyet dinh|nghi dinh|thong tu(?: lien tich)?|nghi quyet|luat|phap lenh|chi thi|cong van|thong bao|ke hoach)\s*(?:lien tich\s*)?(?:so\s*)?:?\s*$"
)
_LIST = re.compile(r":\s*$")
_AS_FOLLOWS = re.compile(r"nhu sau\s*:?\s*$")


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
        skip: Stretches whose verbs are not its acts: preamble, quoted wording.
    """
    done: dict[int, Relation] = {}
    carried: _Carried | None = None
    place = 0
    for unit in units:
        while place < len(numbers) and numbers[place].start < unit.start:
            place += 1
        here = [number for number in numbers[place : place + 60] if number.start < unit.end]
        if any(start <= unit.start < end for start, end in skip):
            continue
        if carried and unit.level is not None and unit.level <= carried.level:
            carried = None
        own = subject is not None and unit.start < subject[1] and unit.end > subject[0]
        found = _verb(unit, own=own)
        if found is None:
            if carried and here:
                done.setdefault(here[0].start, carried.relation)
            continue
        relation, at, end = found
        for number in _objects(unit, here, relation, at, end, own=own):
            done[number.start] = relation
        if _LIST.search(unit.folded) and not _AS_FOLLOWS.search(unit.folded):
            carried = _Carried(relation, -1 if unit.level is None else unit.level)
    return done


def _verb(unit: Unit, *, own: bool) -> tuple[Relation, int, int] | None:
    """The first verb by which this document acts."""
    for match in _VERB.finditer(unit.folded):
        before = unit.folded[: match.start()]
        relation: Relation = match.lastgroup  # type: ignore[assignment]
        if _acts(unit, match, before, own=own):
            return relation, match.start(), match.end()
    return None


def _acts(unit: Unit, match: re.Match[str], before: str, *, own: bool) -> bool:
    after = unit.folded[match.end() :]
    ending = bool(_ENDING.match(match.group()))
    if _OPENS.match(before) and not ending:
        return not _BY_OTHERS.match(after)
    if own:
        return (
            not re.search(r"\b(?:thuc hien|thi hanh|hop nhat)\b", before)
            and not _BY_OTHERS.match(after)
            and len(before) < 60
        )
    if _THIS.search(before) and not ending:
        return not _ATTRIBUTE.search(before) and not _BY_OTHERS.match(after)
    if ending:
        return not re.search(r"\b(?:cho den khi|truoc khi|chua|neu|khi|truoc ngay)\b[^,;]{0,60}$", before)
    if _PASSIVE.search(before):
        return bool(_THIS.search(after) or re.search(r"\bbi\s*$", before))
    return False


def _objects(
    unit: Unit, here: Sequence[FoundNumber], relation: Relation, at: int, end: int, *, own: bool
) -> Iterator[FoundNumber]:
    before = [number for number in here if number.end - unit.start <= at]
    after = [number for number in here if number.start - unit.start >= end]
    if _ENDING.match(unit.folded, at) or (not after and before):
        yield from _coordinated(unit, before, 0)
        if not before and re.match(r"\s*(?:doi voi|cua)\b", unit.folded[end:]):
            yield from _coordinated(unit, after, end)
        return
    yield from _coordinated(unit, after, end)


def _coordinated(unit: Unit, numbers: Sequence[FoundNumber], begin: int) -> Iterator[FoundNumber]:
    """The first number and those on a level with it, not those that only describe them."""
    last = begin
    for index, number in enumerate(numbers):
        between = unit.folded[last : number.start - unit.start]
        if index == 0:
            if len(between) > 420:
                return
            yield number
        elif _RESUMES.search(between) or not _DESCRIBES.search(between):
            yield number
        last = number.end - unit.start
