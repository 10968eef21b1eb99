"""A hand-over of dossiers to the agency's archive, as its minutes (biên bản giao nhận) say it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference

if TYPE_CHECKING:
    from docarchive.dossiers.models.dossier import Dossier


class Transfer(Base):
    """Dossiers of one holder given to the archive at one time.

    Attributes:
        giver: Who hands them over, with the title, as printed; so ``receiver``.
        condition: State of the papers (tình trạng tài liệu).
    """

    __tablename__ = "dossier_transfer"
    __table_args__ = (Index("ix_dossier_transfer_agency", "agency_id", "at"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    at: Mapped[datetime]
    giver_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    giver: Mapped[str] = mapped_column(String(300))
    receiver: Mapped[str] = mapped_column(String(300))
    condition: Mapped[str] = mapped_column(Text, default="")

    agency: Mapped[Agency] = relationship()
    dossiers: Mapped[list[Dossier]] = relationship(back_populates="transfer", order_by="Dossier.symbol")
