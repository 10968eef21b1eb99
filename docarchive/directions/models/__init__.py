"""Tables of directions."""

from docarchive.directions.models.course import (
    AssignmentSeries,
    AssignmentStep,
    Extension,
    FrozenReport,
    Milestone,
)
from docarchive.directions.models.direction import Assignment, AssignmentBody, Direction
from docarchive.directions.models.errand import AssignmentLetter, HeardCourse
from docarchive.directions.models.figure_question import FigureQuestion
from docarchive.directions.models.making import ReportMaking
from docarchive.directions.models.matter import MatterFollow
from docarchive.directions.models.meeting import Meeting

__all__ = [
    "Assignment",
    "AssignmentBody",
    "AssignmentLetter",
    "AssignmentSeries",
    "AssignmentStep",
    "Direction",
    "Extension",
    "FigureQuestion",
    "FrozenReport",
    "HeardCourse",
    "MatterFollow",
    "Meeting",
    "Milestone",
    "ReportMaking",
]
