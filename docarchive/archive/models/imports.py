"""Imports: one batch a time somebody handed files in, one item a file or row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.archive.errors import WrongStateError
from docarchive.archive.states import ITEM_WORDS, NEXT, AccessLevel, BatchState, ItemState
from docarchive.core.db import Base, UtcDateTime
from docarchive.kernel.ids import new_id


class ImportBatch(Base):
    """An import and the access its documents get.

    Attributes:
        origin: ``web``, ``command``, ``records``, ``api``; ``received`` and ``issued`` for letters.
        tokens: Audience tokens of its documents.
        seen_by: Audience tokens of whoever imports, None for the operator; what they may
            not see is no duplicate.
    """

    __tablename__ = "import_batch"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(String(10), default="web")
    state: Mapped[str] = mapped_column(String(12), default=BatchState.OPEN)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"))
    access: Mapped[str] = mapped_column(String(10), default=AccessLevel.PUBLIC)
    tokens: Mapped[list[str]] = mapped_column(JSON, default=list)
    seen_by: Mapped[list[str] | None] = mapped_column(JSON)
    by_user: Mapped[str | None] = mapped_column(String(16), index=True)
    by_name: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    total: Mapped[int] = mapped_column(Integer, default=0)

    def take_back(self) -> None:
        """Note that the import is undone.

        Raises:
            WrongStateError: It was taken back before.
        """
        if self.state == BatchState.TAKEN_BACK:
            raise WrongStateError("Lần nhập này đã được rút lại.")
        self.state = BatchState.TAKEN_BACK


class ImportItem(Base):
    """One file (or register row) of an import, and how it ended.

    Attributes:
        path: As handed in; inside a package after ``!/``.
        line: Line of a register row, from 1, the header counted.
        code: Why it failed, for programs; ``reason`` says it to people.
        attempt: Grows with every retry; part of the job's key.
        document_id: The document made, or, for a duplicate, the one that was there.
        target_id: The document the file becomes a new version of.
        is_wanted: Somebody decided that it is no duplicate.
    """

    __tablename__ = "import_item"
    __table_args__ = (Index("ix_import_item_batch", "batch_id", "ordinal"), Index("ix_import_item_state", "state"))

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    batch_id: Mapped[str] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(String(16))
    ordinal: Mapped[int] = mapped_column(Integer, default=0)
    path: Mapped[str] = mapped_column(Text)
    line: Mapped[int | None] = mapped_column(Integer)
    file_sha: Mapped[str | None] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[str] = mapped_column(String(12), default=ItemState.WAITING)
    code: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    attempt: Mapped[int] = mapped_column(Integer, default=1)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    target_id: Mapped[str | None] = mapped_column(String(16))
    is_wanted: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def end(self, state: ItemState, at: datetime, code: str | None = None, reason: str | None = None) -> None:
        """Note how the item ended.

        Raises:
            WrongStateError: The step is not allowed from where it stands.
        """
        if state not in NEXT[ItemState(self.state)]:
            raise WrongStateError(f"Tệp đang ở trạng thái “{ITEM_WORDS[ItemState(self.state)]}”.")
        self.state, self.code, self.reason, self.ended_at = state, code, reason, at

    def try_again(self) -> None:
        """Put a failed item, or one held for a duplicate, back in line.

        Raises:
            WrongStateError: It neither failed nor was held.
        """
        if ItemState.WAITING not in NEXT[ItemState(self.state)]:
            raise WrongStateError("Chỉ thử lại được tệp không nhập được hoặc bị coi là trùng.")
        self.state, self.code, self.reason, self.ended_at = ItemState.WAITING, None, None, None
        self.attempt += 1


class RecordsProfile(Base):
    """How the columns of an older system's register map to our fields; saved under a name."""

    __tablename__ = "records_profile"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    columns: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
