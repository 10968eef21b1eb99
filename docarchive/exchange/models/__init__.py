"""Tables of letters."""

from docarchive.exchange.models.drafting import OutgoingStep, RecipientList, RecipientListMember
from docarchive.exchange.models.handover import Handover
from docarchive.exchange.models.incoming import DayEnd, IncomingFile, IncomingLetter
from docarchive.exchange.models.outgoing import (
    OutgoingAnswer,
    OutgoingFile,
    OutgoingLetter,
    OutgoingRecipient,
    RecipientStatus,
)

__all__ = [
    "DayEnd",
    "Handover",
    "IncomingFile",
    "IncomingLetter",
    "OutgoingAnswer",
    "OutgoingFile",
    "OutgoingLetter",
    "OutgoingRecipient",
    "OutgoingStep",
    "RecipientList",
    "RecipientListMember",
    "RecipientStatus",
]
