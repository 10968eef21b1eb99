"""What happened to numbers, for those whose letters bear them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NumberCancelled:
    """A number that a letter bears is being cancelled; who listens may still object.

    Attributes:
        letter_id: The letter that bears it.
        printed: The number as written.
    """

    letter_id: str
    printed: str
    reason: str
