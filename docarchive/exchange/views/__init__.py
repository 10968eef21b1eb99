"""Pages of letters."""

from docarchive.exchange.views import (
    acting,
    copying,
    drafting,
    incoming,
    letter,
    opinions,
    outgoing,
    outgoing_letter,
    recipients,
    registering,
    requests,
    sending,
    signing,
    updating,
)
from docarchive.exchange.views.blueprint import bp

__all__ = [
    "acting",
    "bp",
    "copying",
    "drafting",
    "incoming",
    "letter",
    "opinions",
    "outgoing",
    "outgoing_letter",
    "recipients",
    "registering",
    "requests",
    "sending",
    "signing",
    "updating",
]
