"""Tables of saved searches, of the documents that came for them, and of lists of numbers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, id_column, id_reference
from docarchive.kernel.ids import new_id
from docarchive.lookup.states import Alert


class SavedSearch(Base):
    """A question somebody keeps.

    Attributes:
        question: The query string of its address, without a page: ``q=giao+thông&loai=nghị+quyết``.
        alert: How its owner is told (``Alert``).
        shared_with: Token of the unit whose people may open it; empty: nobody else.
        looked_until: Documents that came or changed before were looked at.
        told_at: When its owner was last told.
        removed_at: When it was deleted; it can be brought back for 30 days.
    """

    __tablename__ = "saved_search"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(Text)
    alert: Mapped[str] = mapped_column(String(8), default=Alert.NONE)
    shared_with: Mapped[str] = mapped_column(String(80), default="", index=True)
    made_at: Mapped[datetime]
    looked_until: Mapped[datetime]
    told_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class SearchHit(Base):
    """A document that came after a search was saved and answers it; who may see it is asked when it is shown.

    Attributes:
        seen_at: When the owner opened the search while he could see the document.
        told_key: Key of the notice that told of it; ``-``: it is not to be told; empty: not yet.
    """

    __tablename__ = "search_hit"
    __table_args__ = (Index("ix_search_hit_unseen", "search_id", "seen_at"),)

    search_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True
    )
    document_id: Mapped[str] = mapped_column(
        String(16), ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    found_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    told_key: Mapped[str] = mapped_column(String(80), default="")


class NumberList(Base):
    """Numbers somebody pasted to be looked up; what is found is asked anew whenever it is shown.

    Attributes:
        choices: Place of a line → id of the document chosen among several.
    """

    __tablename__ = "number_list"
    __table_args__ = (Index("ix_number_list_user", "user_id", "made_at"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"))
    lines: Mapped[list[str]] = mapped_column(JSON)
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime]
