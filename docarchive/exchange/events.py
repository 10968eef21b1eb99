"""What happens to letters, for those whose work they carry; each is told in the transaction that does it.

Only what was refused is told afterwards: the transaction it happened in is undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.exchange.courses import Course
    from docarchive.exchange.models import Handover, OutgoingStep


@dataclass(frozen=True)
class LetterLeaving:
    """An issued letter is about to leave; who listens may still enclose something (``enclosing.enclose``).

    Attributes:
        recipient_ids: Those it leaves for now: all that are reached electronically, or those added later.
        is_first: It is being issued; False: it goes to more.
    """

    letter_id: str
    recipient_ids: Sequence[str]
    is_first: bool


@dataclass(frozen=True)
class LetterRecalled:
    """An issued letter was recalled."""

    letter_id: str


@dataclass(frozen=True)
class LetterRegistered:
    """A letter that came in has its number; its document is in the archive."""

    letter_id: str


@dataclass(frozen=True)
class LetterWithdrawn:
    """The content of a letter that came in was destroyed because its sender recalled it."""

    letter_id: str


@dataclass(frozen=True)
class StatusTaken:
    """A recipient said how far a letter has come there; it may say so again, and in any order.

    Attributes:
        recipient_id: The line of the letter's recipient.
        code: Of ``STATUS_NAMES`` in edxml.
        stated_at: When the step was taken there.
        task_codes: Codes of assignments it speaks of; mostly none.
    """

    recipient_id: str
    code: str
    stated_at: datetime
    words: str
    staff: str
    task_codes: Sequence[str]


@dataclass(frozen=True)
class CourseTold:
    """An agency elsewhere said how an assignment stands there: one it gave ours, or one ours gave it.

    Attributes:
        agency_id: Whom it was told to.
        sender_code: Who told it; proven.
    """

    agency_id: str
    sender_code: str
    sender_name: str
    course: Course


@dataclass(frozen=True)
class ReturnRefused:
    """A file that came back signed was not taken; its bytes are in the file store."""

    letter_id: str
    ordinal: int
    name: str
    file_sha: str
    size_bytes: int
    reason: str


@dataclass(frozen=True)
class HandedOn:
    """A letter was given to a person or a unit."""

    handover: Handover


@dataclass(frozen=True)
class DraftMoved:
    """Somebody did something with an outgoing letter."""

    step: OutgoingStep


@dataclass(frozen=True)
class OpinionLate:
    """Somebody was asked for an opinion, and is to be reminded of it.

    Attributes:
        by_name: Who presses for it; empty: the day is near, has come or has passed.
    """

    asked: OutgoingStep
    by_name: str = ""
