"""What happens in directions that others may follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.directions.models import AssignmentStep, FigureQuestion


@dataclass(frozen=True)
class StepTaken:
    """Somebody did something with an assignment."""

    step: AssignmentStep


@dataclass(frozen=True)
class FigureAsked:
    """Somebody was asked to explain a number of a report."""

    question: FigureQuestion


@dataclass(frozen=True)
class FigureAnswered:
    """A number somebody was asked about was explained."""

    question: FigureQuestion
