"""A dossier of work: what is in it, who works with it, and what changed of its readers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency, User
from docarchive.archive.models import Document
from docarchive.core.db import Base, id_column, id_reference
from docarchive.dossiers.errors import DossierStateError
from docarchive.dossiers.models.filing import FilingEntry
from docarchive.dossiers.models.transfer import Transfer
from docarchive.dossiers.states import (
    LANGUAGE,
    NEXT,
    STATE_WORDS,
    DossierState,
    Use,
    must_be_handed_over,
    retention_words,
)
from indexer.fold import fold_lower

# Name → most characters (Decree 30/2020/NĐ-CP, Annex VI part II, dossiers).
LONGEST = {"symbol": 20, "title": 500, "description": 500}


class Dossier(Base):
    """One dossier of one agency.

    How many documents and pages it has is counted for whoever asks, never stored: a reader counts what he may see.

    Attributes:
        entry_id: The entry of the filing list it was opened from; None: outside the list.
        year: Year of the filing list (FileCatalog).
        symbol: Number and symbol (FileNotation), once in a year.
        folded: Symbol, title and description without marks, for finding.
        use: Code of ``states.Use``.
        holder: Who keeps it now; ``creator`` is who opened it, as printed.
        started_on: First day of its matter (StartDate).
        ended_on: Last day of its matter (EndDate); None while it is open.
        due_on: Last day to hand it over; None while it is open.
        is_construction: Of building works: handed over three months after settlement, which is its last day.
        consent: The written consent by which it may be kept longer.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "symbol"),
        Index("ix_dossier_due", "agency_id", "state", "due_on"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    entry_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("filing_entry.id"), index=True)
    year: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    retention: Mapped[str] = mapped_column(String(2))
    retention_years: Mapped[int | None]
    use: Mapped[str] = mapped_column(String(2), default=Use.NORMAL)
    language: Mapped[str] = mapped_column(String(50), default=LANGUAGE)
    holder_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    creator: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12), default=DossierState.OPEN)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    due_on: Mapped[date | None]
    is_construction: Mapped[bool] = mapped_column(default=False)
    consent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    transfer_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("dossier_transfer.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - read as it stands

    agency: Mapped[Agency] = relationship()
    entry: Mapped[FilingEntry | None] = relationship()
    parent: Mapped[Dossier | None] = relationship(
        secondary="child_dossier", primaryjoin="Dossier.id == ChildDossier.child_id",
        secondaryjoin="ChildDossier.parent_id == Dossier.id", viewonly=True,
    )  # fmt: skip
    holder: Mapped[User | None] = relationship()
    transfer: Mapped[Transfer | None] = relationship(back_populates="dossiers")
    members: Mapped[list[DossierMember]] = relationship(
        back_populates="dossier", order_by="DossierMember.added_at", cascade="all, delete-orphan"
    )

    @property
    def is_open(self) -> bool:
        """Whether documents may come in and go out."""
        return self.state == DossierState.OPEN

    @property
    def kept(self) -> str:
        """The retention in words (Maintenance)."""
        return retention_words(self.retention, self.retention_years)

    @property
    def must_be_handed_over(self) -> bool:
        """Whether the agency's archive takes it."""
        return must_be_handed_over(self.retention, self.retention_years)

    @property
    def member_ids(self) -> frozenset[str]:
        """Who works with it beside the holder."""
        return frozenset(member.user_id for member in self.members)

    def name(self, symbol: str, title: str, description: str) -> None:
        """Set what it is called by, and by which it is found."""
        self.symbol, self.title, self.description = symbol, title, description
        self.folded = fold_lower(f"{symbol} {title} {description}")

    def step_to(self, state: DossierState) -> None:
        """Change where the dossier stands.

        Raises:
            DossierStateError: The step is not allowed.
        """
        here = DossierState(self.state)
        if state not in NEXT[here]:
            raise DossierStateError(f"Hồ sơ {self.symbol} đang ở trạng thái “{STATE_WORDS[here]}”, không làm được.")
        self.state = state


class DossierDocument(Base):
    """A document of the archive in a dossier: a row, never a copy; one document may be in many dossiers."""

    __tablename__ = "dossier_document"

    dossier_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("dossier.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("document.id"), primary_key=True, index=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))

    document: Mapped[Document] = relationship()


class ChildDossier(Base):
    """A dossier (hồ sơ con) that is part of another one; that one is part of none, and a child has no children."""

    __tablename__ = "child_dossier"

    child_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("dossier.id"), primary_key=True)
    parent_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("dossier.id"), index=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))


class DossierMember(Base):
    """Somebody who works with a dossier beside its holder; it gives no right to read a document."""

    __tablename__ = "dossier_member"

    dossier_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("dossier.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"), primary_key=True, index=True)
    added_at: Mapped[datetime]

    dossier: Mapped[Dossier] = relationship(back_populates="members")
    user: Mapped[User] = relationship()


class RightsEntry(Base):
    """A change of who may work with a dossier or read in it; a warning until a leader confirms it.

    Attributes:
        about: Who or what it concerns, in words.

    Source:
        Decree 30/2020/NĐ-CP, Annex VI, part I, III.3c.
    """

    __tablename__ = "dossier_rights"
    __table_args__ = (Index("ix_dossier_rights_open", "dossier_id", "confirmed_at"),)

    id: Mapped[str] = id_column()
    dossier_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("dossier.id"))
    kind: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    by_user: Mapped[str] = mapped_column(String(32))
    by_name: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
