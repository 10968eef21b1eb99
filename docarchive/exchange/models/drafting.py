"""The way of an outgoing letter: what was asked, said and decided about it, in order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import User
from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.models.outgoing import OutgoingLetter


class OutgoingStep(Base):
    """One step; kept with the letter for good (Decree 30/2020/NĐ-CP, Annex VI part I, section III.5 a).

    Attributes:
        ordinal: Its place among the steps of the letter, from 1.
        deed: What was done (``Deed``).
        to_user_id: Whom it was asked of or presented to; None where it was for nobody.
        version: Version of the text it was about; 0 before there was one.
        answered_at: Of what was asked: when that person answered, or was relieved of it.
    """

    __tablename__ = "outgoing_step"
    __table_args__ = (
        UniqueConstraint("letter_id", "ordinal"),
        Index("ix_outgoing_step_asked", "to_user_id", "deed", "answered_at"),
    )

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"))
    ordinal: Mapped[int]
    deed: Mapped[str] = mapped_column(String(10))
    by_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    to_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    letter: Mapped[OutgoingLetter] = relationship()
    to_user: Mapped[User | None] = relationship(foreign_keys=[to_user_id])


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
