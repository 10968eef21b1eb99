"""The line of a number that was given before this program: what the old register said, kept as it was written there."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_reference
from docarchive.core.guards import Guard
from docarchive.registers.models.number import RegisterNumber


class OldLine(Base):
    """One line of an imported register; only the document it leads to may change (``GUARDS``).

    Attributes:
        document_id: The document of the archive with this number, day and issuer; None: there is none, or several.
        source: File and line it was read from.
        source_sha: SHA-256 of that file.
    """

    __tablename__ = "register_old_line"
    __table_args__ = (Index("ix_register_old_line_document_id", "document_id"),)

    number_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("register_number.id"), primary_key=True)
    author: Mapped[str] = mapped_column(Text)
    symbol: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(Text)
    signer: Mapped[str] = mapped_column(String(200))
    receivers: Mapped[str] = mapped_column(Text)
    keeper: Mapped[str] = mapped_column(Text)
    copies: Mapped[int | None]
    passed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id", ondelete="SET NULL"))
    source: Mapped[str] = mapped_column(Text)
    source_sha: Mapped[str] = mapped_column(String(64), index=True)

    number: Mapped[RegisterNumber] = relationship()


GUARDS = (
    Guard(
        "UPDATE",
        columns=(
            "number_id", "author", "symbol", "issued_on", "kind", "subject", "signer", "receivers", "keeper", "copies",
            "passed_on", "note", "source", "source_sha",
        ),
    ),
    Guard("DELETE"),
    Guard("TRUNCATE"),
)  # fmt: skip
