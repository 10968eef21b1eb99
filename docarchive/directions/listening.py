"""What directions listen to: letters that leave with assignments, come with them, and are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docarchive.core.work import EventHandler
from docarchive.directions.services import hearing, sending, taking
from docarchive.exchange.events import LetterLeaving, LetterRecalled, LetterRegistered, LetterWithdrawn, StatusTaken

LISTENERS: Final[Mapping[type, tuple[EventHandler, ...]]] = {
    LetterLeaving: (sending.take_along,),
    LetterRegistered: (taking.take_letter,),
    LetterRecalled: (hearing.hear_recall,),
    LetterWithdrawn: (hearing.hear_withdrawal,),
    StatusTaken: (hearing.hear_status,),
}
