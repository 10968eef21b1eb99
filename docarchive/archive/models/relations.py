"""What a document says about other documents."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base
from docarchive.kernel.ids import new_id


class Citation(Base):
    """Another document's number in the text of this one.

    Attributes:
        number_key: First normal form of ``number``; citations and documents meet here, whoever comes first.
        quote: The words around it.
    """

    __tablename__ = "citation"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(200))
    number_key: Mapped[str | None] = mapped_column(String(200), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    page: Mapped[int | None] = mapped_column(Integer)
    box: Mapped[list[float] | None] = mapped_column(JSON)
    quote: Mapped[str] = mapped_column(Text, default="")
