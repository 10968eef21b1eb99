"""Tables of letters."""

from docarchive.exchange.models.handover import Handover
from docarchive.exchange.models.incoming import DayEnd, IncomingFile, IncomingLetter

__all__ = ["DayEnd", "Handover", "IncomingFile", "IncomingLetter"]
