"""What was read, suggested, confirmed and corrected, value by value."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, UtcDateTime


class FieldValue(Base):
    """A value a field had, or might have; rows are added and never changed, the newest that is not a suggestion holds.

    Attributes:
        value: As shown; dates in ISO form. None where somebody emptied the field.
        confidence: 0–1; 1 for what a person entered.
        box: ``[x0, y0, x1, y1]`` in points on ``page``, where the format has pages.
        start: With ``end`` the place in the version's text.
    """

    __tablename__ = "field_value"
    __table_args__ = (Index("ix_field_value_document", "document_id", "name", "at"),)

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[str | None] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[float] = mapped_column(default=1.0)
    version_ordinal: Mapped[int] = mapped_column(Integer, default=1)
    page: Mapped[int | None] = mapped_column(Integer)
    box: Mapped[list[float] | None] = mapped_column(JSON)
    start: Mapped[int | None] = mapped_column(Integer)
    end: Mapped[int | None] = mapped_column(Integer)
    by_user: Mapped[str | None] = mapped_column(String(16))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
