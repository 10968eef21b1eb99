"""What somebody should look at: packets that were refused, differ, or could not be sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference


class Alarm(Base):
    """One thing to look at; the same thing again only counts up.

    Attributes:
        agency_id: Whose it is; None: the administrators'.
        packet_sha: The bytes in question, where they were kept for a look.
        seen_at: When somebody said he looked.
    """

    __tablename__ = "delivery_alarm"
    __table_args__ = (Index("ix_delivery_alarm_open", "seen_at", "last_at"),)

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(20))
    agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    peer_code: Mapped[str] = mapped_column(String(64))
    message_id: Mapped[str] = mapped_column(String(200))
    packet_sha: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str] = mapped_column(String(200), default="")

    agency: Mapped[Agency | None] = relationship()
