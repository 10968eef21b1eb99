"""What happens to an assignment: steps, milestones, evidence, extensions, the series it belongs to, frozen reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.archive.models import Document
from docarchive.core.db import Base, id_column, id_reference
from docarchive.directions.models.direction import Assignment, Direction


class AssignmentStep(Base):
    """One deed in the history of an assignment.

    Attributes:
        ordinal: Its place in the history, from 1.
        document_id: Evidence or product the step names, where the archive holds it.
        document_number: Its number and symbol as printed; empty where the step names none.
        from_due_on: For a change of the deadline, what it was.
        to_due_on: And what it is now.
    """

    __tablename__ = "assignment_step"
    __table_args__ = (UniqueConstraint("assignment_id", "ordinal"),)

    id: Mapped[str] = id_column()
    assignment_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("assignment.id"))
    ordinal: Mapped[int]
    deed: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    document_number: Mapped[str] = mapped_column(String(200), default="")
    from_due_on: Mapped[date | None]
    to_due_on: Mapped[date | None]

    assignment: Mapped[Assignment] = relationship()
    document: Mapped[Document | None] = relationship()


class Milestone(Base):
    """A part of the work that can be shown when it is done."""

    __tablename__ = "assignment_milestone"
    __table_args__ = (UniqueConstraint("assignment_id", "ordinal"),)

    id: Mapped[str] = id_column()
    assignment_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("assignment.id"))
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    document_number: Mapped[str] = mapped_column(String(200), default="")

    assignment: Mapped[Assignment] = relationship()
    document: Mapped[Document | None] = relationship()


class Extension(Base):
    """More time, asked for and decided; the deadline first set stays where it is.

    Attributes:
        was_due_on: The last day in force when it was asked.
        after_due: Whether it was asked after that day; the record says so for ever.
        granted: None: not decided yet.
        granted_on: The new last day; None unless granted.
        origin: Of one asked for by an agency on another installation, its name there; None: asked here.
    """

    __tablename__ = "assignment_extension"
    __table_args__ = (Index("ix_assignment_extension_open", "assignment_id", "granted"),)

    id: Mapped[str] = id_column()
    assignment_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("assignment.id"))
    was_due_on: Mapped[date]
    wanted_on: Mapped[date]
    after_due: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    asked_by: Mapped[str] = mapped_column(String(200))
    granted: Mapped[bool | None]
    granted_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str | None] = mapped_column(String(40))

    assignment: Mapped[Assignment] = relationship()


class AssignmentSeries(Base):
    """A recurring assignment: the same work once a period, an assignment each.

    Attributes:
        design: What each assignment is made from: lead, co, content, product.
        due_day: The last day within the period, counted from its first day from 1; past its end: its last day.
        next_from: First day of the next period that has no assignment yet.
        until: The last day of the series; None: until it is stopped.
    """

    __tablename__ = "assignment_series"

    id: Mapped[str] = id_column()
    direction_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("direction.id"), index=True)
    period: Mapped[str] = mapped_column(String(8))
    due_day: Mapped[int]
    design: Mapped[dict[str, Any]] = mapped_column(JSON)
    next_from: Mapped[date] = mapped_column(index=True)
    until: Mapped[date | None]
    stopped_at: Mapped[datetime | None]

    direction: Mapped[Direction] = relationship()


class FrozenReport(Base):
    """A period's report as it was: it prints the same later, whatever has changed since.

    Attributes:
        by: What it is broken down by: ``agency``, ``leader``, ``document``, ``field``, ``unit``.
        figures: The report's figures and rows as JSON; nothing else is read to print it again.
    """

    __tablename__ = "direction_report"
    __table_args__ = (Index("ix_direction_report_agency", "agency_id", "frozen_at"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(300))
    first: Mapped[date]
    last: Mapped[date]
    by: Mapped[str] = mapped_column(String(12))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[str] = mapped_column(String(200))
