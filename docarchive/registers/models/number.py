"""The ledger of numbers: a row for every number ever given, which no program and no administrator takes out again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from docarchive.core.guards import Guard
from docarchive.registers.errors import NumberStateError
from docarchive.registers.models.register import Volume
from docarchive.registers.states import NEXT, NUMBER_WORDS, NumberState


class RegisterNumber(Base):
    """One number of a volume; number, suffix, day and who gave it never change (``GUARDS``).

    Attributes:
        suffix: ``a``, ``b`` … of a number put in beside another (36a); empty for the others.
        day: The day it belongs to.
        subject: Id of the letter that bears it; None while it is reserved, of reserved ones that were cancelled, and
            of those of an older register.
        reason: Why it was reserved, put in beside, or cancelled.
    """

    __tablename__ = "register_number"
    __table_args__ = (
        UniqueConstraint("volume_id", "number", "suffix"),
        Index("ix_register_number_subject", "subject"),
    )

    id: Mapped[str] = id_column()
    volume_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("register_volume.id"))
    number: Mapped[int]
    suffix: Mapped[str] = mapped_column(String(2), default="")
    day: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str | None] = mapped_column(id_reference())
    reason: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime]
    given_by: Mapped[str] = mapped_column(String(32))
    given_by_name: Mapped[str] = mapped_column(String(200))

    volume: Mapped[Volume] = relationship()

    @property
    def printed(self) -> str:
        """As it is written: two digits at least, and its letter."""
        return f"{self.number:02d}{self.suffix}"

    def step_to(self, state: NumberState) -> None:
        """Change where it stands.

        Raises:
            NumberStateError: The step is not allowed.
        """
        here = NumberState(self.state)
        if state not in NEXT[here]:
            raise NumberStateError(f"Số {self.printed} đang ở trạng thái “{NUMBER_WORDS[here]}”, không đổi được.")
        self.state = state


GUARDS = (
    Guard("UPDATE", columns=("id", "volume_id", "number", "suffix", "day", "given_at", "given_by", "given_by_name")),
    Guard("UPDATE", when="OLD.state = 'cancelled'"),
    Guard("DELETE"),
    Guard("TRUNCATE"),
)
