"""What a letter says in the line of its number: asked of the features that keep letters, which stand above this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.registers.models import RegisterNumber, Volume

ENTRIES = "registers.entries"


@dataclass(frozen=True)
class Entry:
    """The words of one line, as the forms of the law want them.

    Attributes:
        on: Day the letter came, or left.
        symbol: Its own number and symbol, as printed.
        receivers: Units and persons it went to.
        passed_on: Day it was given to the first of them; None: not yet.
        keeper: Unit or person that keeps the file copy.
        progress: How far its handling is.
        answer: Number and symbol of the letter that answers it.
        letter_id: The letter; ``page`` names the page that shows it.
        document_id: Of a line without a letter: its document in the archive, if the reader may read it.
        is_old: It was brought in from the register kept before.
        is_secret: The letter is on paper alone; its subject is not written.
    """

    on: date | None = None
    author: str = ""
    symbol: str = ""
    issued_on: date | None = None
    kind: str = ""
    subject: str = ""
    signer: str = ""
    receivers: str = ""
    keeper: str = ""
    copies: int | None = None
    passed_on: date | None = None
    note: str = ""
    due_on: date | None = None
    progress: str = ""
    answer: str = ""
    letter_id: str = ""
    page: str = ""
    document_id: str = ""
    is_old: bool = False
    is_secret: bool = False

    @property
    def kind_and_subject(self) -> str:
        """``Công văn: Bổ sung kinh phí …``; either may be missing."""
        kind = self.kind[:1].upper() + self.kind[1:]
        return ": ".join(part for part in (kind, self.subject) if part)


class Entries(Protocol):
    """Whoever keeps letters."""

    def of(self, session: Session, actor: Actor, numbers: Sequence[RegisterNumber]) -> Mapping[str, Entry]:
        """The lines of these numbers by the number's id; without those the actor may not know of."""

    def without_file(self, session: Session, actor: Actor, of: Volume) -> Sequence[RegisterNumber]:
        """Numbers in force whose letter has no file here, in their order; none for whoever may not read the lines."""


class NoEntries:
    """Registers without letters."""

    def of(self, session: Session, actor: Actor, numbers: Sequence[RegisterNumber]) -> Mapping[str, Entry]:
        """Nothing."""
        del session, actor, numbers
        return {}

    def without_file(self, session: Session, actor: Actor, of: Volume) -> Sequence[RegisterNumber]:
        """Nothing."""
        del session, actor, of
        return []
