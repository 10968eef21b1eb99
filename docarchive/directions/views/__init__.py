"""Pages of directions."""

from docarchive.directions.views import (
    acting,
    assignment,
    figures,
    giving,
    importing,
    listing,
    pressing,
    proposing,
    reports,
    sending,
)
from docarchive.directions.views.blueprint import bp

__all__ = [
    "acting",
    "assignment",
    "bp",
    "figures",
    "giving",
    "importing",
    "listing",
    "pressing",
    "proposing",
    "reports",
    "sending",
]
