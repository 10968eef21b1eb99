"""What directions listen to: letters that leave with assignments, come with them, are taken back; the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docarchive.accounts.events import CalendarChanged
from docarchive.core.work import EventHandler
from docarchive.directions.events import StepTaken
from docarchive.directions.services import corresponding, hearing, heeding, recounting, sending, taking
from docarchive.exchange.events import (
    CourseTold,
    LetterLeaving,
    LetterRecalled,
    LetterRegistered,
    LetterWithdrawn,
    StatusTaken,
)

LISTENERS: Final[Mapping[type, tuple[EventHandler, ...]]] = {
    CalendarChanged: (recounting.on_calendar_changed,),
    LetterLeaving: (sending.take_along,),
    LetterRegistered: (taking.take_letter,),
    LetterRecalled: (hearing.hear_recall,),
    LetterWithdrawn: (hearing.hear_withdrawal,),
    StepTaken: (corresponding.tell_step,),
    CourseTold: (heeding.hear_course,),
    StatusTaken: (hearing.hear_status,),
}
