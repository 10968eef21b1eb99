"""A meeting that ended in conclusions: who sat in it, and what its notice is numbered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.archive.models import Document
from docarchive.core.db import Base, id_column, id_reference


class Meeting(Base):
    """One meeting of an agency; the directions its chair gave in it name it.

    Attributes:
        agency_id: Whose register its directions stand in.
        chair: As reports print the name; ``chair_id`` is the account, None where there is none here.
        begins: Hour and minute it began, ``08:30``; empty: unknown.
        participants: A line each, as the notice prints them.
        document_id: The notice of its conclusions (thông báo kết luận) in the archive; None: not there yet.
        document_number: Number and symbol of the notice; empty: none was issued yet.
    """

    __tablename__ = "direction_meeting"
    __table_args__ = (Index("ix_direction_meeting_agency", "agency_id", "held_on"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(500))
    chair: Mapped[str] = mapped_column(String(200))
    chair_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    held_on: Mapped[date]
    begins: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    participants: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    document_number: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))

    agency: Mapped[Agency] = relationship()
    document: Mapped[Document | None] = relationship()
