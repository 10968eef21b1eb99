"""Verbs by which one document changes another, and whether a sentence says that this very document does so."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.recognise.units import Unit
from indexer.records import Relation

DOCUMENT = (
    r"(?:quyet dinh|nghi dinh|thong tu(?: lien tich)?|nghi quyet(?: lien tich)?|bo luat|luat|phap lenh|chi thi"
    r"|cong van|thong bao|ke hoach"
    r"|giay moi|quy dinh|quy che|van ban|huong dan|cong dien|lenh)"
)
_AMENDS = (
    r"sua doi,? bo sung|sua doi va bo sung|sua doi|bo sung, sua doi|bo sung|dieu chinh, bo sung"
    rf"|dieu chinh(?= (?:[^,;.]{{0,80}} cua )?{DOCUMENT} so )"
)
_VERBS: tuple[tuple[Relation, str], ...] = (
    ("suspends", r"tam ngung hieu luc|ngung hieu luc|dinh chi (?:viec )?thi hanh|tam dinh chi"),
    ("repeals", r"bai bo|huy bo|het hieu luc|cham dut hieu luc|khong con hieu luc|het gia tri"),
    ("replaces", r"thay the"),
    ("amends", _AMENDS),
    ("corrects", r"dinh chinh"),
    ("postpones", r"tam hoan|hoan to chuc|hoan (?:hoi nghi|cuoc hop|hop|ky hop)|lui thoi gian"),
)
VERB = re.compile("|".join(f"(?P<{name}>(?<!\\w)(?:{pattern})(?!\\w))" for name, pattern in _VERBS))
_ENDING = re.compile(r"het hieu luc|cham dut hieu luc|khong con hieu luc|het gia tri")
_UNTIL = re.compile(r"\b(?:cho den khi|truoc khi|chua|neu|khi|truoc ngay)\b[^,;]{0,60}$")
# Before a verb: it says what was done to a text by others, not what this document does.
_ATTRIBUTE = re.compile(
    r"(?:\bda duoc|\bduoc|\bda|\bve viec|\bve|\bviec|\bquy dinh|\bquyet dinh|\bluat|\bnghi dinh|\bthong tu|\bnghi quyet"
    r"|\bneu|\bcac van ban|\bhoac|\bkhong|\btruong hop|\bde nghi|\bkien nghi|\bxem xet|\bxay dung|\btham muu|\btrinh"
    r"|\bcho den khi|\btruoc khi|\bchua)\s*(?:,\s*)?$"
)
_BY_OTHERS = re.compile(r"\s*(?:,? ?boi|tai|theo|bang van ban)\b")
_PASSIVE = re.compile(r"\b(?:bi|duoc)\s*$")
_MARKER = r"(?:dieu \d+[a-z]?\s*[.:]?|\d{1,2}\s*\.|[a-z]\s*\)|[-–+•])?"
_OPENS = re.compile(rf"^\s*{_MARKER}\s*(?:nay\s+|quyet dinh\s+|viec\s+|thong nhat\s+|toan bo\s+)?$")
_THIS = re.compile(rf"\b{DOCUMENT}\s+nay\b")
# In a title before the verb: others do it, or it is only asked for.
_NOT_YET = re.compile(
    r"\b(?:thuc hien|thi hanh|hop nhat|de nghi|kien nghi|de xuat|gop y|y kien|du thao|tham dinh|tham tra|xay dung"
    r"|tham muu|trinh|ra soat|trien khai|pho bien|quan triet|tuyen truyen|bao cao|tra loi|lap)\b"
)
_NUMBERED = re.compile(r"\bso\s*:?\s*\d")
_REACH = 220  # letters before a verb that can say who acts


class Act(NamedTuple):
    """A verb of a unit by which this document acts; ``ends`` and ``passive`` ones follow what they act upon."""

    relation: Relation
    start: int
    end: int
    follows: bool


def act_of(unit: Unit, *, own: bool) -> Act | None:
    """The first verb of a unit by which this document acts.

    Args:
        own: The unit is the document's own subject, whose verbs are its acts.
    """
    for match in VERB.finditer(unit.folded):
        if is_own_act(unit.folded, match, own=own):
            relation: Relation = match.lastgroup  # type: ignore[assignment]
            before = unit.folded[max(0, match.start() - _REACH) : match.start()]
            return Act(relation, match.start(), match.end(), is_ending(match) or bool(_PASSIVE.search(before)))
    return None


def is_ending(verb: re.Match[str]) -> bool:
    """A verb that follows what it ends: ``hết hiệu lực``."""
    return bool(_ENDING.match(verb.group()))


def is_by_others(folded: str, verb: re.Match[str]) -> bool:
    """A verb that says what another document did: ``sửa đổi bởi``."""
    return bool(_BY_OTHERS.match(folded, verb.end()))


def is_own_act(folded: str, verb: re.Match[str], *, own: bool = False) -> bool:
    """Whether a verb found in a unit's text is an act of this very document.

    Args:
        own: The text is the document's own subject.
    """
    before = folded[max(0, verb.start() - _REACH) : verb.start()]
    after = folded[verb.end() : verb.end() + _REACH]
    return _acts(before, after, ending=is_ending(verb), own=own, first=verb.start() <= _REACH)


def _acts(before: str, after: str, *, ending: bool, own: bool, first: bool) -> bool:
    if ending:
        return not _UNTIL.search(before)
    if _BY_OTHERS.match(after):
        return False
    if first and _OPENS.match(before):
        return True
    if own:
        return not _NOT_YET.search(before) and len(before) < 60
    if _says_this(before):
        return not _ATTRIBUTE.search(before)
    if _PASSIVE.search(before):
        return bool(_THIS.search(after) or before.rstrip().endswith(" bi"))
    return False


def _says_this(before: str) -> bool:
    """The verb's subject is "Nghị định này": close before it, with no other document between."""
    ends = [said.end() for said in _THIS.finditer(before)]
    return bool(ends) and len(before) - ends[-1] < 160 and not _NUMBERED.search(before, ends[-1])
