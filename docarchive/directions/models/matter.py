"""Matters people follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, id_reference


class MatterFollow(Base):
    """A person is told once a week what was directed about something, and what became of it.

    Attributes:
        words: In the query language, as ``queries.matters.matter`` takes them.
    """

    __tablename__ = "matter_follow"

    user_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(String(500), primary_key=True)
    at: Mapped[datetime]
