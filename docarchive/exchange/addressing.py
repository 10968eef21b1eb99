"""From the printed block "Nơi nhận" to names of agencies: pure words, no database.

Source:
    Decree 30/2020/NĐ-CP, Annex I part II: box 9b; "Như trên" or "Như Điều …" stand for those addressed in the text, the
    last line names who keeps the file copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.fold import fold

LONGEST_BLOCK: Final = 20_000
_MOST_ADDRESSED: Final = 60
_ITEM = re.compile(r"^\s*[-–—+*•·]\s*")
_NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")
_AS_SAID = re.compile(r"^(nhu|theo) (tren|dieu|kinh gui|muc|noi nhan|thanh phan)\b")
_ADDRESSED = re.compile(r"^kinh gui\b\s*:?\s*")
_KEPT = re.compile(r"^luu\s*:?\s*")
# The head of a list stands before its first member alone: "Các sở: Tài chính, Nội vụ", "UBND các xã: A, B".
_HEADED = re.compile(
    r"^(?:các\s+)?(?P<head>sở|ban|chi cục|cục|phòng|hội|trung tâm)\s*:?\s+(?P<rest>.+)$", re.IGNORECASE
)
_LISTED = re.compile(
    r"^(?P<head>ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân)\s+các\s+(?P<type>[^:]+):\s*(?P<rest>.+)$", re.IGNORECASE
)
_ALL_OF = re.compile(
    r"^(?:(?P<head>ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)\s+)?cac\s+(?P<types>[a-z ,\-]+?)"
    r"(?:\s+(?:thuoc|truc thuoc|tren dia ban|cua|trong|cap|tinh)\b.*)?$"
)
_SHORT: Final = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"), (re.compile(r"\bhdnd\b"), "hoi dong nhan dan"),
    (re.compile(r"\bubmttq\b"), "uy ban mat tran to quoc"), (re.compile(r"\bvp\b"), "van phong"),
    (re.compile(r"\btx\b"), "thi xa"), (re.compile(r"\btp\.?(?=\s|$)"), "thanh pho"),
    (re.compile(r"\btt\."), "thi tran"),
)  # fmt: skip
_KNOWN_TYPES: Final = frozenset(
    {"so", "ban", "nganh", "xa", "phuong", "thi tran", "dac khu", "huyen", "thi xa", "thanh pho", "quan", "co quan"}
)


@dataclass(frozen=True)
class Item:
    """One recipient as printed.

    Attributes:
        name: Without dash, closing mark and bracket.
        note: What stood in the bracket: ``b/c``, ``để thực hiện``.
        types: Of "các sở, ban, ngành", "UBND các xã, phường": the beginnings of the names meant; empty for one agency.
    """

    name: str
    note: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """The whole block.

    Attributes:
        kept_by: Who keeps the file copy: ``VT, TH``.
        as_said: It points to those addressed in the text ("Như trên").
    """

    items: tuple[Item, ...]
    kept_by: str = ""
    as_said: bool = False


def read_block(text: str) -> Block:
    """Read a block as pasted: its label, dashes and semicolons may be there or not."""
    items: list[Item] = []
    kept_by, as_said = "", False
    for line in _lines(text[:LONGEST_BLOCK]):
        folded = fold(line).lower()
        if _AS_SAID.match(folded):
            as_said = True
        elif kept := _KEPT.match(folded):
            kept_by = line[kept.end() :].strip(" .;,")
        else:
            items += _items(line)
    return Block(tuple(dict.fromkeys(items)), kept_by, as_said)


def addressees(text: str) -> list[str]:
    """Whom a letter addresses itself to ("Kính gửi"), a line each as printed; "Như trên" below means them.

    Args:
        text: Of its first page.
    """
    lines = [" ".join(line.split()) for line in text[:LONGEST_BLOCK].splitlines()]
    at = next((place for place, line in enumerate(lines) if _ADDRESSED.match(fold(line).lower())), None)
    if at is None:
        return []
    begun = _ADDRESSED.match(fold(lines[at]).lower())
    found = [rest] if begun and (rest := lines[at][begun.end() :].strip()) else []
    for line in lines[at + 1 : at + 1 + _MOST_ADDRESSED]:
        if _ITEM.match(line):
            found.append(line)
        elif found and line and not found[-1].endswith((".", ";")) and (line[:1].islower() or _goes_on(found[-1])):
            found[-1] += f" {line}"
        elif line:
            break
    return [each.rstrip(" .;") for each in (_ITEM.sub("", one) for one in found) if each.strip(" .;")]


def _goes_on(line: str) -> bool:
    return line.endswith(",") or line.rsplit(" ", 1)[-1].lower() in {"và", "nhân", "dân", "các"}


def key(name: str) -> str:
    """The form in which names of agencies are compared: folded, abbreviations written out, single blanks."""
    text = " ".join(fold(name).lower().replace("-", " ").split()).strip(" .,;:")
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    return text


def _lines(text: str) -> Iterator[str]:
    body = re.sub(r"^\s*(?:nơi nhận|kính gửi)\s*:?", "", text, flags=re.IGNORECASE)
    for line in re.split(r"[\n;]", body):
        tidy = " ".join(_ITEM.sub("", line).split()).rstrip(" .,/")
        if tidy:
            yield tidy


def _items(line: str) -> Iterator[Item]:
    noted = _NOTE.search(line)
    name, note = (line[: noted.start()], noted[1].strip()) if noted else (line, "")
    if listed := _LISTED.match(name):
        first = listed["type"].split(",")[0].strip()
        yield from (Item(f"{listed['head']} {first} {each}", note) for each in _parted(listed["rest"]))
    elif types := _types(name):
        yield Item(name, note, types)
    elif headed := _HEADED.match(name):
        head, rest = headed["head"].capitalize(), _parted(headed["rest"])
        yield from (Item(each if _is_whole(each) else f"{head} {each}", note) for each in rest)
    else:
        yield Item(name, note)


def _parted(text: str) -> list[str]:
    """Members of a list; "Nông nghiệp và Môi trường" is one, so only commas part."""
    return [part for part in (" ".join(each.split()) for each in text.split(",")) if part]


def _is_whole(name: str) -> bool:
    """Whether a member names its own kind of agency: "Sở Nội vụ" after "Sở Tài chính,"."""
    return bool(re.match(r"(?:sở|ban|văn phòng|ubnd|hđnd|chi cục|cục|công an|thanh tra|hội)\s", name, re.IGNORECASE))


def _types(name: str) -> tuple[str, ...]:
    found = _ALL_OF.match(fold(name).lower())
    if not found:
        return ()
    kinds = [each for each in re.split(r"[,\-]|\bva\b", found["types"]) if each.strip()]
    tidy = [" ".join(each.split()) for each in kinds]
    if not all(each in _KNOWN_TYPES for each in tidy):
        return ()
    head = key(found["head"]) + " " if found["head"] else ""
    return tuple(f"{head}{each} " for each in tidy if each not in {"nganh", "co quan"})
