"""The model's feature templates, gathered by the places they look at.

A template such as ``T[-1,0].lower`` looks at a run of one to three neighbouring tokens, here the one before and the
one in question, and at one side of that run: its text, its text in lower case, or whether it is a figure, begins in
upper case, or stands in the dictionary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import Final, NamedTuple

from indexer.tokenise.crfsuite import NotTheModelError

_TEMPLATE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?")
_FUNCTIONS: Final = ("", "lower", "isdigit", "istitle", "is_in_dict")
_OFFSETS: Final = {1: (-2, -1, 0, 1, 2), 2: (-2, -1, 0, 1), 3: (-2, -1, 0)}


class Flags(NamedTuple):
    """What is asked of a run of tokens besides its text."""

    figure: bool = False
    title: bool = False
    known: bool = False


@dataclass(slots=True)
class Look:
    """All templates that look at one run of places.

    Attributes:
        exact: Weights by the run's text, its tokens parted by a blank.
        begin: Weight where the run begins before the line, ``end``: where it reaches beyond it.
    """

    exact: dict[str, float] = field(default_factory=dict)
    lower: dict[str, float] = field(default_factory=dict)
    flags: dict[Flags, float] = field(default_factory=dict)
    begin: float = 0.0
    end: float = 0.0

    def weight(self, text: str, lower: str, flags: Flags) -> float:
        """What this look says of a run that lies within the line."""
        return self.exact.get(text, 0.0) + self.lower.get(lower, 0.0) + self.flags[flags]


Looks = dict[tuple[int, int], Look]  # by the run's length and the offset of its first token


def is_figure(token: str) -> bool:
    """Whether a token is a whole number of 32 bits in ASCII digits."""
    return token.isascii() and token.isdigit() and len(token) < 20 and int(token) < 2**31


def is_title(token: str) -> bool:
    """Whether every part begins in a letter that is its own upper case, as figures and signs do."""
    return all(part[:1] == part[:1].upper() for part in token.split(" "))


def gather(templates: tuple[str, ...], weights: dict[str, float]) -> Looks:
    """Sort the weights of a model by the places its templates look at.

    Raises:
        NotTheModelError: A template asks what is not known here.
    """
    looks: Looks = {(length, offset): Look() for length, offsets in _OFFSETS.items() for offset in offsets}
    tables: dict[str, dict[str, float]] = {template: {} for template in templates}
    for attribute, weight in weights.items():
        template, _, value = attribute.partition("=")
        tables.setdefault(template, {})[value] = weight
    asked: dict[tuple[int, int], dict[str, dict[str, float]]] = {place: {} for place in looks}
    for template in templates:
        place, function = _place(template)
        asked[place][function] = tables[template]
    for place, functions in asked.items():
        _fill(looks[place], functions)
    return looks


def _place(template: str) -> tuple[tuple[int, int], str]:
    match = _TEMPLATE.fullmatch(template)
    function = (match[3] or "") if match else None
    if match is None or function not in _FUNCTIONS:
        raise NotTheModelError(f"unknown feature template {template}")
    first = int(match[1])
    length = int(match[2] or first) - first + 1
    if first not in _OFFSETS.get(length, ()):
        raise NotTheModelError(f"unknown feature template {template}")
    return (length, first), function


def _fill(look: Look, functions: dict[str, dict[str, float]]) -> None:
    look.exact = functions.get("", {})
    look.lower = functions.get("lower", {})
    look.begin = sum(table.get("BOS", 0.0) for table in functions.values())
    look.end = sum(table.get("EOS", 0.0) for table in functions.values())
    for flags in map(Flags._make, product((False, True), repeat=3)):
        answers = {"isdigit": flags.figure, "istitle": flags.title, "is_in_dict": flags.known}
        look.flags[flags] = sum(
            functions.get(function, {}).get(str(answer), 0.0) for function, answer in answers.items()
        )
