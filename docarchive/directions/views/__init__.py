"""Pages of directions."""

from docarchive.directions.views import (
    acting,
    adding,
    assignment,
    figures,
    giving,
    importing,
    listing,
    matters,
    meetings,
    pressing,
    proposing,
    questions,
    reports,
    sending,
)
from docarchive.directions.views.blueprint import bp

__all__ = [
    "acting",
    "adding",
    "assignment",
    "bp",
    "figures",
    "giving",
    "importing",
    "listing",
    "matters",
    "meetings",
    "pressing",
    "proposing",
    "questions",
    "reports",
    "sending",
]
