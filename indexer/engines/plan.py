"""What is asked of an engine's index: a small algebra of terms every product can express."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of several whole values of an untokenised field; scores nothing."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Terms at given distances from one another.

    Attributes:
        prefix: The last term is only the beginning of one.
    """

    field: str
    terms: tuple[tuple[int, str], ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """Every term that begins so."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Within:
    """A whole-number field within bounds, both included; None leaves a side open."""

    field: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them; of none: everything."""

    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least ``least`` of them; scores add up."""

    plans: tuple[Plan, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Without:
    """Everything but."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Weighted:
    """The score times a weight."""

    plan: Plan
    weight: float


@dataclass(frozen=True, slots=True)
class Flat:
    """The same score for all that match."""

    plan: Plan
    score: float


Plan = Term | OneOf | Sequence | Beginning | Within | All | Any | Without | Weighted | Flat

EVERYTHING = All(())
NOTHING = Any(())
