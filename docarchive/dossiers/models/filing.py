"""The filing list (danh mục hồ sơ) of an agency's year: headings, and the dossiers foreseen below each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference
from docarchive.dossiers.errors import ListStateError
from docarchive.dossiers.states import LIST_WORDS, NEXT_OF_LIST, ListState, Numbering, retention_words


class FilingList(Base):
    """The list of one year.

    Attributes:
        decision: Number and symbol of the decision that issues it.
        force_from: First day it holds.
    """

    __tablename__ = "filing_list"
    __table_args__ = (UniqueConstraint("agency_id", "year"),)

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    year: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=ListState.DRAFT)
    numbering: Mapped[str] = mapped_column(String(8), default=Numbering.THROUGH)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    decision: Mapped[str] = mapped_column(String(200), default="")
    force_from: Mapped[date | None]

    agency: Mapped[Agency] = relationship()
    headings: Mapped[list[FilingHeading]] = relationship(
        back_populates="filing_list", order_by="FilingHeading.ordinal", cascade="all, delete-orphan"
    )

    @property
    def entries(self) -> list[FilingEntry]:
        """All entries in the order of the list."""
        return [entry for heading in self.headings for entry in heading.entries]

    @property
    def is_draft(self) -> bool:
        """Whether it may be changed."""
        return self.state == ListState.DRAFT

    @property
    def is_in_force(self) -> bool:
        """Whether dossiers are opened from it."""
        return self.state == ListState.IN_FORCE

    def step_to(self, state: ListState) -> None:
        """Change where the list stands.

        Raises:
            ListStateError: The step is not allowed.
        """
        here = ListState(self.state)
        if state not in NEXT_OF_LIST[here]:
            raise ListStateError(f"Danh mục năm {self.year} đang ở trạng thái “{LIST_WORDS[here]}”, không làm được.")
        self.state = state


class FilingHeading(Base):
    """A heading (đề mục) with its abbreviation, which stands in the symbols below it."""

    __tablename__ = "filing_heading"

    id: Mapped[str] = id_column()
    list_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("filing_list.id"), index=True)
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    mark: Mapped[str] = mapped_column(String(12))

    filing_list: Mapped[FilingList] = relationship(back_populates="headings")
    entries: Mapped[list[FilingEntry]] = relationship(
        back_populates="heading", order_by="FilingEntry.number", cascade="all, delete-orphan"
    )


class FilingEntry(Base):
    """A dossier that is foreseen.

    Attributes:
        number: Within the list or the heading, as the list says.
        retention: Code of ``states.Retention``; ``retention_years`` only where it is ``OTHER``.
        keeper: Unit or person who opens it, as the list prints it.
    """

    __tablename__ = "filing_entry"

    id: Mapped[str] = id_column()
    heading_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("filing_heading.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(500))
    retention: Mapped[str] = mapped_column(String(2))
    retention_years: Mapped[int | None]
    keeper: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    heading: Mapped[FilingHeading] = relationship(back_populates="entries")

    @property
    def symbol(self) -> str:
        """Number and abbreviation of the heading: ``01.TCCB``."""
        return f"{self.number:02d}.{self.heading.mark}"

    @property
    def kept(self) -> str:
        """The retention in words."""
        return retention_words(self.retention, self.retention_years)
