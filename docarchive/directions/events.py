"""What directions tell others in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from docarchive.directions.states import Deed


@dataclass(frozen=True)
class AssignmentMoved:
    """Something was done with an assignment, and its step is written."""

    assignment_id: str
    deed: Deed
