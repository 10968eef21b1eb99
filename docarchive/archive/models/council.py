"""Sessions of a people's council (kỳ họp), which give resolutions their place in a term (nhiệm kỳ)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base
from docarchive.kernel.ids import new_id


class CouncilSession(Base):
    """One session of one council.

    Attributes:
        council: Name of the council as its documents print it.
        term: Number of the term (khóa) in Roman numerals.
        kind: ``regular`` (thường lệ), ``thematic`` (chuyên đề) or ``urgent`` (đột xuất).
        ordinal: Which session of that kind in the term, from 1.
    """

    __tablename__ = "council_session"
    __table_args__ = (UniqueConstraint("council", "term", "kind", "ordinal"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    council: Mapped[str] = mapped_column(String(200))
    term: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12), default="regular")
    ordinal: Mapped[int] = mapped_column(Integer)
    first_day: Mapped[date | None] = mapped_column(Date)

    @property
    def label(self) -> str:
        """How it is called on screen."""
        words = {"regular": "Kỳ họp thứ", "thematic": "Kỳ họp chuyên đề lần thứ", "urgent": "Kỳ họp đột xuất lần thứ"}
        return f"{words[self.kind]} {self.ordinal}, khóa {self.term}"
