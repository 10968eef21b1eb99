"""Who gave a letter to whom, to do what by when; whoever holds an open one has the letter now."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Unit, User
from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.models.incoming import IncomingLetter
from docarchive.exchange.states import Outcome


class Handover(Base):
    """One step of a letter's way through its agency.

    Attributes:
        ordinal: Its place among the steps of the letter, from 1.
        after_id: The handover it follows from; None for the clerk's own.
        part: What is asked: presented to, lead, co-operate, for information.
        to_user_id: A person; or ``to_unit_id``: whoever of the unit takes it. Exactly one of both.
        words: The leader's remark (bút phê), or a note to the receiver.
        due_on: Last day of this part; None where none was set.
        seen_at: When the receiver first opened it.
        ended_at: None while it is in the receiver's hands.
        said: What the receiver said at the end: the result, or why it was given back.
    """

    __tablename__ = "handover"
    __table_args__ = (
        UniqueConstraint("letter_id", "ordinal"),
        Index("ix_handover_user", "to_user_id", "ended_at"),
        Index("ix_handover_unit", "to_unit_id", "ended_at"),
        Index("ix_handover_from_user", "from_user_id", "given_at"),
    )

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"))
    ordinal: Mapped[int]
    after_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("handover.id"))
    part: Mapped[str] = mapped_column(String(8))
    from_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    from_name: Mapped[str] = mapped_column(String(200))
    to_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    to_unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    given_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(10))
    said: Mapped[str] = mapped_column(Text, default="")

    letter: Mapped[IncomingLetter] = relationship()
    to_user: Mapped[User | None] = relationship(foreign_keys=[to_user_id])
    to_unit: Mapped[Unit | None] = relationship()
    after: Mapped[Handover | None] = relationship(remote_side="Handover.id")

    @property
    def is_open(self) -> bool:
        """Whether it is still in the receiver's hands."""
        return self.ended_at is None

    @property
    def holder(self) -> str:
        """Name of who received it."""
        if self.to_user is not None:
            return self.to_user.name
        return self.to_unit.name if self.to_unit else ""

    def end(self, outcome: Outcome, at: datetime, said: str = "") -> None:
        """Note how it ended."""
        self.outcome, self.ended_at, self.said = outcome, at, said
