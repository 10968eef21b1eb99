"""Tables of letters."""

from docarchive.exchange.models.answering import OutgoingAnswer, RecipientAnswer
from docarchive.exchange.models.drafting import Opinion, OutgoingStep, RecipientList, RecipientListMember
from docarchive.exchange.models.filing import DossierDraft
from docarchive.exchange.models.handover import Handover
from docarchive.exchange.models.incoming import (
    DayEnd,
    IncomingFile,
    IncomingLetter,
    IncomingRequest,
    ParkedPacket,
    ReceivedPacket,
)
from docarchive.exchange.models.outgoing import (
    OutgoingFile,
    OutgoingLetter,
    OutgoingRecipient,
    RecipientStatus,
)
from docarchive.exchange.models.returning import ReturnCause
from docarchive.exchange.models.scanning import ScannedFile
from docarchive.exchange.models.signing import OutgoingSignature, RefusedReturn
from docarchive.exchange.models.updating import OutgoingUpdate, UpdateRecipient

__all__ = [
    "DayEnd",
    "DossierDraft",
    "Handover",
    "IncomingFile",
    "IncomingLetter",
    "IncomingRequest",
    "Opinion",
    "OutgoingAnswer",
    "OutgoingFile",
    "OutgoingLetter",
    "OutgoingRecipient",
    "OutgoingSignature",
    "OutgoingStep",
    "OutgoingUpdate",
    "ParkedPacket",
    "ReceivedPacket",
    "RecipientAnswer",
    "RecipientList",
    "RecipientListMember",
    "RecipientStatus",
    "RefusedReturn",
    "ReturnCause",
    "ScannedFile",
    "UpdateRecipient",
]
