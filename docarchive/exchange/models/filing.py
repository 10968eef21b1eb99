"""Drafts gathered in dossiers of work before they are issued."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_reference
from docarchive.dossiers.models import Dossier
from docarchive.exchange.models.outgoing import OutgoingLetter


class DossierDraft(Base):
    """A draft in a dossier: a row, never a copy; once it is issued its document stands there instead."""

    __tablename__ = "dossier_draft"

    dossier_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("dossier.id"), primary_key=True)
    letter_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("outgoing_letter.id"), primary_key=True, index=True
    )
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))

    dossier: Mapped[Dossier] = relationship()
    letter: Mapped[OutgoingLetter] = relationship()
