"""What a document says about other documents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, UtcDateTime
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


class DocumentRelation(Base):
    """What a person settled about a relation: confirmed, rejected, or entered by hand; without a row it is a proposal.

    Attributes:
        document_id: The document that acts on the other.
        stated_on: The other's day of issue, where it is known: it tells documents of the same number apart.
        provisions: Paths of the other's provisions, as ``dieu-3.khoan-2``; empty where all of it is meant.
        provision: Path of the provision of this document that says so.
        effective_on: From when it works; None stands for the acting document's own first day.
        until_on: Of a suspension the first day after it, of a postponement the new first day in force.
        target_id: The other document, as the person saw it; None where the archive does not have it.
        page: With ``box`` and ``quote`` the place where it was read; None for what was entered by hand.
    """

    __tablename__ = "document_relation"
    __table_args__ = (UniqueConstraint("document_id", "number_key", "relation"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    relation: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(200))
    number_key: Mapped[str] = mapped_column(String(200), index=True)
    stated_on: Mapped[date | None] = mapped_column(Date)
    target_id: Mapped[str | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    provisions: Mapped[list[str]] = mapped_column(JSON, default=list)
    provision: Mapped[str | None] = mapped_column(String(200))
    effective_on: Mapped[date | None] = mapped_column(Date)
    until_on: Mapped[date | None] = mapped_column(Date)
    page: Mapped[int | None] = mapped_column(Integer)
    box: Mapped[list[float] | None] = mapped_column(JSON)
    quote: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str | None] = mapped_column(String(16))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
