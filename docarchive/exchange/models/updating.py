"""Corrections of what the recipients of an issued letter were sent, and what each of them answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.models.outgoing import OutgoingLetter, OutgoingRecipient


class OutgoingUpdate(Base):
    """One correction of an issued letter; what was there before it stays here for good.

    Attributes:
        ordinal: Its place among the corrections of the letter, from 1.
        changed: Field → what it said before and says now, as text.
        files: Of each new file ``ordinal``, ``version``, ``name``, and ``before``, the version it stands for (0: none).
    """

    __tablename__ = "outgoing_update"
    __table_args__ = (UniqueConstraint("letter_id", "ordinal"),)

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"))
    ordinal: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    changed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    files: Mapped[list[Any]] = mapped_column(JSON, default=list)
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))

    letter: Mapped[OutgoingLetter] = relationship()
    sent: Mapped[list[UpdateRecipient]] = relationship(back_populates="update")


class UpdateRecipient(Base):
    """A correction on its way to one recipient of the letter.

    Attributes:
        posting_id: Its packet in the outbox.
        failed: Why it could not be delivered; empty while it is tried.
        answer: ``15`` agreed, ``16`` refused; empty while nobody answered.
        words: What came with the answer.
    """

    __tablename__ = "outgoing_update_recipient"
    __table_args__ = (UniqueConstraint("update_id", "recipient_id"),)

    id: Mapped[str] = id_column()
    update_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_update.id"))
    recipient_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_recipient.id"), index=True)
    posting_id: Mapped[str | None] = mapped_column(id_reference())
    delivered_at: Mapped[datetime | None]
    failed: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(String(4), default="")
    answered_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(Text, default="")

    update: Mapped[OutgoingUpdate] = relationship(back_populates="sent")
    recipient: Mapped[OutgoingRecipient] = relationship()
