"""Tables of directions."""

from docarchive.directions.models.course import (
    AssignmentSeries,
    AssignmentStep,
    Extension,
    FrozenReport,
    Milestone,
)
from docarchive.directions.models.direction import Assignment, AssignmentBody, Direction

__all__ = [
    "Assignment",
    "AssignmentBody",
    "AssignmentSeries",
    "AssignmentStep",
    "Direction",
    "Extension",
    "FrozenReport",
    "Milestone",
]
