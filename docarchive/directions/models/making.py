"""Reports that are made while their reader waits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from docarchive.core.db import Base, id_column, id_reference


class ReportMaking(Base):
    """A report of a large register as a file, made by a job; its reader takes it within a day.

    Attributes:
        own: Of the register of ``agency_id`` alone, not of all its reader follows or leads.
        form: ``docx`` or ``xlsx``.
        name: Of the file; empty until it is made.
        content: The file; None until it is made.
    """

    __tablename__ = "report_making"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    first: Mapped[date]
    last: Mapped[date]
    by: Mapped[str] = mapped_column(String(10))
    own: Mapped[bool]
    form: Mapped[str] = mapped_column(String(4))
    asked_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    @property
    def is_made(self) -> bool:
        return bool(self.name)
