"""The way of an outgoing letter: what was asked, said and decided about it; opinions on it, point by point."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Unit, User
from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.models.outgoing import OutgoingLetter
from docarchive.exchange.outgoing_states import Verdict


class OutgoingStep(Base):
    """One step; kept with the letter for good (Decree 30/2020/NĐ-CP, Annex VI part I, section III.5 a).

    Attributes:
        ordinal: Its place among the steps of the letter, from 1.
        deed: What was done (``Deed``).
        to_user_id: Whom it was asked of or presented to; None where it was for nobody.
        to_unit_id: The unit it was asked of: anybody of it answers; None where it was a person's.
        version: Version of the text it was about; 0 before there was one.
        due_on: Of what was asked: the last day for an answer; None where none was named.
        answered_at: Of what was asked: when that person answered, or was relieved of it.
    """

    __tablename__ = "outgoing_step"
    __table_args__ = (
        UniqueConstraint("letter_id", "ordinal"),
        Index("ix_outgoing_step_asked", "to_user_id", "deed", "answered_at"),
        Index("ix_outgoing_step_asked_unit", "to_unit_id", "deed", "answered_at"),
    )

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"))
    ordinal: Mapped[int]
    deed: Mapped[str] = mapped_column(String(10))
    by_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    to_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    to_unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    letter: Mapped[OutgoingLetter] = relationship()
    to_user: Mapped[User | None] = relationship(foreign_keys=[to_user_id])
    to_unit: Mapped[Unit | None] = relationship()

    @property
    def asked(self) -> str:
        """Whom it was asked of or presented to; empty where it was for nobody."""
        to = self.to_unit or self.to_user
        return to.name if to else ""


class Opinion(Base):
    """One point somebody made about a draft, and what was made of it.

    Attributes:
        ordinal: Its place in the order they came, from 1.
        step_id: The answer of somebody of the agency it was part of; None: written down by the drafter.
        recipient_id: The agency it came from, of those the letter asking for opinions went to.
        who: Who made it, as the table prints it.
        provision: What it is about, as printed: ``Khoản 2 Điều 5``; empty: the draft as a whole.
        verdict: ``Verdict``.
        reply: What is accepted and how, or why it is not.
    """

    __tablename__ = "outgoing_opinion"
    __table_args__ = (UniqueConstraint("letter_id", "ordinal"),)

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"))
    ordinal: Mapped[int]
    step_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("outgoing_step.id"), index=True)
    recipient_id: Mapped[str | None] = mapped_column(
        id_reference(), ForeignKey("outgoing_recipient.id", ondelete="SET NULL"), index=True
    )
    who: Mapped[str] = mapped_column(String(300))
    provision: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(String(10), default=Verdict.OPEN)
    reply: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))

    letter: Mapped[OutgoingLetter] = relationship()


class RecipientList(Base):
    """Agencies an office often sends to, under a name."""

    __tablename__ = "recipient_list"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(120))


class RecipientListMember(Base):
    """One agency of a list."""

    __tablename__ = "recipient_list_member"

    list_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("recipient_list.id", ondelete="CASCADE"), primary_key=True
    )
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), primary_key=True)
