"""A value read from a document, with its place and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

# From here on a value is filled in; below it is offered as a suggestion.
FILL_AT = 0.6


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the stretch of text it was read from.

    Attributes:
        sure: 0–1; compared with ``FILL_AT``.
    """

    value: T
    start: int
    end: int
    sure: float
