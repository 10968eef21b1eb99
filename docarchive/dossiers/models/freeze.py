"""Freezes: documents and dossiers nobody may change until the freeze is lifted, and what was refused meanwhile."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference
from docarchive.dossiers.models.dossier import Dossier


class Freeze(Base):
    """A set that is locked against withdrawing, editing and moving.

    Attributes:
        dossier_id: The dossier that is locked with all it holds; None: the documents of ``FreezeDocument``.
        question: The search its documents were found by, as the query string of its address; None: chosen one by one.
        lifted_at: It holds no more.

    Source:
        Decree 30/2020/NĐ-CP, Annex VI, part I, IV.1g.
    """

    __tablename__ = "freeze_order"
    __table_args__ = (Index("ix_freeze_order_agency", "agency_id", "made_at"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    dossier_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("dossier.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str] = mapped_column(String(200), default="")
    lifted_why: Mapped[str] = mapped_column(Text, default="")

    agency: Mapped[Agency | None] = relationship()
    dossier: Mapped[Dossier | None] = relationship()


class FreezeDocument(Base):
    """A document of a locked set."""

    __tablename__ = "freeze_document"

    freeze_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("freeze_order.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("document.id"), primary_key=True, index=True)


class FreezeRefusal(Base):
    """Something that was tried with a locked document or dossier, and refused.

    Attributes:
        subject_id: The document, or the dossier itself.
        act: What was tried, in words.
    """

    __tablename__ = "freeze_refusal"
    __table_args__ = (Index("ix_freeze_refusal_freeze", "freeze_id", "at"),)

    id: Mapped[str] = id_column()
    freeze_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("freeze_order.id"))
    subject_id: Mapped[str] = mapped_column(id_reference())
    act: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))


class FreezeRights(Base):
    """A change of who may read a locked document; a warning until somebody who may confirms it.

    Attributes:
        gained: Readers it was opened to, in words; ``lost``: those who read it no longer.

    Source:
        Decree 30/2020/NĐ-CP, Annex VI, part I, III.3c.
    """

    __tablename__ = "freeze_rights"
    __table_args__ = (Index("ix_freeze_rights_open", "freeze_id", "confirmed_at"),)

    id: Mapped[str] = id_column()
    freeze_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("freeze_order.id"))
    document_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("document.id"))
    gained: Mapped[str] = mapped_column(Text, default="")
    lost: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
