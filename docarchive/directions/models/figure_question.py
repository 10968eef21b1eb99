"""A number of a report somebody was asked to explain, and what was said of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency, Unit
from docarchive.archive.models import Document
from docarchive.core.db import Base, id_column, id_reference


class FigureQuestion(Base):
    """A request to explain a number (yêu cầu giải trình số liệu), with the answer once it came.

    Attributes:
        agency_id: Whose clerk or leader asked.
        first: First day of the period the number was of; ``last`` the last one.
        by: What the report was broken down by (``By``).
        own: Of the agency's own register alone, not of all it follows or leads.
        figure: Which number (``Figure``).
        line: Key of the line it stood in (``counting.line_key``); empty: of the whole.
        line_name: As the line was called; empty with ``line``.
        number: What it was when it was asked about.
        to_agency_id: Who is to answer; or a unit or a person of the asking agency; none of them: one by name only.
        to_name: As printed.
        to_elsewhere: Works on another installation: the asking side writes down what it says.
        answer: Empty: none yet.
        document_number: Of the document the answer stands in or rests on; empty: none.
    """

    __tablename__ = "figure_question"
    __table_args__ = (
        Index("ix_figure_question_agency", "agency_id", "asked_at"),
        Index("ix_figure_question_to_agency", "to_agency_id", "answered_at"),
        Index("ix_figure_question_to_unit", "to_unit_id"),
        Index("ix_figure_question_to_user", "to_user_id"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    first: Mapped[date]
    last: Mapped[date]
    by: Mapped[str] = mapped_column(String(10))
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    figure: Mapped[str] = mapped_column(String(24))
    line: Mapped[str] = mapped_column(String(320), default="")
    line_name: Mapped[str] = mapped_column(String(320), default="")
    number: Mapped[int]
    to_agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    to_unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    to_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    to_name: Mapped[str] = mapped_column(String(300))
    to_elsewhere: Mapped[bool] = mapped_column(default=False, server_default=false())
    words: Mapped[str] = mapped_column(Text, default="")
    by_day: Mapped[date]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    asked_by: Mapped[str] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    document_number: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")

    agency: Mapped[Agency] = relationship(foreign_keys=[agency_id])
    to_agency: Mapped[Agency | None] = relationship(foreign_keys=[to_agency_id])
    to_unit: Mapped[Unit | None] = relationship()
    document: Mapped[Document | None] = relationship()
