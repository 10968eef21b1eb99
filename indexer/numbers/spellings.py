"""The normal forms under which a document number is stored and looked up, and its natural order."""

from __future__ import annotations

from itertools import product

from indexer.numbers.grammar import DocumentNumber
from indexer.numbers.letters import fold

# Names of bodies that were renamed: who types today's name finds the old number, and the other way round.
_RENAMED = {"ub": "ubnd", "ubnd": "ub", "tư": "tw"}


def keys(number: DocumentNumber, issued_year: int | None = None) -> tuple[str, ...]:
    """Every form under which a typed number finds this one, the printed form first.

    The forms are: the number in capitals as printed; without marks; with hyphens only; and a *bare key* for each way
    of leaving out year, kind or organs. A bare key lists serial without leading zeros, year, kind and organs in this
    order, parted by blanks (``15 2023 nq hdnd``); ``read_query`` brings whatever was typed into the same form.

    Args:
        issued_year: Year of issue; lets ``15 NQ HDND 2023`` find a number that is printed without its year.
    """
    years = {str(year) for year in (number.year, issued_year) if year}
    found = [number.text.upper(), fold(number.text), fold(number.text).replace("/", "-")]
    for year, code, organs in product(("", *sorted(years)), _types(number), _organs(number)):
        if year or code or organs:
            found.append(bare_key(_serial(number), year, code, organs))
    return tuple(dict.fromkeys(found))


def bare_key(serial: str, year: str, code: str, organs: tuple[str, ...]) -> str:
    """Put the parts of a number, folded, into the order of the keys; empty parts are left out."""
    return " ".join(part for part in (serial, year, code, *organs) if part)


def sort_key(number: DocumentNumber) -> int:
    """Natural order of the serial: 2 before 15 before 36 before 36a before 66.7 before 134."""
    letter = ord(fold(number.suffix)) - ord("a") + 1 if number.suffix else 0
    return (number.digits * 100 + min(number.decimal, 99)) * 32 + letter


def _serial(number: DocumentNumber) -> str:
    return f"{number.digits}" + (f".{number.decimal}" if number.decimal else "") + fold(number.suffix)


def _types(number: DocumentNumber) -> tuple[str, ...]:
    if number.type:
        return ("", fold(number.type))
    if number.family == "assembly":
        return ("", "l", "nq", "pl")
    if number.family == "letter":
        return ("", "cv")
    return ("",)


def _organs(number: DocumentNumber) -> tuple[tuple[str, ...], ...]:
    """All organs, none, and each run of them that somebody may remember; renamed bodies under both names."""
    organs = tuple(part for organ in number.organs for part in _words(organ))
    runs: list[tuple[str, ...]] = [(), organs]
    runs += [organs[:size] for size in range(1, len(organs))]
    runs += [organs[start:] for start in range(1, len(organs))]
    runs += [(organ,) for organ in organs]
    if organs and organs[0] in _RENAMED:
        runs += [(_RENAMED[organs[0]], *run[1:]) for run in tuple(runs) if run[:1] == organs[:1]]
    return tuple(dict.fromkeys(runs))


def _words(organ: str) -> tuple[str, ...]:
    plain = fold(organ)
    for mark in "&()":
        plain = plain.replace(mark, " ")
    return tuple(plain.split())
