"""A time limit as printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

DueKind = Literal["fixed", "relative", "recurring", "none"]


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit and where it is printed; ``on`` only where day and year are known."""

    kind: DueKind
    start: int
    end: int
    on: date | None = None
