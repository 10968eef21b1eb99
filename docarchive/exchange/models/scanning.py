"""Files that came from the folder of a scanner or a mailbox, and what became of each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.models.incoming import IncomingLetter


class ScannedFile(Base):
    """One file, or one mail with its files; each ends in a state, and is taken once.

    Attributes:
        place: ``scans.protocol.Place``.
        key: Names it in its place; ``stamp`` tells one of this name from the next.
        state: ``seen`` while it may still be written, then ``taken`` or ``refused``.
        reason: Why it was refused.
        lacks: What a scan lacks of the floor of Decree 30; empty: nothing.
        settled_at: When it was put aside in its place; None: that is still to be done.
    """

    __tablename__ = "scanned_file"
    __table_args__ = (
        Index("ix_scanned_file_agency", "agency_id", "first_at"),
        Index("ix_scanned_file_key", "place", "key", "settled_at"),
        Index("ix_scanned_file_letter_id", "letter_id"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    place: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(600))
    stamp: Mapped[str] = mapped_column(String(60), default="")
    name: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    lacks: Mapped[list[str]] = mapped_column(JSON, default=list)
    letter_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"))
    first_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]

    letter: Mapped[IncomingLetter | None] = relationship()
