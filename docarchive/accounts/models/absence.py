"""Days on which a person is away, and who stands in for him by a written authorisation within its limits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models.user import User
from docarchive.core.db import Base, id_column, id_reference
from docarchive.core.mandates import MATTER_WORDS, Mandate, Matter

SCOPE_LENGTH = 300
BASIS_LENGTH = 200


class Absence(Base):
    """A person is away from a day to a day, both included; taken back, it keeps its row.

    Attributes:
        delegate_id: Who may act for him on these days; None: nobody.
        scope: What the authorisation covers, in its own words.
        matters: Kinds of work it covers (``Matter``); None or empty: all.
        fields: Fields of work of directions it covers; None or empty: all.
        basis: Number and symbol of the document that gives it.
        made_by: Who wrote it down, as the audit log names people.
        cancelled_at: From then on it counts for nothing.
    """

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_user", "user_id", "last"), Index("ix_absence_delegate", "delegate_id", "last"))

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    first: Mapped[date]
    last: Mapped[date]
    delegate_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    scope: Mapped[str] = mapped_column(String(SCOPE_LENGTH), default="")
    basis: Mapped[str] = mapped_column(String(BASIS_LENGTH), default="")
    matters: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    fields: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(32))
    made_by_name: Mapped[str] = mapped_column(String(200))
    cancelled_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    delegate: Mapped[User | None] = relationship(foreign_keys=[delegate_id])

    @property
    def limits(self) -> str:
        """What it covers, as pages say it; empty: everything."""
        matters = [MATTER_WORDS[each] for each in Matter if each in (self.matters or ())]
        return "; ".join(part for part in (", ".join(matters), ", ".join(self.fields or ())) if part)

    @property
    def mandate(self) -> Mandate | None:
        """Its limits; None where it covers everything."""
        if not (self.matters or self.fields):
            return None
        return Mandate(self.basis, frozenset(Matter(each) for each in self.matters or ()), tuple(self.fields or ()))

    def covers(self, day: date) -> bool:
        """Whether the person is away on a day by it."""
        return self.cancelled_at is None and self.first <= day <= self.last
