"""Abbreviations of offices, both ways: ``UBND`` finds "ủy ban nhân dân", and that finds ``UBND``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from indexer.analysis import terms
from indexer.fold import fold
from indexer.kinds import KINDS

_LONGEST: Final = 9  # syllables of a name


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a term of office, cut into canonical syllables."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abbreviated:
    """Words ``first`` to ``last`` (not included) of a question have short forms."""

    first: int
    last: int
    short: tuple[str, ...]


def names_of(short: str) -> tuple[Name, ...]:
    """What an abbreviation stands for, typed with marks or without; mostly nothing.

    Typed with marks it must be the abbreviation's own spelling: ``đa`` may be an ĐA (đề án), ``đã`` never is.
    """
    plain = fold(short)
    return tuple(name for spelling, name in _table()[0].get(plain, ()) if short in (plain, spelling))


def abbreviated(exact: Sequence[str]) -> tuple[Abbreviated, ...]:
    """Stretches of words that have a short form, longest first, none inside another.

    Args:
        exact: Words with marks as typed; a word typed without marks stands for all.
    """
    table = _table()[1]
    folded = [fold(word) for word in exact]
    found: list[Abbreviated] = []
    at = 0
    while at < len(exact):
        for size in range(min(_LONGEST, len(exact) - at), 1, -1):
            here = tuple(folded[at : at + size])
            short = tuple(short for name, short in table.get(here, ()) if _agree(exact[at : at + size], here, name))
            if short:
                found.append(Abbreviated(at, at + size, tuple(dict.fromkeys(short))))
                at += size
                break
        else:
            at += 1
    return tuple(found)


def _agree(typed: Sequence[str], folded: Sequence[str], name: Name) -> bool:
    return all(word in (plain, meant) for word, plain, meant in zip(typed, folded, name.exact, strict=True))


_Table = tuple[dict[str, list[tuple[str, Name]]], dict[tuple[str, ...], list[tuple[Name, str]]]]


@cache
def _table() -> _Table:
    names: dict[str, list[tuple[str, Name]]] = {}
    short_forms: dict[tuple[str, ...], list[tuple[Name, str]]] = {}
    lines = files("indexer.query").joinpath("abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [(line.split("\t")[0], line.split("\t")[1]) for line in lines]
    rows += [(kind.code, kind.name) for kind in KINDS if kind.code]
    for short, meaning in dict.fromkeys(rows):
        name = Name(terms(meaning), terms(fold(meaning)))
        spelling = terms(short)
        if len(name.exact) < 2 or len(spelling) != 1:
            continue
        names.setdefault(fold(spelling[0]), []).append((spelling[0], name))
        short_forms.setdefault(name.folded, []).append((name, fold(spelling[0])))
    return names, short_forms
