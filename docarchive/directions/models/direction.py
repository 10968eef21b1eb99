"""A direction as it was said, and the work laid on bodies by it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency, Unit, User
from docarchive.archive.models import Document
from docarchive.core.db import Base, id_column, id_reference
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models.meeting import Meeting
from docarchive.directions.states import NEXT, STATE_WORDS, Part, Source, Term, WorkState
from docarchive.exchange.models import IncomingLetter


class Direction(Base):
    """One sentence in which a leader directs something; one or several assignments follow from it.

    Attributes:
        agency_id: The agency whose register of directions it stands in, and whose clerks and leaders follow it.
        giver_id: The leader's account; None where he has none here (a superior body, a list brought along).
        giver: Name of the leader or body as a report prints it.
        given_on: The day it was said, or the date of its document.
        document_id: The archive's document it was said in; None: spoken, or in a document the archive does not hold.
        document_number: Number and symbol of that document as printed; empty where there is none.
        letter_id: The incoming letter the remark (bút phê) was written on.
        meeting_id: The meeting it was said in, where that is written down.
        quote: The very sentence; empty only where it was imported without one.
        page: Page of the quote from 1; None: unknown.
        box: ``[x0, y0, x1, y1]`` of the quote in points from the page's top left; None: unknown.
        content: What is to be done, as the register prints it.
        field: Area of work (lĩnh vực); empty where none was named.
        origin: Where an imported row comes from, so that importing it again changes nothing; None: entered here.
    """

    __tablename__ = "direction"
    __table_args__ = (
        Index("ix_direction_agency", "agency_id", "given_on"),
        # For the lists of names behind filters, and the documents figures are broken down by.
        Index("ix_direction_agency_giver", "agency_id", "giver"),
        Index("ix_direction_agency_field", "agency_id", "field"),
        Index("ix_direction_document_number", "document_number"),
        # What figures are broken down by, beside the wide rows: looked up once for each assignment.
        Index("ix_direction_line", "id", "source", "field", "giver_id", "giver", "document_id", "document_number"),
        UniqueConstraint("agency_id", "origin"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    source: Mapped[str] = mapped_column(String(8), default=Source.SPOKEN)
    giver_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    giver: Mapped[str] = mapped_column(String(200))
    given_on: Mapped[date]
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    document_number: Mapped[str] = mapped_column(String(200), default="")
    letter_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("direction_meeting.id"), index=True)
    quote: Mapped[str] = mapped_column(Text, default="")
    page: Mapped[int | None]
    box: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    content: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(String(100), default="")
    urgency: Mapped[str] = mapped_column(String(40), default="")
    origin: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))

    agency: Mapped[Agency] = relationship()
    document: Mapped[Document | None] = relationship()
    letter: Mapped[IncomingLetter | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    assignments: Mapped[list[Assignment]] = relationship(back_populates="direction", order_by="Assignment.ordinal")


class Assignment(Base):
    """What one body leads by one day. Days in term and past it are computed, never stored.

    Attributes:
        agency_id: That of its direction, here so that a register of many thousands is read by one index.
        code: Its name in reports and packets, unique in the agency: ``2026.000123``.
        lead_agency_id: The body that leads; or a unit or a person of the agency; none of them: one by name only.
        lead_name: The lead as printed.
        product: What is to be shown at the end: ``báo cáo``, ``kế hoạch``, a draft; empty where none was named.
        term: How the day was set.
        days: Length of a term of working days; None where a day was named.
        first_due_on: The last day as first set; it never changes. None: without a deadline.
        due_on: The last day in force, after extensions and pauses.
        calendar: Version of the calendar the day was counted by; empty: named outright.
        period: For one of a recurring series, which: ``2026-08``, ``2026-Q3``; empty otherwise.
        done_on: The day its work was done: that of the confirmed report, not of the confirmation.
        reported_by_id: Who reported it done last.
        moved_at: When anything last happened to it.
        reason: Why it was returned, paused or cancelled.
        explain_by: The day by which the lead is to explain the delay; None: not asked, or explained.
        lead_elsewhere: The agency that leads works on another installation: whoever follows writes down what it says.
        origin: Of one given by an agency on another installation: its code and the name the assignment bears there,
            ``H91.01 2026.000123``, so that it is taken in once; None: given in this register.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("agency_id", "code"),
        UniqueConstraint("direction_id", "ordinal"),
        Index("uq_assignment_agency_id_origin", "agency_id", "origin", unique=True),
        Index("ix_assignment_agency_state", "agency_id", "state", "due_on"),
        Index("ix_assignment_lead_agency", "lead_agency_id", "state", "due_on"),
        Index("ix_assignment_lead_unit", "lead_unit_id", "state"),
        Index("ix_assignment_lead_user", "lead_user_id", "state"),
        Index("ix_assignment_agency_lead_name", "agency_id", "lead_name"),
        # All that figures are counted from: a year's report of a large register is read from the index alone.
        Index("ix_assignment_given", "agency_id", "given_on", "state", "due_on", "first_due_on", "done_on", "paused_on",
              "reported_at", "moved_at", "lead_agency_id", "lead_unit_id", "direction_id"),
    )  # fmt: skip

    id: Mapped[str] = id_column()
    direction_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("direction.id"))
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    ordinal: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    lead_agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    lead_unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    lead_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    lead_name: Mapped[str] = mapped_column(String(300))
    content: Mapped[str] = mapped_column(Text)
    product: Mapped[str] = mapped_column(String(200), default="")
    given_on: Mapped[date]
    term: Mapped[str] = mapped_column(String(12), default=Term.NONE)
    days: Mapped[int | None]
    first_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    calendar: Mapped[str] = mapped_column(String(16), default="")
    period: Mapped[str] = mapped_column(String(12), default="")
    series_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("assignment_series.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=WorkState.GIVEN)
    accepted_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    reported_by_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    done_on: Mapped[date | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    paused_on: Mapped[date | None]
    moved_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="")
    explain_by: Mapped[date | None]
    lead_elsewhere: Mapped[bool] = mapped_column(default=False, server_default=false())
    origin: Mapped[str | None] = mapped_column(String(120))
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - read as it stands

    direction: Mapped[Direction] = relationship(back_populates="assignments")
    lead_agency: Mapped[Agency | None] = relationship(foreign_keys=[lead_agency_id])
    lead_unit: Mapped[Unit | None] = relationship()
    lead_user: Mapped[User | None] = relationship(foreign_keys=[lead_user_id])
    bodies: Mapped[list[AssignmentBody]] = relationship(order_by="AssignmentBody.ordinal", cascade="all, delete-orphan")

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor given up."""
        return self.state not in (WorkState.DONE, WorkState.CANCELLED, WorkState.RETURNED)

    @property
    def theirs(self) -> tuple[str, str] | None:
        """Who gave it elsewhere and what it is called there; None: given in this register."""
        if self.origin is None:
            return None
        sender, _, code = self.origin.partition(" ")
        return sender, code

    @property
    def co(self) -> list[AssignmentBody]:
        """Who works along."""
        return [one for one in self.bodies if one.part == Part.CO]

    def step_to(self, state: WorkState) -> None:
        """Change where it stands.

        Raises:
            AssignmentStateError: The step is not allowed.
        """
        if state not in NEXT[WorkState(self.state)]:
            now = STATE_WORDS[WorkState(self.state)]
            raise AssignmentStateError(f"Nhiệm vụ đang ở trạng thái “{now}”; tải lại trang để xem việc làm được.")
        self.state = state


class AssignmentBody(Base):
    """A body that works along, or is only told."""

    __tablename__ = "assignment_body"
    __table_args__ = (
        Index("ix_assignment_body_agency", "agency_id"),
        Index("ix_assignment_body_unit", "unit_id"),
        Index("ix_assignment_body_user", "user_id"),
    )

    assignment_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("assignment.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(4))
    agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(String(300))
