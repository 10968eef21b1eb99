"""The letters that carry an assignment from one agency to another, and reports on it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from docarchive.directions.models.direction import Assignment
from docarchive.exchange.models import IncomingLetter, OutgoingLetter


class AssignmentLetter(Base):
    """A letter of this installation that gives an assignment or reports on it: one that goes out, or one that came in.

    Attributes:
        errand: ``Errand``.
    """

    __tablename__ = "assignment_letter"
    __table_args__ = (
        UniqueConstraint("assignment_id", "outgoing_id"),
        UniqueConstraint("assignment_id", "incoming_id"),
    )

    id: Mapped[str] = id_column()
    assignment_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("assignment.id"))
    errand: Mapped[str] = mapped_column(String(6))
    outgoing_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), index=True)
    incoming_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"), index=True)
    at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()
    outgoing: Mapped[OutgoingLetter | None] = relationship()
    incoming: Mapped[IncomingLetter | None] = relationship()


class HeardCourse(Base):
    """The newest word of an agency elsewhere on an assignment; kept also of one that is not in our register yet.

    Attributes:
        agency_id: Whom it was told to.
        code: Name of the assignment in the giver's register.
        said_by: ``GIVER`` or ``DOER`` of ``exchange.courses``.
        course: As ``Course.to_json`` gives it.
    """

    __tablename__ = "assignment_course"
    __table_args__ = (UniqueConstraint("agency_id", "sender_code", "code", "said_by"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    sender_code: Mapped[str] = mapped_column(String(64))
    code: Mapped[str] = mapped_column(String(40))
    said_by: Mapped[str] = mapped_column(String(5))
    version: Mapped[int]
    course: Mapped[dict[str, Any]] = mapped_column(JSON)
    heard_at: Mapped[datetime]
