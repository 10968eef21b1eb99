"""Which letter answers which, both ways."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_reference
from docarchive.exchange.models.incoming import IncomingLetter


class OutgoingAnswer(Base):
    """An outgoing letter answers an incoming one.

    Attributes:
        linked_at: When somebody said so afterwards; None where it was drafted as the answer.
    """

    __tablename__ = "outgoing_answer"

    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), primary_key=True)
    incoming_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("incoming_letter.id"), primary_key=True, index=True
    )
    linked_at: Mapped[datetime | None]


class RecipientAnswer(Base):
    """An incoming letter is the answer of an agency ours went to, as somebody said; packets say so themselves."""

    __tablename__ = "recipient_answer"

    recipient_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_recipient.id"), primary_key=True)
    incoming_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("incoming_letter.id"), primary_key=True, index=True
    )
    linked_at: Mapped[datetime]
    linked_by: Mapped[str] = mapped_column(String(200))

    incoming: Mapped[IncomingLetter] = relationship()
