"""Which documents people want to hear of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, UtcDateTime


class DocumentFollow(Base):
    """A person is told when another document changes, replaces or ends this one.

    Attributes:
        why: ``starred`` by the person, or ``downloaded`` by him; what he stopped following stays as ``stopped``, so
            that downloading it once more does not begin it again.
    """

    __tablename__ = "document_follow"

    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    why: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
