"""Completing what is being typed: numbers and subjects of documents the reader may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.engines.backend import Snapshot, Sought
from indexer.engines.plan import All, Any, Beginning, Plan, Term
from indexer.engines.terms import COMPACT, FOLDED, TITLE, compacted
from indexer.numbers import read_query
from indexer.query.cutting import words

_LONGEST_PREFIX: Final = 100
_CANDIDATES: Final = 4  # looked at per suggestion wanted; many titles are alike


def suggestions(at: Snapshot, prefix: str, allow: Plan, size: int) -> tuple[str, ...]:
    """Numbers first, then subjects, newest first."""
    prefix = prefix[:_LONGEST_PREFIX]
    found: dict[str, None] = {}
    for match, number in ((_numbers(prefix), True), (_subjects(prefix), False)):
        if match is None:
            continue
        newest = at.find(Sought(match, allow, size=size * _CANDIDATES))
        for kept in at.kept(newest.located):
            text = kept.number if number else kept.title
            if text:
                found.setdefault(text)
            if len(found) >= (size + 1) // 2 and number:
                break
    return tuple(found)[:size]


def _numbers(prefix: str) -> Plan | None:
    forms = sorted(set(_number_forms(prefix)))
    return Any(tuple(Beginning(COMPACT, form) for form in forms)) if forms else None


def _number_forms(prefix: str) -> Iterator[str]:
    """As typed, and with the figures before the letters: ``nqhdnd 15`` → ``15nqhdnd``."""
    typed = compacted(prefix)
    if not any(map(str.isdigit, typed)) or len(typed) > _LONGEST_PREFIX // 2:
        return
    yield typed
    figures, letters = re.findall(r"\d+", typed), re.findall(r"[a-z]+", typed)
    if len(figures) <= 2 and letters:
        yield "".join(figures + letters)
    yield from (compacted(number.keys[0]) for number in read_query(prefix) if number.keys)


def _subjects(prefix: str) -> Plan | None:
    """All words but the last whole, the last one as far as it was typed, marks or not."""
    typed = words(prefix)
    if not typed:
        return None
    *whole, last = typed
    terms: list[Plan] = [Term(TITLE, word.exact if word.strict else FOLDED + word.folded) for word in whole]
    return All((*terms, Beginning(TITLE, FOLDED + last.folded)))
