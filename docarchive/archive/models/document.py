"""A document of the archive, its versions, and the tokens of who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.archive.errors import WrongStateError
from docarchive.archive.states import AccessLevel, DocumentState
from docarchive.core.db import Base, UtcDateTime
from docarchive.kernel.ids import new_id

FIELDS: tuple[str, ...] = (
    "number", "kind", "issued_on", "issuer", "subject", "signer", "signer_title", "signer_authority", "superior",
    "place", "urgency", "recipients", "status", "effective_on", "expires_on",
)  # fmt: skip


PICTURED = frozenset({"pdf", "png", "jpg", "tiff"})


class DocumentToken(Base):
    """One of the tokens any of which lets a reader see the document (``all``, ``agency:…``, ``unit:…``, ``user:…``)."""

    __tablename__ = "document_token"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(String(80), primary_key=True)


class Document(Base):
    """A resolution, directive, report or other paper, as the archive knows it.

    Attributes:
        number: As the document writes it, without blanks.
        number_key: First normal form of the number; None where it has none.
        issuer: As printed; ``issuer_key`` is its folded form, ``issuer_id`` the agency it was matched to.
        status: Validity as an older register states it; never computed.
        effective_on: The first day in force, as the document says; relations may put it off (``archive.validity``).
        expires_on: The first day no longer in force, as the document itself says.
        agency_id: The agency that keeps the document; None stands for the whole instance.
        needs_check: Somebody has yet to confirm what was read.
        format: ``pdf``, ``docx`` … or ``record`` for a register line without a file.
        revision: Grows with every change the search engine must see.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_issued_on", "issued_on", "id"),
        Index("ix_document_kind", "kind", "issued_on"),
        Index("ix_document_issuer_id", "issuer_id", "issued_on"),
        Index("ix_document_created_at", "created_at", "id"),
        Index("ix_document_changed_at", "changed_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    number: Mapped[str | None] = mapped_column(String(200))
    number_key: Mapped[str | None] = mapped_column(String(200), index=True)
    number_sort: Mapped[int] = mapped_column(BigInteger, default=0)
    kind: Mapped[str | None] = mapped_column(String(80))
    issued_on: Mapped[date | None] = mapped_column(Date)
    issuer: Mapped[str | None] = mapped_column(Text)
    issuer_key: Mapped[str | None] = mapped_column(Text)
    issuer_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"))
    superior: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(Text)
    signer: Mapped[str | None] = mapped_column(String(200))
    signer_title: Mapped[str | None] = mapped_column(String(400))
    signer_authority: Mapped[str | None] = mapped_column(String(400))
    recipients: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str | None] = mapped_column(String(120))
    effective_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
    council_session_id: Mapped[str | None] = mapped_column(ForeignKey("council_session.id"), index=True)

    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), index=True)
    access: Mapped[str] = mapped_column(String(10), default=AccessLevel.PUBLIC)
    state: Mapped[str] = mapped_column(String(12), default=DocumentState.ACTIVE)
    needs_check: Mapped[bool] = mapped_column(default=False, index=True)
    format: Mapped[str] = mapped_column(String(12), default="record")
    source: Mapped[str] = mapped_column(String(8), default="text")
    pages: Mapped[int] = mapped_column(Integer, default=0)
    confidence: Mapped[float] = mapped_column(default=1.0)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    # A change made by somebody else in the meantime is a conflict, never overwritten.
    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}  # noqa: RUF012 - read as it stands

    tokens: Mapped[list[DocumentToken]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    versions: Mapped[list[DocumentVersion]] = relationship(
        back_populates="document",
        order_by="DocumentVersion.ordinal",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def is_active(self) -> bool:
        """Readers find it."""
        return self.state == DocumentState.ACTIVE

    @property
    def audience(self) -> tuple[str, ...]:
        """Tokens of who may see it, in fixed order."""
        return tuple(sorted(token.token for token in self.tokens))

    @property
    def version(self) -> DocumentVersion | None:
        """The version readers see: the newest."""
        return self.versions[-1] if self.versions else None

    def touch(self, at: datetime) -> None:
        """Note a change the search engine must see."""
        self.revision += 1
        self.changed_at = at

    def withdraw(self, at: datetime) -> None:
        """Take the document out of what readers see.

        Raises:
            WrongStateError: It is withdrawn already.
        """
        if not self.is_active:
            raise WrongStateError("Văn bản đã được rút trước đó.")
        self.state = DocumentState.WITHDRAWN
        self.touch(at)

    def restore(self, at: datetime) -> None:
        """Bring a withdrawn document back.

        Raises:
            WrongStateError: It is not withdrawn.
        """
        if self.is_active:
            raise WrongStateError("Văn bản đang dùng, không cần khôi phục.")
        self.state = DocumentState.ACTIVE
        self.touch(at)

    def open_to(self, level: AccessLevel, tokens: Iterable[str], at: datetime) -> None:
        """Set who may read it."""
        wanted = set(tokens)
        self.access = level
        self.tokens = [token for token in self.tokens if token.token in wanted]
        held = {token.token for token in self.tokens}
        self.tokens += [DocumentToken(token=token) for token in sorted(wanted - held)]
        self.touch(at)


class DocumentVersion(Base):
    """One file of a document (a better scan is a new version), and what was read from it.

    Attributes:
        ordinal: From 1.
        file_sha: Name of the original bytes in the file store; None for a register line without a file.
        layout_sha: Name of the words with their boxes in the file store; None in formats without pages.
        printed_sha: Name of the PDF a Word file was printed to, whose pages are shown; None where there is none.
        page_spans: ``[number, start, end, width, height, source, confidence]`` per page of ``text``.
        provisions: ``[path, heading, start, end, page]`` in reading order.
    """

    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document_id", "ordinal"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    ordinal: Mapped[int] = mapped_column(Integer, default=1)
    file_sha: Mapped[str | None] = mapped_column(String(64), index=True)
    file_name: Mapped[str | None] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(12), default="record")
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    layout_sha: Mapped[str | None] = mapped_column(String(64))
    printed_sha: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(8), default="text")
    text_layer: Mapped[str] = mapped_column(String(20), default="ok")
    encoding: Mapped[str] = mapped_column(String(20), default="unicode")
    confidence: Mapped[float] = mapped_column(default=1.0)
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)
    page_spans: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    provisions: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="", deferred=True)

    document: Mapped[Document] = relationship(back_populates="versions")

    @property
    def pictured_sha(self) -> str | None:
        """The file whose pages can be drawn: the original or, of a Word file, its print."""
        return self.file_sha if self.format in PICTURED else self.printed_sha
