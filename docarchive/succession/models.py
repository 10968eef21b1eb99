"""Minutes that no act changes: a hand-over of work, and agencies merged or parted, with every single thing."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference


class WorkHandover(Base):
    """One hand-over (biên bản bàn giao công việc); it prints the same later.

    Attributes:
        giver: Name and title as the minutes print them; so ``receiver``.
        made_by: Who entered it: the giver himself, or a clerk or leader of the agency.
    """

    __tablename__ = "work_handover"
    __table_args__ = (
        Index("ix_work_handover_agency", "agency_id", "at"),
        Index("ix_work_handover_giver_id", "giver_id"),
        Index("ix_work_handover_receiver_id", "receiver_id"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    at: Mapped[datetime]
    giver_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    giver: Mapped[str] = mapped_column(String(420))
    receiver_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    receiver: Mapped[str] = mapped_column(String(420))
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(200))

    agency: Mapped[Agency] = relationship()
    items: Mapped[list[WorkHandoverItem]] = relationship(
        back_populates="handover", order_by="WorkHandoverItem.ordinal", cascade="all, delete-orphan"
    )


class WorkHandoverItem(Base):
    """One thing that was handed over, as it was called then.

    Attributes:
        ordinal: Its place in the minutes, from 1.
        kind: ``states.Kind``.
        subject_id: Handover, outgoing letter, step, assignment, series, dossier or register, by the kind.
        detail: Where it stood.
    """

    __tablename__ = "work_handover_item"
    __table_args__ = (Index("ix_work_handover_item_subject", "kind", "subject_id"),)

    handover_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("work_handover.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[str] = mapped_column(id_reference())
    title: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]

    handover: Mapped[WorkHandover] = relationship(back_populates="items")


class Reorganisation(Base):
    """Agencies were merged or parted (biên bản sắp xếp cơ quan); it prints the same later.

    Attributes:
        kind: ``states.Change``.
        day: The first day of the new order.
        decision: Number, symbol and issuer of the document that orders it.
    """

    __tablename__ = "reorganisation"

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    decision: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(index=True)
    made_by: Mapped[str] = mapped_column(String(200))

    sides: Mapped[list[ReorganisationSide]] = relationship(
        order_by="ReorganisationSide.ordinal", cascade="all, delete-orphan"
    )
    items: Mapped[list[ReorganisationItem]] = relationship(
        order_by="ReorganisationItem.ordinal", cascade="all, delete-orphan"
    )

    @property
    def sources(self) -> list[ReorganisationSide]:
        """The agencies that ended or gave something away."""
        return [one for one in self.sides if one.is_source]

    @property
    def targets(self) -> list[ReorganisationSide]:
        """The agencies that follow, whoever keeps the records first."""
        return [one for one in self.sides if not one.is_source]


class ReorganisationSide(Base):
    """An agency on one of both sides, as it was called then.

    Attributes:
        ended: Of a source: it is no more; False: it goes on.
    """

    __tablename__ = "reorganisation_side"

    reorganisation_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("reorganisation.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    is_source: Mapped[bool]
    ended: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(35))
    name: Mapped[str] = mapped_column(String(300))


class ReorganisationItem(Base):
    """One thing that went over, as it was called then.

    Attributes:
        matter: ``states.Matter``.
        subject_id: The unit, position, agency, register, number, letter, dossier or assignment, by the matter.
        came_from: Name of the agency it was of; ``went_to`` of the one it is of now, empty where it was ended.
    """

    __tablename__ = "reorganisation_item"
    __table_args__ = (Index("ix_reorganisation_item_subject", "matter", "subject_id"),)

    reorganisation_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("reorganisation.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    matter: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[str] = mapped_column(id_reference())
    title: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    came_from: Mapped[str] = mapped_column(String(300))
    went_to: Mapped[str] = mapped_column(String(300))
