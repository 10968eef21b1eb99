"""Pages of letters."""

from docarchive.exchange.views import (
    acting,
    answering,
    batching,
    copying,
    drafting,
    incoming,
    letter,
    outgoing,
    outgoing_letter,
    recipients,
    registering,
    requests,
    returns,
    sending,
    signing,
    updating,
)
from docarchive.exchange.views.blueprint import bp

__all__ = [
    "acting",
    "answering",
    "batching",
    "bp",
    "copying",
    "drafting",
    "incoming",
    "letter",
    "outgoing",
    "outgoing_letter",
    "recipients",
    "registering",
    "requests",
    "returns",
    "sending",
    "signing",
    "updating",
]
