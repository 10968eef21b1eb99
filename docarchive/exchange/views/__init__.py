"""Pages of letters."""

from docarchive.exchange.views import (
    acting,
    drafting,
    incoming,
    letter,
    outgoing,
    outgoing_letter,
    recipients,
    registering,
)
from docarchive.exchange.views.blueprint import bp

__all__ = [
    "acting",
    "bp",
    "drafting",
    "incoming",
    "letter",
    "outgoing",
    "outgoing_letter",
    "recipients",
    "registering",
]
