"""Pages of letters."""

from docarchive.exchange.views import (
    acting,
    copying,
    drafting,
    incoming,
    letter,
    outgoing,
    outgoing_letter,
    papers,
    recipients,
    registering,
    requests,
    scanning,
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
    "outgoing",
    "outgoing_letter",
    "papers",
    "recipients",
    "registering",
    "requests",
    "scanning",
    "sending",
    "signing",
    "updating",
]
