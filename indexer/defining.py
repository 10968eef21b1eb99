"""Lines that say what a word means (``3. Nơi cư trú là …``), and questions that ask for it (``nơi cư trú là gì``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.analysis import syllables_of
from indexer.fold import fold

_LONGEST: Final = 14  # syllables of what is defined
_MOST: Final = 300  # definitions of one text
_SAYS: Final = re.compile(r" (?:là|được hiểu|được gọi là|bao gồm|gồm) ")
_LABEL: Final = re.compile(r"\A\s*(?:\d+[a-zđ]?[.)]|[a-zđ]{1,2}[.)]|[-–+*•])?\s*", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*\Z")
_STOPS: Final = re.compile(r"[,.:;!?…]")
_QUOTES: Final = "\"“”'‘’« »"
_WINDOW: Final = 160
_WITHIN: Final = r"\A\s*theo\s[^,?]{1,80},\s*"  # "Theo Luật Thanh niên, …"
_LEAD: Final = r"\A\s*(?:thế nào là|hiểu thế nào là|hiểu như thế nào về|khái niệm|định nghĩa)\s+(?:về\s+)?"
_ASKS: Final = r"\s+(?:là|nghĩa là|có nghĩa là|được hiểu|được gọi|được xem|được coi|bao gồm|gồm)\s"
_ENDS: Final = r"\s*(?:\?|,|\s+(?:là gì|theo)\b|\Z)"
_SHAPES: Final = (_WITHIN, _LEAD, _ASKS, _ENDS)
_MARKED, _PLAIN = (tuple(map(re.compile, each)) for each in (_SHAPES, map(fold, _SHAPES)))
_DOUBTS: Final = ("đúng hay sai", "đúng hay không", "có đúng không", "đúng không", "phải không")
_DOUBTED: Final = (*_DOUBTS, *map(fold, _DOUBTS))
_IS: Final = re.compile(r" (?:được |duoc )?(?:gọi |goi )?(?:là|la) ")


def defined(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a line of a text says what something is, and the syllables of that something."""
    count, at = 0, 0
    for line in text.split("\n"):
        says = _SAYS.search(line, 0, _WINDOW)
        if says is not None:
            subject = _subject(line[: says.start()])
            if subject:
                yield at, subject
                count += 1
                if count == _MOST:
                    return
        at += len(line) + 1


def asked_for(question: str) -> tuple[str, ...]:
    """The syllables of what a question wants explained; none where it wants something else."""
    said = question.lower()
    withins, leads, asks, ends = _PLAIN if fold(said) == said else _MARKED
    said = said[within.end() :] if (within := withins.match(said)) else said
    lead = leads.match(said)
    if lead is not None:
        end = ends.search(said, lead.end())
        return _short(said[lead.end() : end.start() if end else len(said)])
    found = asks.search(said + " ")
    return _short(said[: found.start()]) if found is not None else ()


def claimed(question: str) -> tuple[str, ...]:
    """The syllables of what something is said to be (``…, A là B, đúng hay sai?``: B); its definition decides."""
    said = question.lower().rstrip(" ?")
    doubt = next((doubt for doubt in _DOUBTED if said.endswith(doubt)), None)
    if doubt is None:
        return ()
    claim = _STOPS.split(said.removesuffix(doubt).rstrip(" ,.;:"))[-1]
    found = _IS.search(claim)
    return _short(claim[found.end() :]) if found is not None else ()


def _subject(head: str) -> tuple[str, ...]:
    head = _ASIDE.sub("", head[_LABEL.match(head).end() :]).strip(_QUOTES)  # type: ignore[union-attr] # matches nothing, too
    return () if _STOPS.search(head) else _short(head)


def _short(words: str) -> tuple[str, ...]:
    exact = tuple(syllables_of(words).exact)
    return exact if len(exact) <= _LONGEST else ()
