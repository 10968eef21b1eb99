"""The minutes of a hand-over of work: who, to whom, when, why, and every single thing."""

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
