"""Why a verdict is what it is: a stable code, one Vietnamese sentence, and how heavily it weighs."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class Weight(enum.IntEnum):
    """How a reason changes a verdict; the heaviest reason decides."""

    NOTE = 0
    CAUTION = 1
    DOUBT = 2
    REFUSAL = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was found.

    Attributes:
        code: Stable, for interfaces and tests; kebab-case.
        sentence: Vietnamese, for the page.
    """

    code: str
    weight: Weight
    sentence: str


Table = Mapping[str, tuple[Weight, str]]


def because(table: Table, code: str, **facts: object) -> Reason:
    """Make the reason of a table, its sentence filled with the facts of the case."""
    weight, sentence = table[code]
    return Reason(code, weight, sentence.format(**facts))


def heaviest(reasons: Iterable[Reason]) -> Weight:
    """Tell what the reasons amount to together."""
    return max((reason.weight for reason in reasons), default=Weight.NOTE)
