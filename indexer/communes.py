"""Communes, wards and towns before and after 1 July 2025, when the districts between them and the provinces ended.

The table is one of the files the installed underthesea brings along. Thousands of names stand in several provinces: one
is taken only where a single province is left once the provinces and districts named beside it are heard.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from indexer.naming import folded_words, may_be
from indexer.tokenise.underthesea_files import underthesea_home

MERGED: Final = date(2025, 7, 1)
SOURCE: Final = "Nghị quyết của Ủy ban Thường vụ Quốc hội về sắp xếp đơn vị hành chính cấp xã năm 2025"
LONGEST: Final = 8  # words of a name, its level among them
_LEVELS: Final = ("xa ", "phuong ", "thi tran ", "dac khu ")
_PLACES: Final = ("tinh ", "thanh pho ", "quan ", "huyen ", "thi xa ")


class Commune(NamedTuple):
    """One name of a commune and another it was merged into, parted into or made of.

    Attributes:
        name: As printed, with its level in small letters: "xã Đông Hưng".
        is_newer: The other name is the later one.
        province: The province it lies in now, folded, without its level.
        places: Provinces and district it lay in, folded, without their levels.
    """

    name: str
    other: str
    is_newer: bool
    province: str
    places: tuple[str, ...]


def other_names(typed: str, beside: str) -> Mapping[str, bool] | None:
    """Other names of a commune → whether it is the newer one; empty where several are called so, None where none is.

    Args:
        typed: The name with its level; typed with marks they must be its own.
        beside: What stands around it; a province or district there says which one is meant.
    """
    key = folded_words(typed)
    if not key.startswith(_LEVELS):
        return None
    meant = [each for each in _known().get(key, ()) if may_be(typed, each.name)]
    if not meant:
        return None
    around = f" {folded_words(beside)} ".replace(" hcm ", " ho chi minh ").replace(" tphcm ", " ho chi minh ")
    if near := [each for each in meant if any(f" {place} " in around for place in (each.province, *each.places))]:
        meant = near
    if len({each.province for each in meant}) != 1:
        return {}
    return {each.other: each.is_newer for each in meant}


@cache
def _known() -> Mapping[str, tuple[Commune, ...]]:
    """Folded name → what it became or was; nothing where underthesea is missing or has no such file."""
    try:
        table = json.loads((underthesea_home() / "address" / "data" / "mapping.json").read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    found: dict[str, list[Commune]] = {}
    for row in table["ward_mapping"]:
        for each in _both_ways(row):
            found.setdefault(folded_words(each.name), []).append(each)
    return {key: tuple(dict.fromkeys(each)) for key, each in found.items()}


def _both_ways(row: Mapping[str, Any]) -> Iterator[Commune]:
    old, new = _name(row["old_ward"]), _name(row["new_ward"])
    if not old or not new or old == new:
        return
    where = _place(row["new_province"]), _places(row["old_province"], row["old_district"])
    yield Commune(old, new, True, *where)  # noqa: FBT003 - a row of a table
    yield Commune(new, old, False, *where)  # noqa: FBT003


def _name(printed: str) -> str:
    level = next((len(each) for each in _LEVELS if folded_words(printed).startswith(each)), 0)
    printed = unicodedata.normalize("NFC", printed)
    return printed[:level].lower() + printed[level:]


@cache
def _places(*printed: str) -> tuple[str, ...]:
    return tuple(map(_place, printed))


@cache
def _place(printed: str) -> str:
    """``Huyện Đông Hưng`` → ``dong hung``; ``Quận 3`` keeps its level, for a number alone is no name."""
    key = folded_words(printed)
    bare = (key.removeprefix(level) for level in _PLACES if key.startswith(level))
    return next((name for name in bare if not name.isdigit()), key)
